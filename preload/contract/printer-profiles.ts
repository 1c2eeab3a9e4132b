/** What a model of receipt printer can do and what it must be spared. hardware.md §3. */
export interface PrinterProfile {
  /** As the operator chooses it. */
  readonly name: string;
  /** For whom. */
  readonly note: string;
  /** Answers DLE EOT; without it every job stays unconfirmed until a person has looked. */
  readonly status: boolean;
  /** Reports by itself after GS a (automatic status back). */
  readonly autoStatus: boolean;
  readonly cutter: boolean;
  /** Opens a cash drawer on ESC p when money was collected on the spot. */
  readonly drawer: boolean;
  /** Whether the printer draws QR codes and bar codes itself; otherwise they are sent as pictures. */
  readonly codes: 'native' | 'image';
  /** `image`: every line is sent as a picture, for printers without a Chinese font or with an unknown one. */
  readonly text: 'native' | 'image';
  /** Dots across on 58 mm and on 80 mm paper. */
  readonly dots: { readonly 58: number; readonly 80: number };
}

const STANDARD = {
  status: true,
  autoStatus: true,
  cutter: true,
  drawer: false,
  codes: 'native',
  text: 'native',
  dots: { 58: 384, 80: 576 },
} as const;

const PROFILES = {
  standard: { ...STANDARD, name: '通用（爱普生指令）', note: '佳博、芯烨、新北洋等大多数小票打印机' },
  drawer: { ...STANDARD, drawer: true, name: '通用，接有钱箱', note: '当场收缴罚款时打开钱箱' },
  'no-cutter': { ...STANDARD, cutter: false, name: '没有切刀', note: '多走纸，由人撕下' },
  portable: { ...STANDARD, cutter: false, autoStatus: false, name: '便携式', note: '没有切刀，只回报部分状态' },
  'no-codes': { ...STANDARD, codes: 'image', name: '不会打二维码', note: '二维码和条码改用图像打印' },
  'narrow-80': { ...STANDARD, dots: { 58: 384, 80: 512 }, name: '80 毫米窄幅', note: '每行 512 点，42 列' },
  image: { ...STANDARD, codes: 'image', text: 'image', name: '整页图像', note: '汉字乱码或型号不明时选这个' },
  'no-status': { ...STANDARD, status: false, autoStatus: false, name: '不回报状态', note: '打完后由人核对纸面' },
} as const satisfies Record<string, PrinterProfile>;

export type PrinterProfileKey = keyof typeof PROFILES;
export const PRINTER_PROFILES: Readonly<Record<PrinterProfileKey, PrinterProfile>> = PROFILES;
export const PRINTER_PROFILE_KEYS = Object.keys(PROFILES) as [PrinterProfileKey, ...PrinterProfileKey[]];
