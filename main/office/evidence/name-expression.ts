import { createContext, Script } from 'node:vm';
import { NAME_GROUPS, type NameProfile } from '../../../preload/contract/name-profiles.ts';
import { refuse } from '../../../preload/contract/refusal.ts';
import { nameReader } from './bodycam-names.ts';

const MOMENTS = [['ts'], ['y', 'mo', 'd', 'h', 'mi', 's'], ['d', 't']] as const;
const TELLING = ['dev', 'off', 'seq'];

/** A repetition that may go on for more than this is as good as one without an end. */
const WIDE = 20;
/** Places that may move through the whole name: repetitions without an end, and the start where it is not fixed. */
const MAX_MOVING = 3;
/** Ways through the longest name, all together; a shipped expression has 180 million at most, and fits in a blink. */
const MAX_WAYS = 200_000_000;
/** For all probes together; an expression that is fit takes well under a millisecond. */
const GUARD_MS = 250;
const LONG_NAME = 255;

/**
 * Whether a row of the list can be used: it compiles, names what we need, cannot hang on a hostile name, and fits its
 * own example. Refuses EVI-501 … EVI-504 and 508; `at` is the path of the row, before the name of the field.
 */
export function checkProfile(profile: NameProfile, at = ''): void {
  const field = `${at}expression`;
  const row = `「${profile.name}」`;
  try {
    new RegExp(profile.expression, 'i');
  } catch (cause) {
    refuse('EVI-501', `${row}的表达式写法不对，没有保存；请核对括号和转义，或在「试一试」里先试。`, { field, cause });
  }
  const named = groupsOf(profile.expression);
  const unknown = named.filter((name) => !NAME_GROUPS.some((known) => known === name));
  if (unknown.length > 0) {
    refuse('EVI-502', `${row}里有不认识的分组名 ${unknown.join('、')}，没有保存；请改用页面上列出的分组名。`, {
      field,
    });
  }
  if (!isTelling(named)) {
    refuse(
      'EVI-508',
      `${row}缺少分组，没有保存；至少要有设备号 dev、人员编号 off、顺序号 seq 或完整的时间（ts，或 d 和 t，或 y mo d h mi s）。`,
      { field },
    );
  }
  if (isTangled(profile.expression) || isSlow(profile.expression, profile.example)) {
    refuse(
      'EVI-503',
      `${row}的表达式太复杂，遇到怪名字会卡住程序，没有保存；括号后面只能跟 ?，不要用回引和断言，少用 * 和 +。`,
      { field },
    );
  }
  if (nameReader([{ ...profile, enabled: true }])(profile.example) === null) {
    refuse('EVI-504', `${row}的表达式和例子对不上，没有保存；请换一个真实的文件名作例子，或修改表达式。`, {
      field: `${at}example`,
    });
  }
}

const groupsOf = (expression: string): string[] =>
  [...expression.matchAll(/\(\?<([A-Za-z_$][\w$]*)>/g)].map((found) => found[1] ?? '');

/** Half a moment is a mistake, whatever else is named. */
function isTelling(named: readonly string[]): boolean {
  const parts = [...new Set(MOMENTS.flat())].filter((one) => named.includes(one));
  const whole = MOMENTS.some((moment) => moment.length === parts.length && moment.every((one) => parts.includes(one)));
  return parts.length === 0 ? TELLING.some((one) => named.includes(one)) : whole;
}

/**
 * Whether an expression is of a kind that can take exponential time (a repeated group, a reference back, looking around)
 * or has too many ways through a name: an engine that goes astray tries them all. An optional piece has two ways,
 * `{1,5}` has five, and n places that move have as many as there are ways to choose n of its characters.
 */
function isTangled(expression: string): boolean {
  let moving = expression.startsWith('^') && !expression.includes('|') ? 0 : 1;
  let ways = 1;
  let afterGroup = false;
  for (let at = 0; at < expression.length; ) {
    const rest = expression.slice(at);
    const atom =
      /^(\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\((?:\?(?::|<[A-Za-z_$][\w$]*>))?|[\s\S])/.exec(rest)?.[0] ?? ' ';
    at += atom.length;
    if (/^\\[1-9k]/.test(atom) || (atom === '(' && expression[at] === '?')) return true;
    const repeat = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})/.exec(atom + expression.slice(at));
    if (repeat === null || atom.length !== 1 || !'*+?{'.includes(atom)) {
      if (atom === '|') ways *= 2;
      afterGroup = atom === ')';
      continue;
    }
    at += repeat[0].length - atom.length;
    if (expression[at] === '?') at += 1;
    const [, low = '0', comma = ',', high = ''] = repeat;
    if (Number(low) > LONG_NAME || Number(high) > LONG_NAME) return true;
    if (afterGroup && atom !== '?') return true;
    afterGroup = false;
    if (atom === '?') ways *= 2;
    else if (atom === '{' && comma === '') continue;
    else if (high === '' || Number(high) - Number(low) > WIDE) moving += 1;
    else ways *= Number(high) - Number(low) + 1;
  }
  for (let n = 1; n <= moving; n += 1) ways *= LONG_NAME / n;
  return moving > MAX_MOVING || ways > MAX_WAYS;
}

/**
 * A name that almost fits is where an engine goes astray: runs of each sort of character, and of each that the expression
 * names itself, alone and behind each start of the example.
 */
function probesFor(expression: string, example: string): string[] {
  const name = example.split(/[\\/]/).at(-1) ?? '';
  const own = expression.replace(/\(\?<\w+>/g, '').replace(/[\\^$*+?()[\]{}|]/g, '');
  const runs = [...new Set(`0aA_-. 中${own}`)].map((one) => one.repeat(LONG_NAME - 1));
  const starts = Array.from({ length: Math.min(name.length, 60) }, (_, at) => name.slice(0, at + 1));
  const grown = starts.map((start) => start + (start.at(-1) ?? '').repeat(LONG_NAME - 1 - start.length));
  return [...runs, ...grown].map((one) => `${one}\u0001`);
}

const PROBING = new Script('for (const probe of probes) pattern.exec(probe);');

/** Runs the probes under a guard that ends the engine; twice, because a busy PC may stop for a moment by itself. */
function isSlow(expression: string, example: string): boolean {
  const probes = probesFor(expression, example);
  const tooLong = () => {
    try {
      PROBING.runInContext(createContext({ probes, pattern: new RegExp(expression, 'i') }), { timeout: GUARD_MS });
      return false;
    } catch (error) {
      // The error belongs to the other context, so that it is no Error of this one.
      if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return true;
      throw error;
    }
  };
  return tooLong() && tooLong();
}
