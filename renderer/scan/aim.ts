/** AIM code characters (ISO/IEC 15424) and the kinds of code in words, as for serial scanners. */
const KINDS: Readonly<Record<string, string>> = {
  A: 'Code 39 条码',
  C: 'Code 128 条码',
  d: 'Data Matrix 二维码',
  E: 'EAN 商品条码',
  e: 'GS1 DataBar 条码',
  F: '库德巴条码',
  G: 'Code 93 条码',
  h: '汉信码',
  I: '交叉二五条码',
  L: 'PDF417 二维码',
  Q: 'QR 二维码',
  z: 'Aztec 二维码',
};

/**
 * What a scanner that plays keyboard typed, without the prefix that names the kind of code. The window knows nothing of
 * drivers: test/keyboard-prefix.test.ts holds both to the same answers.
 */
export function withoutAim(typed: string): { text: string; symbology: string | null } {
  const aim = /^\]([A-Za-z])([0-9])/.exec(typed);
  const symbology = KINDS[aim?.[1] ?? ''] ?? null;
  if (!aim || symbology === null) return { text: typed.trim(), symbology: null };
  // QR with ECI: the encoding comes first, and every other backslash is doubled.
  const eci = /^\]Q[246]/.test(aim[0]);
  const rest = typed.slice(3);
  const text = eci ? rest.replace(/^\\\d{6}/, '').replaceAll('\\\\', '\\') : rest;
  // A code of nothing but a prefix is content.
  return text.trim() === '' ? { text: typed.trim(), symbology: null } : { text: text.trim(), symbology };
}
