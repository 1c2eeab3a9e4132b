/** An expected "no" on the wire: HTTP status, code, one Chinese sentence, and facts for the asking program. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, sentence: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(sentence);
    this.status = status;
    this.code = code;
    this.facts = facts;
  }
}
