/** English words that helpers use for what happens to a program and its device; none is a name or a field of a card. */
const KNOWN = new Set(
  `access address already answer begin busy bytes call camera cannot checksum close closed code command complete connect
  connected connection could damaged data denied device disconnected dll does driver empty end ended error exit exited
  expected failed failure family file firmware found frame gone header helper initialized input interface invalid
  is length library load loaded lost middle missing module never not number of open opened output overflow permission
  port ready read reader received refused reply request reset response result retry serial short silent speed start
  started status still stopped success system terminal the this timed timeout to too trying unexpected unknown unplugged
  unsupported usage usb vendor version waiting was were with without write written wrong`.split(/\s+/),
);
/** After these a short number is the code of an error. */
const CODE = /^(?:code|error|errno|exit|exited|failed|response|result|status|sw3)$/;
const NUMBER = /^(?:[+-]?\d{1,3}|0x[0-9a-f]{1,8})$/;

/**
 * What is surely harmless of a line that a foreign program wrote: words of a fixed list, the one code of an error, and
 * how long the line was. Everything else is `…`, for nobody knows in how many ways a program can write a card: no filter
 * of forbidden forms ends (base64, pinyin, numbers in groups).
 */
export function outline(line: string): string {
  const told: string[] = [];
  let before = '';
  let codes = 0;
  for (const piece of line.slice(0, 300).split(/[\s,;:=.!?()'"[\]]+/)) {
    const word = piece.toLowerCase();
    if (word === '') continue;
    const isCode = NUMBER.test(word) && CODE.test(before) && codes === 0;
    if (isCode) codes += 1;
    const kept = isCode || KNOWN.has(word) ? word : '…';
    if (kept !== '…' || told.at(-1) !== '…') told.push(kept);
    before = word;
  }
  return `${told.join(' ') || '…'} (${line.length} characters)`;
}
