import { Form, Input } from 'antd';
import type { DeskDevices } from '../../preload/contract/desk.ts';

interface AddressFieldProps {
  readonly name: keyof DeskDevices;
  readonly label: string;
  /** What may be typed. */
  readonly extra: string;
}

/** Where one device is plugged in. */
export function AddressField({ name, label, extra }: AddressFieldProps) {
  return (
    <Form.Item name={name} label={label} extra={extra}>
      <Input autoComplete="off" spellCheck={false} />
    </Form.Item>
  );
}
