/** Code of an expected refusal: module prefix and three digits, e.g. `CASE-201`. Support staff search by it. */
export type RefusalCode = `${Uppercase<string>}-${number}`;

/**
 * An expected "no": a rule, a missing right, a device that does not answer.
 * `message` is one Chinese sentence: what happened, what is safe, what to do next.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  /** The form field (path) this refusal belongs to, when there is one. */
  readonly field: string | undefined;
  /** Facts for the screen, never personal data. */
  readonly detail: Record<string, unknown> | undefined;

  constructor(
    code: RefusalCode,
    sentence: string,
    more: { field?: string; detail?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(sentence, more.cause === undefined ? undefined : { cause: more.cause });
    this.code = code;
    this.field = more.field;
    this.detail = more.detail;
  }
}

/** Throws a {@link Refusal}. */
export function refuse(
  code: RefusalCode,
  sentence: string,
  more?: { field?: string; detail?: Record<string, unknown>; cause?: unknown },
): never {
  throw new Refusal(code, sentence, more);
}
