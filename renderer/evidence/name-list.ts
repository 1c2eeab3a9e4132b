import type { NameProfile } from '../../preload/contract/name-profiles.ts';

/** The list with one row a place higher or lower; the same list where there is no such place. */
export function moved(list: readonly NameProfile[], index: number, by: 1 | -1): readonly NameProfile[] {
  const to = index + by;
  const [row, other] = [list[index], list[to]];
  if (row === undefined || other === undefined) return list;
  return list.map((one, at) => (at === to ? row : at === index ? other : one));
}

/** The list with a row put in the place of the one with its key, or before all where it is new: it is the most special. */
export function put(list: readonly NameProfile[], row: NameProfile): readonly NameProfile[] {
  return list.some((one) => one.key === row.key)
    ? list.map((one) => (one.key === row.key ? row : one))
    : [row, ...list];
}
