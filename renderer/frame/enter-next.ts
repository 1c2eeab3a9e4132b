import type { KeyboardEvent } from 'react';

const FIELDS = [
  'input:not([type=hidden]):not([disabled]):not([readonly])',
  'textarea:not([disabled])',
  'button[data-enter]:not([disabled])',
].join(',');

/** `onKeyDown` of a form: Enter goes to the next field, as on the paper; in a text of several lines it stays a line break. */
export function enterNext(event: KeyboardEvent<HTMLElement>): void {
  const from = event.target;
  if (event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing) return;
  if (!(from instanceof HTMLInputElement)) return;
  // An open list takes Enter itself.
  if (from.getAttribute('aria-expanded') === 'true') return;
  const fields = [...event.currentTarget.querySelectorAll<HTMLElement>(FIELDS)].filter((one) => one.offsetParent);
  const next = fields[fields.indexOf(from) + 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
