import { Input } from 'antd';
import type { ComponentProps } from 'react';
import { useDesk } from './desk.tsx';
import { Field } from './field.tsx';

type InputProps = Pick<
  ComponentProps<typeof Input>,
  'className' | 'inputMode' | 'placeholder' | 'autoFocus' | 'autoComplete'
>;
interface TextFieldProps extends Omit<ComponentProps<typeof Field>, 'children'>, InputProps {
  readonly value: string;
  readonly maxLength: number;
  readonly put: (value: string) => void;
}

/** One line of words; still where the number is taken and nothing changes any more. */
export function TextField({ value, maxLength, put, ...rest }: TextFieldProps) {
  const desk = useDesk();
  const { className, inputMode, placeholder, autoFocus, autoComplete, ...field } = rest;
  return (
    <Field {...field}>
      {(at) => (
        <Input
          {...at}
          {...{ className, inputMode, placeholder, autoFocus, autoComplete, value, maxLength }}
          size="large"
          disabled={desk.frozen}
          onChange={(event) => put(event.target.value)}
        />
      )}
    </Field>
  );
}
