/**
 * AIM code characters (ISO/IEC 15424) and what the kind of code is called on the screen. Scanners send `]`, this
 * character and a modifier before the code when they are set to.
 */
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

/** QR with ECI: the data begins with `\` and six digits, and every other backslash is doubled. */
const WITH_ECI = /^Q[246]$/;
const ECI = { '000026': 'utf8', '000029': 'gb18030', '000032': 'gb18030' } as const;
type Encoding = (typeof ECI)[keyof typeof ECI];

export interface Prefix {
  /** In words; null when the scanner does not say it, or says something that we do not know. */
  readonly symbology: string | null;
  /** Bytes of the code before its content. */
  readonly length: number;
  /** Named by the code itself. */
  readonly encoding: Encoding | null;
  readonly doubledBackslash: boolean;
}

/** What stands before the content of a code. @param head its first bytes as Latin-1, ten are enough */
export function prefixOf(head: string): Prefix {
  const aim = /^\]([A-Za-z])([0-9])/.exec(head);
  const symbology = KINDS[aim?.[1] ?? ''] ?? null;
  if (!aim || symbology === null) return { symbology: null, length: 0, encoding: null, doubledBackslash: false };
  const eci = WITH_ECI.test(aim[0].slice(1));
  const named = eci ? /^\\(\d{6})/.exec(head.slice(3))?.[1] : undefined;
  const encoding = named !== undefined && Object.hasOwn(ECI, named) ? ECI[named as keyof typeof ECI] : null;
  return { symbology, length: 3 + (named === undefined ? 0 : 7), encoding, doubledBackslash: eci };
}
