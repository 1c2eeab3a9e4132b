/** Things to do at their own time: what is earliest comes first, and doing one may put others on the list. */
export interface Agenda {
  /** Legal day, hour and minute in Asia/Shanghai. */
  add(day: string, hour: number, minute: number, task: () => void | Promise<void>): void;
  /** @param onDone how many of the things that were on the list at the start are done; how many those are */
  run(onDone: (done: number, of: number) => void): Promise<void>;
}

/** @param setClock moves the demo clock; it never runs backwards from one task to the next. */
export function createAgenda(setClock: (at: Date) => void): Agenda {
  const tasks: { at: number; task: () => void | Promise<void> }[] = [];
  let last = 0;
  return {
    add(day, hour, minute, task) {
      const at = Date.parse(`${day}T${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}:00+08:00`);
      tasks.push({ at, task });
    },
    async run(onDone) {
      // What comes onto the list later is not counted: a goal that moves away says nothing.
      const planned = new Set(tasks);
      const of = planned.size;
      while (tasks.length > 0) {
        tasks.sort((a, b) => b.at - a.at);
        const next = tasks.pop();
        if (next === undefined) return;
        last = Math.max(last, next.at);
        setClock(new Date(last));
        await next.task();
        if (planned.delete(next)) onDone(of - planned.size, of);
      }
    },
  };
}
