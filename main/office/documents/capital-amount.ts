import { refuse } from '../../../preload/contract/refusal.ts';

export { formatYuan } from '../../../preload/contract/money.ts';

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];

/** Four digits in words; zeros inside fall into one 零, those at the end are dropped. */
function group(value: number): string {
  let words = '';
  let zero = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10;
    if (digit === 0) {
      zero = words !== '';
    } else {
      words += (zero ? '零' : '') + DIGITS.charAt(digit) + PLACES[place];
      zero = false;
    }
  }
  return words;
}

function wholeYuan(yuan: number): string {
  let words = '';
  for (let index = GROUPS.length - 1; index >= 0; index -= 1) {
    const value = Math.floor(yuan / 10_000 ** index) % 10_000;
    if (value === 0) continue;
    const skipped = words !== '' && (value < 1000 || Math.floor(yuan / 10_000 ** (index + 1)) % 10 === 0);
    words += (skipped ? '零' : '') + group(value) + GROUPS[index];
  }
  return words;
}

/**
 * Money in capital words, as on decisions and receipts: 20000 fen → 贰佰元整. domain.md §2.6
 * @param fen integer fen, not negative; refuses DOC-201 otherwise.
 */
export function capitalAmount(fen: number): string {
  checkFen(fen);
  const yuan = Math.floor(fen / 100);
  const jiao = Math.floor(fen / 10) % 10;
  const cent = fen % 10;
  if (fen === 0) return '零元整';
  const whole = yuan === 0 ? '' : `${wholeYuan(yuan)}元`;
  if (jiao === 0 && cent === 0) return `${whole}整`;
  // 支付结算办法附一: after 元 or 角 there may be 整, after 分 never; a missing 角 is read 零.
  const tenth = jiao === 0 ? (whole === '' ? '' : '零') : `${DIGITS.charAt(jiao)}角`;
  return whole + tenth + (cent === 0 ? '整' : `${DIGITS.charAt(cent)}分`);
}

function checkFen(fen: number): void {
  if (!Number.isSafeInteger(fen) || fen < 0 || fen >= 1e17) {
    refuse('DOC-201', '金额不正确，应为不小于零、精确到分的数额，原有内容未改动，请核对金额。');
  }
}
