import type { z } from 'zod';
import { type Card, type CardWarning, RARE_FIELDS, type rareFieldSchema } from '../../../preload/contract/card.ts';
import { checkCitizenNumber, checkForeignerNumber, isRealDay } from '../../../preload/contract/id-number.ts';
import { hasRareCharacter } from '../../../preload/contract/rare-characters.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { ADDRESS_SIZE, TEXT_SIZE } from './commands.ts';
import { ethnicName } from './ethnic.ts';
import { likely, spelledOut } from './rare.ts';

/** Offset and size in bytes of a field in the 256-byte text (UTF-16LE, padded with spaces). hardware.md §1.7. */
type Field = readonly [offset: number, size: number];
type Layout = Readonly<Record<string, Field>>;

const DATES = { validFrom: [188, 16], validTo: [204, 16] } as const satisfies Layout;
const PERSON = {
  name: [0, 30],
  sex: [30, 2],
  birth: [36, 16],
  address: [52, 70],
  idNo: [122, 36],
  issuer: [158, 30],
  ...DATES,
} as const satisfies Layout;

export const FLAG: Field = [248, 2];
export const LAYOUTS = {
  resident: { ...PERSON, ethnic: [32, 4] },
  J: { ...PERSON, passNo: [220, 18] },
  I: {
    latinName: [0, 120],
    sex: [120, 2],
    idNo: [122, 30],
    nationality: [152, 6],
    name: [158, 30],
    ...DATES,
    birth: [220, 16],
    issuer: [240, 8],
  },
  Y: {
    name: [0, 30],
    sex: [30, 2],
    birth: [36, 16],
    latinName: [52, 70],
    idNo: [122, 36],
    ...DATES,
    latinNameRest: [220, 22],
    nationality: [242, 6],
  },
} as const satisfies Record<Card['type'], Layout>;

const TYPE_OF_FLAG: Readonly<Record<string, Card['type']>> = { '': 'resident', J: 'J', I: 'I', Y: 'Y' };
const SEX: Readonly<Record<string, Card['sex']>> = { 0: '未知', 1: '男', 2: '女', 9: '未说明' };
export const FOREVER = '长期';

const WARNING: Record<CardWarningCode, string> = {
  expired: '证件已过有效期，请核对并提醒当事人换领。',
  'validity-unreadable': '证件有效期异常，请对照证件核对。',
  'birth-unreadable': '证件上的出生日期异常，请对照证件核对。',
  'check-digit': '证件号码校验不通过，请对照证件核对。',
  'birth-mismatch': '证件上的出生日期与号码不一致，请核对。',
  'sex-mismatch': '证件上的性别与号码不一致，请核对。',
  'type-mismatch': '证件类型与号码不一致，请核对。',
  'rare-character': '证件含生僻字，屏幕和打印可能显示不全，请对照证件核对并更正。',
  'address-unread': '追加住址没有读出，填入的是发证时的住址，请向当事人核对现住址。',
};
type CardWarningCode = (typeof CardWarning)[keyof typeof CardWarning];

function field(text: Buffer, at: Field | undefined): string {
  if (at === undefined) return '';
  const raw = text.toString('utf16le', at[0], at[0] + at[1]);
  return raw.replace(/^[ \0]+|[ \0]+$/g, '');
}

const day = (raw: string) => (isRealDay(raw) ? `${raw.slice(0, 4)}-${raw.slice(4, 6)}-${raw.slice(6)}` : '');

function numberWarnings(card: Pick<Card, 'type' | 'idNo' | 'birth' | 'sex'>): CardWarningCode[] {
  if (card.type === 'I') return [];
  const check = card.type === 'Y' ? checkForeignerNumber(card.idNo) : checkCitizenNumber(card.idNo);
  const permit = /^8[123]/.test(card.idNo);
  const found: CardWarningCode[] = [];
  if ((card.type === 'J') !== permit || (card.type === 'Y') !== card.idNo.startsWith('9')) found.push('type-mismatch');
  if (!check.ok) return [...found, 'check-digit'];
  if (card.birth !== '' && check.birth !== card.birth) found.push('birth-mismatch');
  if (card.type === 'resident' && check.sex !== card.sex) found.push('sex-mismatch');
  return found;
}

/** The fields that hold rare characters: as they stand on the card, and what they most likely say. */
function rareFields(
  texts: Record<z.infer<typeof rareFieldSchema>['field'], string>,
): z.infer<typeof rareFieldSchema>[] {
  return RARE_FIELDS.filter((name) => hasRareCharacter(texts[name])).map((name) => ({
    field: name,
    onCard: spelledOut(texts[name]),
    suggestion: likely(texts[name]),
  }));
}

/**
 * Decodes the text of a card and says what does not fit together; a warning never blocks.
 * @param today legal day `YYYY-MM-DD`, against which expiry is judged
 * @param newestAddress 追加住址 of the same card: `''` when it has none, null when it could not be read
 * @throws Refusal DEV-151 when the text is not 256 bytes or carries a type flag that no known card has
 */
export function decodeCardText(text: Buffer, today: string, newestAddress: string | null = ''): Card {
  const type = text.length === TEXT_SIZE ? TYPE_OF_FLAG[field(text, FLAG)] : undefined;
  if (type === undefined) refuse('DEV-151', '不认识的证件类型，未录入任何内容。请手工录入，并把诊断文件发给技术支持。');
  const layout: Layout = LAYOUTS[type];
  const read = (name: string) => field(text, layout[name]);

  const validToRaw = read('validTo');
  const latinName = `${read('latinName')}${read('latinNameRest')}`;
  const name = read('name') || latinName;
  const address = read('address');
  const issuer = read('issuer');
  const card = {
    type,
    name: name.toWellFormed(),
    latinName,
    sex: SEX[read('sex')] ?? '未知',
    ethnic: ethnicName(read('ethnic')),
    birth: day(read('birth')),
    address: address.toWellFormed(),
    ...(newestAddress && { newestAddress: newestAddress.toWellFormed() }),
    idNo: read('idNo').toUpperCase(),
    issuer: issuer.toWellFormed(),
    validFrom: day(read('validFrom')),
    validTo: validToRaw === FOREVER ? FOREVER : day(validToRaw),
    ...(layout.nationality && { nationality: read('nationality') }),
    ...(layout.passNo && { passNo: read('passNo') }),
  };

  const codes = numberWarnings(card);
  if (card.birth === '') codes.push('birth-unreadable');
  if (card.validFrom === '' || card.validTo === '') codes.push('validity-unreadable');
  else if (card.validTo !== FOREVER && card.validTo < today) codes.push('expired');
  if (newestAddress === null) codes.push('address-unread');
  const rare = rareFields({ name, address, newestAddress: newestAddress ?? '', issuer });
  if (rare.length > 0) codes.push('rare-character');
  return {
    ...card,
    ...(rare.length > 0 && { rare }),
    warnings: codes.map((code) => ({ code, sentence: WARNING[code] })),
  };
}

/** The newest of one to four 追加住址 entries: the last that is not empty (their order is not public; UNSURE). */
export function decodeNewestAddress(data: Buffer): string {
  let newest = '';
  for (let at = 0; at < data.length; at += ADDRESS_SIZE) newest = field(data, [at, ADDRESS_SIZE]) || newest;
  return newest;
}
