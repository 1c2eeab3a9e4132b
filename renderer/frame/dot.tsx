import './dot.css';

/** A state as shape and word: round = well, triangle = look at it, square = stopped, ring = off. */
export type DotState = 'good' | 'look' | 'bad' | 'off';

export function Dot({ state, children }: { state: DotState; children: string }) {
  return (
    <span className={`dot dot-${state}`}>
      <i aria-hidden="true" />
      {children}
    </span>
  );
}
