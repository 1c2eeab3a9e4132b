import type { z } from 'zod';
import type { legalRef, officer, printedParty } from './facts.ts';
import { html, type Markup } from './markup.ts';

const SHANGHAI_MS = 8 * 3_600_000; // Asia/Shanghai: UTC+8, no summer time since 1991

/** `2026-11-20` → `2026年11月20日`. */
export function dayInWords(day: string): string {
  const [year, month, date] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}

/** UTC instant → `2026年11月20日14时05分` in Asia/Shanghai. */
export function instantInWords(instant: string): string {
  const local = new Date(Date.parse(instant) + SHANGHAI_MS).toISOString();
  return `${dayInWords(local.slice(0, 10))}${local.slice(11, 13)}时${local.slice(14, 16)}分`;
}

/** UTC instant → `2026-11-20 14:05:09` in Asia/Shanghai, for tables. */
export function instantInTable(instant: string): string {
  return new Date(Date.parse(instant) + SHANGHAI_MS).toISOString().slice(0, 19).replace('T', ' ');
}

/** `《…条例》第三十二条、《…》第…条`. */
export function refsInWords(refs: readonly z.infer<typeof legalRef>[]): string {
  return refs.map((ref) => `《${ref.law.replace(/[《》]/g, '')}》${ref.article}`).join('、');
}

/** `张三（执法证号 330683001）、李四（…）`; a line breaks between officers, not inside one. */
export function officersInWords(officers: readonly z.infer<typeof officer>[]): Markup {
  return html`${officers.map((one, i) => html`<span class="whole">${one.name}（执法证号 ${one.certNo}）${i < officers.length - 1 && '、'}</span>`)}`;
}

/** 330602 1991 0307 002X; anything else as it is. */
export function idInGroups(no: string): string {
  return /^\d{17}[\dX]$/.test(no) ? `${no.slice(0, 6)} ${no.slice(6, 10)} ${no.slice(10, 14)} ${no.slice(14)}` : no;
}

const ID_TYPES: Record<z.infer<typeof printedParty>['idType'], string> = {
  ID_CARD: '居民身份证',
  RESIDENCE_PERMIT: '居住证',
  FOREIGNER_CARD: '永久居留身份证',
  PASSPORT: '护照',
  NONE: '无证件',
};

/** Name of the identity paper as printed. */
export function idTypeInWords(type: z.infer<typeof printedParty>['idType']): string {
  return ID_TYPES[type];
}

/** A sentence always ends with a full stop, whatever was typed. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[。！？；…]$/.test(trimmed) ? trimmed : `${trimmed.replace(/[.,，;、]+$/, '')}。`;
}
