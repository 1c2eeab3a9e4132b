/** Things to do at their own time: what is earliest comes first, and doing one may put others on the list. */
export interface Agenda {
  /** Legal day, hour and minute in Asia/Shanghai. */
  add(day: string, hour: number, minute: number, task: () => void | Promise<void>): void;
  run(onDone: (done: number, left: number) => void): Promise<void>;
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
      for (let done = 1; tasks.length > 0; done += 1) {
        tasks.sort((a, b) => b.at - a.at);
        const next = tasks.pop();
        if (next === undefined) return;
        last = Math.max(last, next.at);
        setClock(new Date(last));
        await next.task();
        onDone(done, tasks.length);
      }
    },
  };
}
