import { checkCitizenNumber, checkForeignerNumber, checkUscc } from '../../../preload/contract/id-number.ts';
import { hasRareCharacter } from '../../../preload/contract/rare-characters.ts';
import type { Party } from '../../../preload/contract/subjects.ts';
import type { Problem } from '../../../preload/contract/values.ts';
import { addMonths, isLegalDay, type LegalDay } from '../calendar/index.ts';

// domain.md §2.1 FG-PARTY, §7.1; 处罚法 30, 59

/**
 * Full years of age on a day. A year is full from the day after the birthday, so on the birthday itself the
 * person still counts as younger (the criminal law's way of counting, the milder one; 待核 for penalties).
 */
export function ageOn(birth: LegalDay, on: LegalDay): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return Math.max(0, on > addMonths(birth, years * 12) ? years : years - 1);
}

/** What is missing or wrong about a party, field by field; `on` is the day of the violation. Empty when all is well. */
export function checkParty(party: Party, on: LegalDay): Problem[] {
  const address = required(party.address, 'address', '地址', '行政处罚法第五十九条');
  const who =
    party.partyType === 'CITIZEN'
      ? [...required(party.name, 'name', '当事人姓名'), ...citizen(party, on)]
      : unit(party);
  return [...who, ...address, ...phone(party.phone, 'phone'), ...printable(party)];
}

/** Names and addresses that a paper could not show. hardware.md §1.7 */
function printable(party: Party): Problem[] {
  return (['name', 'legalRep', 'address'] as const)
    .filter((field) => hasRareCharacter(party[field]))
    .map((field) =>
      warn(
        field,
        'SUB-214',
        '这里有屏幕和文书都显示不出的生僻字，请对照证件改成正确的字；打不出的写拼音或写明字形，如“（左王右炎）”。',
      ),
    );
}

const stop = (field: string, code: string, sentence: string, basis?: string): Problem => ({
  field,
  code,
  sentence,
  ...(basis === undefined ? {} : { basis }),
  weight: 'stop',
});
const warn = (field: string, code: string, sentence: string): Problem => ({ field, code, sentence, weight: 'warn' });

function required(value: string, field: string, what: string, basis?: string): Problem[] {
  return value.trim() === '' ? [stop(field, 'SUB-201', `请填写${what}。`, basis)] : [];
}

function citizen(party: Party, on: LegalDay): Problem[] {
  const { birthDate } = party;
  if (birthDate === null) {
    return [...paper(party), stop('birthDate', 'SUB-202', '请填写出生日期，用于判断是否成年。', '行政处罚法第三十条')];
  }
  if (!isLegalDay(birthDate) || birthDate > on) {
    return [...paper(party), stop('birthDate', 'SUB-203', '出生日期不存在或者晚于违法日期，请核对。')];
  }
  return [...paper(party), ...(ageOn(birthDate, on) < 18 ? guardian(party) : []), ...validity(party, on)];
}

/** The number of the paper that was shown, checked by its kind. */
function paper(party: Party): Problem[] {
  switch (party.idType) {
    case 'ID_CARD':
    case 'RESIDENCE_PERMIT':
    case 'FOREIGNER_CARD': {
      const result = (party.idType === 'FOREIGNER_CARD' ? checkForeignerNumber : checkCitizenNumber)(party.idNo);
      if (!result.ok) return [stop('idNo', result.code, result.sentence)];
      const birthWrong = party.birthDate !== null && party.birthDate !== result.birth;
      return [
        ...(birthWrong
          ? [stop('birthDate', 'SUB-204', `出生日期与证件号码中的 ${result.birth} 不一致，请核对。`)]
          : []),
        ...(party.gender !== '' && party.gender !== result.sex
          ? [stop('gender', 'SUB-205', `性别与证件号码不一致（号码为${result.sex}），请核对。`)]
          : []),
      ];
    }
    case 'PASSPORT':
      return /^[A-Z0-9]{5,20}$/.test(party.idNo)
        ? []
        : [stop('idNo', 'SUB-206', '护照号码应为 5 至 20 位字母或数字，请核对。')];
    case 'NONE':
      return [warn('idNo', 'SUB-207', '当事人未出示证件，请用其他方式核实身份并记入违法事实。')];
  }
}

function validity(party: Party, on: LegalDay): Problem[] {
  const to = party.idValidTo;
  return isLegalDay(to) && to < on
    ? [warn('idValidTo', 'SUB-208', `证件已于 ${to} 到期，请核对本人与证件一致，必要时用其他方式核实身份。`)]
    : [];
}

/** A minor needs a guardian. 处罚法 30; 未保法; domain.md §7.1 */
function guardian({ guardian: who }: Party): Problem[] {
  if (who === null) {
    return [
      stop('guardian.name', 'SUB-209', '当事人不满十八周岁，请填写监护人，并通知监护人到场。', '行政处罚法第三十条'),
    ];
  }
  return [
    ...required(who.name, 'guardian.name', '监护人姓名'),
    ...required(who.relation, 'guardian.relation', '监护人与当事人的关系'),
    ...required(who.phone, 'guardian.phone', '监护人联系电话'),
    ...phone(who.phone, 'guardian.phone'),
  ];
}

function unit(party: Party): Problem[] {
  const kind = party.partyType;
  const head = kind === 'SOLE_TRADER' ? '经营者姓名' : kind === 'COMPANY' ? '法定代表人姓名' : '负责人姓名';
  return [
    ...required(party.name, 'name', kind === 'SOLE_TRADER' ? '字号（没有字号的填经营者姓名）' : '单位名称'),
    ...creditCode(party),
    ...required(party.legalRep, 'legalRep', head),
    ...operatorNumber(party),
  ];
}

function creditCode({ uscc, partyType }: Party): Problem[] {
  if (uscc === '' && partyType === 'OTHER_ORG') {
    return [warn('uscc', 'SUB-210', '该组织没有填写统一社会信用代码，无法自动识别既往记录，请核实是否确无代码。')];
  }
  const result = checkUscc(uscc);
  if (!result.ok) return [stop('uscc', result.code, result.sentence)];
  // GB 32100: 92 is a sole trader.
  if (partyType === 'SOLE_TRADER' && result.category !== '92') {
    return [warn('uscc', 'SUB-211', '该信用代码不是个体工商户（92 开头），请核对当事人类型，以免用错罚款上限。')];
  }
  if (partyType !== 'SOLE_TRADER' && result.category === '92') {
    return [stop('uscc', 'SUB-212', '该信用代码属于个体工商户，请把当事人类型改为“个体工商户”。')];
  }
  return [];
}

/** The operator's own number is optional, but a wrong one is not kept. */
function operatorNumber({ idNo, idType }: Party): Problem[] {
  if (idNo === '' || idType !== 'ID_CARD') return [];
  const result = checkCitizenNumber(idNo);
  return result.ok ? [] : [stop('idNo', result.code, result.sentence)];
}

function phone(text: string, field: string): Problem[] {
  const plain = text.replace(/[\s-]/g, '');
  return plain === '' ||
    /^(\+?86)?1[3-9]\d{9}$/.test(plain) ||
    /^0\d{9,11}$/.test(plain) ||
    /^[2-9]\d{6,7}$/.test(plain)
    ? []
    : [warn(field, 'SUB-213', '联系电话看起来不对，请核对；确实无误可以继续。')];
}

/**
 * A number for screens: citizen numbers keep the first six and last four, other papers the first and last two.
 * Credit codes are public and shown in full. domain.md §7.1
 */
export function maskIdNo(no: string): string {
  if (no.length <= 4) return '*'.repeat(no.length);
  // A citizen number may by chance pass as a credit code; it is masked all the same.
  const person = checkCitizenNumber(no).ok || checkForeignerNumber(no).ok;
  if (!person && checkUscc(no).ok) return no;
  const [head, tail] = no.length >= 15 ? [6, 4] : [2, 2];
  return no.slice(0, head) + '*'.repeat(Math.max(0, no.length - head - tail)) + no.slice(-tail);
}

/** A phone number for screens: first three and last four. domain.md §7.1 */
export function maskPhone(phone: string): string {
  if (phone.length < 8) return '*'.repeat(phone.length);
  return phone.slice(0, 3) + '*'.repeat(phone.length - 7) + phone.slice(-4);
}

// Double surnames still met in practice; an unknown one only shows one character less.
const DOUBLE_SURNAMES =
  '欧阳 上官 司马 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 司徒 东方 端木 轩辕 长孙 宇文 淳于 单于'.split(' ');

/** A person's name for lists: surname and ＊. domain.md §7.1 */
export function maskName(name: string): string {
  if (name === '') return '';
  const surname = name.length > 2 && DOUBLE_SURNAMES.find((double) => name.startsWith(double));
  return `${surname || (Array.from(name)[0] ?? '')}＊`;
}
