import type { z } from 'zod';
import type { parameter } from '../../preload/contract/desk.ts';

export type Parameter = z.infer<typeof parameter>;

const YUAN = new Intl.NumberFormat('zh-CN', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** Money is kept in fen and shown in yuan; yes and no are words. */
export function valueInWords({ unit }: Pick<Parameter, 'unit'>, value: Parameter['value']): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (typeof value === 'number' && unit === '分') return `¥${YUAN.format(value / 100)}`;
  if (value === '') return '没有填';
  if (typeof value === 'string') return CHOICES[value] ?? value;
  return unit === '' ? String(value) : `${value} ${unit}`;
}

/** Values of parameters whose unit is 选项. */
export const CHOICES: Record<string, string> = { ORIGINAL: '原罚款额', UNPAID: '未缴额' };
