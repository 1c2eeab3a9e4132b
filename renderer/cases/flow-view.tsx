import type { CasePage } from '../../preload/contract/cases.ts';
import { formatInstant } from '../frame/format.ts';
import { flowOf } from './flow.ts';
import './flow.css';

const WORDS = { done: '已办', here: '现在', open: '未到', ended: '终结' } as const;

/** The way of the case, drawn: ticks behind, a ring at the present step. */
export function FlowView({ page }: { page: CasePage }) {
  return (
    <ol className="flow" aria-label="办理流程">
      {flowOf(page).map((step) => (
        <li key={step.key} className={`flow-${step.state}`} aria-current={step.state === 'here' ? 'step' : undefined}>
          <i aria-hidden="true" />
          <b>{step.name}</b>
          <small>{step.on ? formatInstant(step.on).slice(5) : WORDS[step.state]}</small>
        </li>
      ))}
    </ol>
  );
}
