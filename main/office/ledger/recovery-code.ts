import { createHash, randomBytes } from 'node:crypto';
import { refuse } from '../../../preload/contract/refusal.ts';

/** Crockford's alphabet: no I, L, O or U, so nothing on paper can be mistaken for 1, 0 or V. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_BYTES = 16;
const SECRET_LETTERS = 26;
const CHECK_LETTERS = 4;
const GROUP = 5;

/** A new code of 128 random bits: six groups of five letters, the last four letters are a checksum. */
export function newRecoveryCode(): string {
  return format(randomBytes(SECRET_BYTES));
}

/** The secret behind a typed code; spaces, hyphens, case and O/0, I/L/1 do not matter. Refuses LED-203 on a typo. */
export function readRecoveryCode(typed: string): Buffer {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  const secret =
    letters.length === SECRET_LETTERS + CHECK_LETTERS ? decode(letters.slice(0, SECRET_LETTERS)) : undefined;
  if (secret === undefined || format(secret).replaceAll('-', '') !== letters) {
    refuse('LED-203', '恢复码抄写有误（校验不符），账本没有改动；请对照打印的恢复码逐组核对后重新输入。', {
      field: 'recoveryCode',
    });
  }
  return secret;
}

function format(secret: Uint8Array): string {
  const body = encode(secret, SECRET_LETTERS);
  const check = encode(createHash('sha256').update('recovery').update(secret).digest(), CHECK_LETTERS);
  return (body + check).match(new RegExp(`.{${GROUP}}`, 'g'))?.join('-') ?? '';
}

/** The first `count` letters of the bytes, five bits each. */
function encode(bytes: Uint8Array, count: number): string {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  const bits = BigInt(bytes.length * 8);
  const wanted = BigInt(count * 5);
  value = wanted > bits ? value << (wanted - bits) : value >> (bits - wanted);
  let text = '';
  for (let i = 0; i < count; i++) {
    text = (ALPHABET[Number(value & 31n)] ?? '') + text;
    value >>= 5n;
  }
  return text;
}

function decode(letters: string): Buffer | undefined {
  let value = 0n;
  for (const letter of letters) {
    const digit = ALPHABET.indexOf(letter);
    if (digit < 0) return undefined;
    value = (value << 5n) | BigInt(digit);
  }
  value >>= BigInt(SECRET_LETTERS * 5 - SECRET_BYTES * 8);
  return Buffer.from(value.toString(16).padStart(SECRET_BYTES * 2, '0'), 'hex');
}
