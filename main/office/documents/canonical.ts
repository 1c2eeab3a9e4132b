import canonicalize from 'canonicalize';

/** Canonical JSON (RFC 8785). Half an emoji, cut off by a text field, becomes U+FFFD: JSON cannot carry it. */
export function canonicalText(value: unknown): string {
  const whole = JSON.stringify(value, (_, one: unknown) => (typeof one === 'string' ? one.toWellFormed() : one));
  return canonicalize(JSON.parse(whole)) ?? '';
}
