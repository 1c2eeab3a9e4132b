import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { redact } from '../../preload/contract/redact.ts';
import { createLog } from './log.ts';

const ID = '11010119900307751X';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const dir = mkdtempSync(join(tmpdir(), 'log-'));
  const file = join(dir, 'office.log');
  write(createLog({ name: 'test', file }));
  const text = readFileSync(file, 'utf8');
  rmSync(dir, { recursive: true });
  return text;
}

test('no citizen number reaches the log, wherever it stands', () => {
  const text = logged((log) => {
    log.info(`查验 ${ID} 完成`);
    log.info({ party: { idNumber: ID, list: [`旧号110101900307751`, ID.toLowerCase()] } }, '当事人');
    log.info({ [ID]: 1, number: Number('110101199003077512') }, '键和数字');
    log.error({ err: new Error(`bad card ${ID}`) }, '读卡');
    log
      .child({ [`x${ID}`]: ID })
      .warn('１１０１０１１９９００３０７７５１Ｘ 与 110101 19900307 751X 与 110101-19900307-751X');
  });
  expect(text).not.toMatch(/19900307|900307751/);
  expect(text).not.toContain('９９００３０７');
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { msg: string; level: number });
  expect(lines).toHaveLength(5);
  expect(lines[0]?.msg).toBe('查验 [证件号已隐去] 完成');
});

test('what is no citizen number stays readable', () => {
  const text = logged((log) =>
    log.info({ fineFen: 20_000, at: '2026-03-02T01:00:00.000Z', phone: '13800138000' }, '当罚〔2026〕12号'),
  );
  expect(JSON.parse(text)).toMatchObject({ fineFen: 20_000, phone: '13800138000', msg: '当罚〔2026〕12号' });
});

test('any 18 characters that could be a citizen number are masked inside any text', () => {
  const number = fc
    .tuple(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 17, maxLength: 17 }),
      fc.constantFrom(...'0123456789Xx'),
    )
    .map(([digits, last]) => digits.join('') + last);
  fc.assert(
    fc.property(fc.string(), number, fc.string(), (before, id, after) => {
      expect(redact(before + id + after)).not.toContain(id.slice(0, 15));
    }),
  );
});
