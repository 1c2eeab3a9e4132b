import { createContext, useContext } from 'react';
import type { OfficeState } from '../../preload/contract/office.ts';
import type { Session } from '../../preload/contract/people.ts';

/** Who sits at the desk and in which office; there on every page behind the sign-in. */
export const MeContext = createContext<{ session: Session; office: OfficeState } | null>(null);

export function useMe(): { session: Session; office: OfficeState } {
  const me = useContext(MeContext);
  if (!me) throw new Error('this page stands outside the layout');
  return me;
}
