/** What a rule says: yes, or no with one polite sentence (what is wrong, what to do next) and the article it stands on. */
export type Verdict = { readonly ok: true } | No;

export interface No {
  readonly ok: false;
  readonly code: `CASE-2${number}`;
  readonly sentence: string;
  readonly basis: string;
}

export const yes: Verdict = { ok: true };

export function no(code: No['code'], sentence: string, basis: string): No {
  return { ok: false, code, sentence, basis };
}
