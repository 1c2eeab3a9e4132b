import type { SignedOrRefused } from '../../../preload/contract/cases.ts';
import type { Role } from '../../../preload/contract/people.ts';
import type { Party } from '../../../preload/contract/subjects.ts';
import { party } from '../../../preload/contract/subjects.ts';
import type { Drawing } from '../../../preload/contract/values.ts';

/** Invented officers of an invented town, one of every role, one with a certificate that ends soon, one expired. */
export const OFFICERS: readonly {
  number: string;
  name: string;
  roles: Role[];
  certEndsInDays: number | null;
  areas: string[];
}[] = [
  { number: '330101', name: '周立诚', roles: ['OFFICER'], certEndsInDays: 900, areas: ['市容环境', '生态环境'] },
  { number: '330102', name: '沈念慈', roles: ['OFFICER'], certEndsInDays: 640, areas: ['市容环境', '城乡规划'] },
  { number: '330103', name: '何守信', roles: ['OFFICER'], certEndsInDays: 22, areas: ['市政公用'] },
  { number: '330104', name: '陆远舟', roles: ['OFFICER'], certEndsInDays: -12, areas: ['生态环境'] },
  { number: '330105', name: '韩知秋', roles: ['TEAM_LEADER'], certEndsInDays: 700, areas: [] },
  { number: '330106', name: '方正清', roles: ['LEGAL_REVIEWER'], certEndsInDays: 500, areas: [] },
  { number: '330107', name: '顾明远', roles: ['HEAD'], certEndsInDays: null, areas: [] },
  { number: '330108', name: '苏静怡', roles: ['INTAKE'], certEndsInDays: null, areas: [] },
  { number: '330109', name: '汤予安', roles: ['CASHIER'], certEndsInDays: null, areas: [] },
  { number: '330110', name: '葛存真', roles: ['ARCHIVIST'], certEndsInDays: null, areas: [] },
  { number: '330111', name: '袁鉴明', roles: ['SUPERVISOR'], certEndsInDays: null, areas: [] },
  { number: '330112', name: '杜小禾', roles: ['AUX'], certEndsInDays: null, areas: [] },
  { number: '330191', name: '林系安', roles: ['SYS_ADMIN'], certEndsInDays: null, areas: [] },
  { number: '330192', name: '石全守', roles: ['SEC_ADMIN'], certEndsInDays: null, areas: [] },
  { number: '330193', name: '白审之', roles: ['AUDIT_ADMIN'], certEndsInDays: null, areas: [] },
];

const SURNAMES = '赵钱孙李吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水章云苏潘葛奚范彭郎';
const GIVEN = [
  '建国',
  '秀英',
  '伟',
  '小满',
  '丽娟',
  '志强',
  '海燕',
  '阿根',
  '雪芬',
  '文斌',
  '宝珍',
  '立新',
  '春梅',
  '国良',
  '爱华',
  '永康',
  '佳怡',
  '子涵',
  '金水',
  '月娥',
];
const VILLAGES = ['柳塘村', '青溪社区', '下渡村', '石桥头村', '云岭村', '望湖社区', '南坞村'];
const SHOPS = ['小吃店', '五金店', '水果行', '便利店', '装饰部', '快餐店', '洗车行'];

/** Reproducible numbers: the demo town is the same everywhere. */
export function sequence(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const CITIZEN_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
function citizenNumber(birth: string, order: number): string {
  const body = `330699${birth.replaceAll('-', '')}${String(order % 1000).padStart(3, '0')}`;
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (CITIZEN_WEIGHTS[i] ?? 0), 0);
  return body + '10X98765432'[sum % 11];
}

const USCC = '0123456789ABCDEFGHJKLMNPQRTUWXY';
function creditCode(kind: '91' | '92', order: number): string {
  const body = `${kind}330699MA2${String(order).padStart(6, '0')}`;
  let weight = 1;
  let sum = 0;
  for (const letter of body) {
    sum += USCC.indexOf(letter) * weight;
    weight = (weight * 3) % 31;
  }
  return body + (USCC[(31 - (sum % 31)) % 31] ?? '0');
}

/** An invented party with valid numbers. */
export function inventParty(
  kind: 'CITIZEN' | 'SOLE_TRADER' | 'COMPANY',
  order: number,
  pick: (below: number) => number,
): Party {
  const name = `${SURNAMES[pick(SURNAMES.length)]}${GIVEN[pick(GIVEN.length)]}`;
  const female = pick(2) === 1;
  const birth = `${1955 + pick(48)}-${String(1 + pick(12)).padStart(2, '0')}-${String(1 + pick(28)).padStart(2, '0')}`;
  const address = `越州县青溪镇${VILLAGES[pick(VILLAGES.length)]}${1 + pick(180)}号`;
  const phone = `139${String(10_000_000 + pick(89_999_999))}`;
  const idNo = citizenNumber(birth, order * 2 + (female ? 0 : 1));
  if (kind === 'CITIZEN') {
    return party.parse({
      partyType: kind,
      name,
      gender: female ? '女' : '男',
      ethnic: '汉',
      birthDate: birth,
      idNo,
      address,
      phone,
    });
  }
  const shop = `${VILLAGES[pick(VILLAGES.length)]?.slice(0, 2)}${name.slice(-1)}记${SHOPS[pick(SHOPS.length)]}`;
  const unit = kind === 'COMPANY' ? `越州县${shop.slice(0, 3)}商贸有限公司` : `青溪镇${shop}`;
  return party.parse({
    partyType: kind,
    name: unit,
    uscc: creditCode(kind === 'COMPANY' ? '91' : '92', order),
    legalRep: name,
    idNo: kind === 'SOLE_TRADER' ? idNo : '',
    birthDate: kind === 'SOLE_TRADER' ? birth : null,
    address,
    phone,
  });
}

/** A signature as a mouse would draw it: a few loops whose shape depends on the name. */
export function inventDrawing(name: string): Drawing {
  const pick = sequence([...name].reduce((sum, letter) => sum * 31 + (letter.codePointAt(0) ?? 0), 7));
  let t = 0;
  const strokes = [...name].flatMap((_, i) =>
    Array.from({ length: 2 + pick(2) }, () => {
      const [x0, y0] = [60 + i * 150 + pick(60), 50 + pick(70)];
      const [dx, dy, turn] = [pick(90) - 20, pick(90) - 30, 1 + pick(3)];
      t += 90;
      return Array.from({ length: 14 }, (_point, k) => {
        t += 8;
        const a = (k / 13) * Math.PI * turn * 0.7;
        return { x: x0 + dx * (k / 13) + 18 * Math.sin(a), y: y0 + dy * (k / 13) + 14 * (1 - Math.cos(a)), p: 0.5, t };
      });
    }),
  );
  return {
    canvas: { width: 600, height: 220 },
    strokes,
    pressureMeasured: false,
    device: 'screen-mouse',
    lostSamples: 0,
  };
}

export const signedBy = (name: string): SignedOrRefused => ({
  drawing: inventDrawing(name),
  refused: false,
  refusalReason: '',
  witness: '',
});
