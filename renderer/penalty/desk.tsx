import { createContext, type ReactNode, useContext } from 'react';
import type { Officer } from '../../preload/contract/people.ts';
import type { ItemView } from '../../preload/contract/powers.ts';
import type { Recognised } from '../../preload/contract/subjects.ts';
import type { Problem } from '../../preload/contract/values.ts';
import type { DraftKeeper } from './draft-keeper.ts';

export const STEPS = ['谁办案', '当事人', '违法事实', '处罚', '告知申辩', '出具'] as const;

/** What every step of the screen shares. */
export interface Desk extends DraftKeeper {
  readonly me: Officer;
  /** Legal day of the office. */
  readonly today: string;
  /** The officers of step 1 in their order. */
  readonly acting: readonly Officer[];
  readonly item: ItemView | undefined;
  readonly recognised: Recognised | null;
  /** The party was informed; a change after that asks for a new notice. */
  readonly informed: boolean;
  /** The number is taken: nothing changes any more. */
  readonly frozen: boolean;
  readonly problemsOf: (step: number) => readonly Problem[];
  /** The problem that is shown at a field: once it was left or the step was submitted. */
  readonly problemAt: (field: string) => Problem | undefined;
  readonly touch: (field: string) => void;
  /** Does what the main button of the open step does. */
  readonly next: () => void;
  readonly busy: boolean;
  /** The work ended with another paper than a decision; this takes the place of the six steps. */
  readonly end: (words: ReactNode) => void;
}

const DeskContext = createContext<Desk | null>(null);
export const DeskProvider = DeskContext.Provider;

/** Rules of the office name the control that they are about: its id on the screen. */
export const focusProblem = (problem: Problem) => document.getElementById(problem.field)?.focus();

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk outside of the penalty desk');
  return desk;
}
