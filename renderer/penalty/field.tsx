import type { ReactNode } from 'react';
import { useDesk } from './desk.tsx';

/** Spread on the control. */
export interface At {
  readonly id: string;
  readonly status: '' | 'error' | 'warning';
  readonly onBlur: () => void;
}

interface FieldProps {
  /** Path in the draft, e.g. `party.idNo`; also the id of the control. */
  readonly name: string;
  readonly label: string;
  readonly required?: boolean;
  /** Filled by the program, not by hand. */
  readonly auto?: boolean;
  readonly wide?: boolean;
  /** A quiet word under the field. */
  readonly note?: ReactNode;
  /** A finding of the screen itself; stands before what the office says. */
  readonly trouble?: string;
  readonly children: (at: At) => ReactNode;
}

/** A field of the paper: label above, error at the field, 自动 where nobody had to type. */
export function Field({ name, label, required, auto, wide, note, trouble, children }: FieldProps) {
  const desk = useDesk();
  const problem = desk.problemAt(name);
  const words = trouble || (problem ? `${problem.sentence}（${problem.code}）` : '');
  const stops = Boolean(trouble) || problem?.weight === 'stop';
  return (
    <div className={wide ? 'pen-field pen-wide' : 'pen-field'}>
      <div className="pen-label">
        <label htmlFor={name}>
          {label}
          {required && <em title="必填">*</em>}
        </label>
        {auto && <AutoMark />}
      </div>
      {children({ id: name, status: words === '' ? '' : stops ? 'error' : 'warning', onBlur: () => desk.touch(name) })}
      {words !== '' ? (
        <div className={stops ? 'pen-error' : 'pen-warn'} role="alert">
          {words}
        </div>
      ) : (
        note && <div className="pen-note">{note}</div>
      )}
    </div>
  );
}

export function AutoMark() {
  return <span className="pen-auto">自动</span>;
}
