import type { RefusalCode } from './refusal.ts';

/** A number that passed, or the first reason why it did not. */
export type NumberCheck<T> = ({ ok: true } & T) | { ok: false; code: RefusalCode; sentence: string };

export interface CitizenNumber {
  /** Normalised: no spaces, X in upper case. */
  readonly number: string;
  /** `YYYY-MM-DD`. */
  readonly birth: string;
  readonly sex: '男' | '女';
  /** First six digits. */
  readonly region: string;
}

export interface Uscc {
  readonly code: string;
  /** GB 32100: 91 enterprise, 92 sole trader, 93 farmers' cooperative, 1x institution, 5x civil organisation … */
  readonly category: string;
  readonly region: string;
}

// GB/T 2260 provinces; 81/82/83 are the prefixes of residence permits for Hong Kong, Macau and Taiwan residents.
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' '),
);
const CITIZEN_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CITIZEN_CHECK = '10X98765432';
const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const no = (code: RefusalCode, sentence: string) => ({ ok: false, code, sentence }) as const;
const normalise = (text: string) => text.replace(/[\s-]/g, '').toUpperCase();

/** True for a day that exists: `20230230` and `20231301` do not. */
export function isRealDay(yyyymmdd: string): boolean {
  if (!/^\d{8}$/.test(yyyymmdd)) return false;
  const year = Number(yyyymmdd.slice(0, 4));
  const month = Number(yyyymmdd.slice(4, 6));
  const day = Number(yyyymmdd.slice(6));
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1800 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The check character for the first 17 digits (GB 11643, ISO 7064 MOD 11-2). */
export function citizenCheckDigit(first17: string): string {
  const sum = CITIZEN_WEIGHTS.reduce((total, weight, i) => total + weight * Number(first17[i]), 0);
  return CITIZEN_CHECK.charAt(sum % 11);
}

function checkEighteen(text: string, prefix: (number: string) => string | null): NumberCheck<CitizenNumber> {
  const number = normalise(text);
  if (number === '') return no('ID-101', '请填写身份证号码。');
  if (/^\d{15}$/.test(number)) return no('ID-107', '这是 15 位旧证号，已停用，请填写 18 位身份证号码。');
  if (number.length !== 18) return no('ID-102', `身份证号码应为 18 位，现在是 ${number.length} 位，请核对。`);
  if (!/^\d{17}[\dX]$/.test(number)) return no('ID-103', '身份证号码前 17 位只能是数字，末位是数字或 X，请核对。');
  const wrongPrefix = prefix(number);
  if (wrongPrefix !== null) return no('ID-104', wrongPrefix);
  const day = number.slice(6, 14);
  const birth = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`;
  if (!isRealDay(day)) return no('ID-105', `身份证号码中的出生日期 ${birth} 不存在，请核对第 7 至 14 位。`);
  if (citizenCheckDigit(number) !== number[17]) return no('ID-106', '身份证号码校验位不对，请逐位核对。');
  return { ok: true, number, birth, sex: Number(number[16]) % 2 === 1 ? '男' : '女', region: number.slice(0, 6) };
}

/**
 * Checks a resident's number, or that of a residence permit (81/82/83): length, digits, region, real birth date,
 * check digit. Source: GB 11643; domain.md §7.1; hardware.md §1.8.
 */
export function checkCitizenNumber(text: string): NumberCheck<CitizenNumber> {
  return checkEighteen(text, (number) =>
    PROVINCES.has(number.slice(0, 2)) ? null : `身份证号码前两位 ${number.slice(0, 2)} 不是省级区划代码，请核对。`,
  );
}

/** Checks the number of a 2023 foreigner's permanent residence card (leading 9). Source: hardware.md §1.7. */
export function checkForeignerNumber(text: string): NumberCheck<CitizenNumber> {
  return checkEighteen(text, (number) =>
    number.startsWith('9') ? null : '外国人永久居留身份证号码应以 9 开头，请核对。',
  );
}

/** The check character for the first 17 characters of a unified social credit code (GB 32100, MOD 31). */
export function usccCheckCharacter(first17: string): string {
  let sum = 0;
  let weight = 1;
  for (const character of first17.slice(0, 17)) {
    sum += USCC_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return USCC_ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/**
 * Checks a unified social credit code: length, alphabet without I O S V Z, department and category, region, check
 * character. The organisation code inside it is left alone: early codes of sole traders do not all follow GB 11714.
 * Source: GB 32100; domain.md §7.1.
 */
export function checkUscc(text: string): NumberCheck<Uscc> {
  const code = normalise(text);
  if (code === '') return no('ID-201', '请填写统一社会信用代码。');
  if (code.length !== 18) return no('ID-202', `统一社会信用代码应为 18 位，现在是 ${code.length} 位，请核对。`);
  const foreign = [...code].find((character) => !USCC_ALPHABET.includes(character));
  if (foreign !== undefined)
    return no('ID-203', `统一社会信用代码里不会出现「${foreign}」，请核对（没有 I、O、S、V、Z）。`);
  if (!/^[1-9A-HJ-NPQRTUWXY][1-9A-HJ-NPQRTUWXY]/.test(code))
    return no('ID-204', '统一社会信用代码前两位（登记部门和机构类别）不对，请核对。');
  if (!/^\d{6}$/.test(code.slice(2, 8))) return no('ID-205', '统一社会信用代码第 3 至 8 位应为行政区划代码，请核对。');
  if (usccCheckCharacter(code) !== code[17]) return no('ID-206', '统一社会信用代码校验位不对，请逐位核对。');
  return { ok: true, code, category: code.slice(0, 2), region: code.slice(2, 8) };
}
