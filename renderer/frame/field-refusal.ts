import type { FormInstance } from 'antd';
import { refusalOf, refusalText } from './refusals.ts';

/** Whether the refusal names a field that this form shows; one that does not belongs in an alert. */
export function standsAtField<Values>(form: FormInstance<Values>, error: unknown): boolean {
  const { field } = refusalOf(error);
  return field !== undefined && Boolean(form.getFieldInstance(field.split('.')));
}

/** Shows a refusal at the field it names, if the form has that field. */
export function putAtField<Values>(form: FormInstance<Values>, error: unknown): void {
  const path = refusalOf(error).field?.split('.');
  if (!path || !standsAtField(form, error)) return;
  // The form's own type names its paths; a path from the office is only known at run time.
  (form as FormInstance).setFields([{ name: path, errors: [refusalText(error)] }]);
  (form as FormInstance).scrollToField(path, { focus: true, block: 'center' });
}

/** Takes the refusals away again: a field without a rule of its own keeps them, whatever is typed into it. */
export function clearFields<Values>(form: FormInstance<Values>): void {
  const refused = form.getFieldsError().filter(({ errors }) => errors.length > 0);
  (form as FormInstance).setFields(refused.map(({ name }) => ({ name, errors: [] })));
}
