type Field = HTMLInputElement | HTMLTextAreaElement;

const TEXT_TYPES = ['text', 'search', 'tel', 'url', 'email', 'number', ''];

/** A field that takes letters; a password field is nobody's business. */
function fieldOf(target: EventTarget | null): Field | null {
  if (target instanceof HTMLTextAreaElement) return target;
  return target instanceof HTMLInputElement && TEXT_TYPES.includes(target.type) ? target : null;
}

/** Where a scanner's letters may stay and its Enter does what Enter does there (`data-scan`). */
export const allowsScan = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-scan]') !== null;

export const isPassword = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement && target.type === 'password';

/** Whether letters do something here; on anything else a space or a letter of a code must not press or choose. */
export const takesLetters = (target: EventTarget | null): boolean =>
  fieldOf(target) !== null || isPassword(target) || (target instanceof HTMLElement && target.isContentEditable);

/**
 * What stands in a field now; the answer puts it back as if the letters in between had never come, or as if `instead`
 * had come in their place.
 */
export function remember(target: EventTarget | null): (instead?: string) => void {
  const field = fieldOf(target);
  if (field === null) return () => undefined;
  const { value, selectionStart, selectionEnd } = field;
  return (instead = '') => {
    const start = selectionStart ?? value.length;
    const wanted = instead === '' ? value : value.slice(0, start) + instead + value.slice(selectionEnd ?? value.length);
    if (field.value === wanted) return;
    // React watches the property of the element; the setter of its kind is what a typing hand comes by.
    const kind = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(kind.prototype, 'value')?.set?.call(field, wanted);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    if (selectionStart === null || field.type === 'number') return;
    const end = start + instead.length;
    field.setSelectionRange(instead === '' ? selectionStart : end, instead === '' ? selectionEnd : end);
  };
}
