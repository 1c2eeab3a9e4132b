import { STEPS, useDesk } from './desk.tsx';

type Mark = 'done' | 'open' | 'trouble' | 'todo';
const WORDS: Record<Mark, string> = { done: '已完成', open: '正在填写', trouble: '有问题', todo: '待填' };

/** The six steps; each says by shape and word how it stands. */
export function StepBar({ tried, delivered }: { tried: ReadonlySet<number>; delivered: boolean }) {
  const desk = useDesk();
  const markOf = (step: number): Mark => {
    if (delivered || (desk.frozen && step <= 5)) return 'done';
    const problems = desk.problemsOf(step).some((one) => one.weight === 'stop');
    if (step !== 6 && desk.check && !problems && (step > 1 || desk.draft.caseId !== null)) return 'done';
    if (problems && tried.has(step)) return 'trouble';
    return desk.step === step ? 'open' : 'todo';
  };
  return (
    <nav className="pen-steps" aria-label="办理步骤">
      {STEPS.map((name, i) => {
        const step = i + 1;
        const mark = markOf(step);
        return (
          <button
            key={name}
            type="button"
            className={`pen-step pen-step-${mark} ${desk.step === step ? 'pen-step-here' : ''}`}
            aria-current={desk.step === step ? 'step' : undefined}
            onClick={() => desk.goTo(step)}
            title={`Alt+${step}`}
          >
            <i aria-hidden="true">{mark === 'done' ? '✓' : mark === 'trouble' ? '!' : step}</i>
            <b>{name}</b>
            <small>{WORDS[mark]}</small>
          </button>
        );
      })}
    </nav>
  );
}
