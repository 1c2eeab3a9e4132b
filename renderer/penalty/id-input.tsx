import { Input } from 'antd';
import { useState } from 'react';
import { groupIdNo } from '../frame/format.ts';
import { masked } from './card-reader.tsx';
import type { At } from './field.tsx';

interface IdInputProps {
  readonly at: At;
  readonly value: string;
  /** In the groups of a citizen number. */
  readonly grouped: boolean;
  readonly hide: boolean;
  readonly disabled: boolean;
  readonly placeholder: string;
  readonly onChange: (no: string) => void;
}

/** A number in groups while it is typed; masked when the field is left, if `hide` (it is valid and personal). */
export function IdInput({ at, value, grouped, hide, disabled, placeholder, onChange }: IdInputProps) {
  const [open, setOpen] = useState(false);
  const shown = grouped ? groupIdNo(hide && !open ? masked(value) : value) : value;
  return (
    <Input
      {...at}
      size="large"
      className="pen-number"
      autoComplete="off"
      spellCheck={false}
      disabled={disabled}
      placeholder={placeholder}
      value={shown}
      maxLength={40}
      onFocus={() => setOpen(true)}
      onBlur={() => {
        setOpen(false);
        at.onBlur();
      }}
      onChange={(event) => onChange(event.target.value.replace(/[\s-]/g, '').toUpperCase())}
    />
  );
}
