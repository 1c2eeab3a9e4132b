import type { Officer } from '../../preload/contract/people.ts';

/** Whether every typed word stands somewhere in name, number, certificate or unit. */
export function officerMatches(officer: Pick<Officer, 'name' | 'number' | 'certNo' | 'unit'>, words: string): boolean {
  const text = `${officer.name} ${officer.number} ${officer.certNo} ${officer.unit}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
