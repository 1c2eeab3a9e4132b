import iconv from 'iconv-lite';

/**
 * The wire of the one camera whose own source describes it (hardware.md §4.4 [B10]): a length of four bytes and a text in
 * GBK. Commands and the replies about being busy, clock, storage and writing are from there; how data and passwords
 * travel is not told there and is ours.
 */
export const E12 = {
  init: 'E12CMDS001',
  release: 'E12CMDS002',
  setTime: 'E12CMDS003',
  info: 'E12CMDS004',
  writeInfo: 'E12CMDS005',
  battery: 'E12CMDS007',
  storage: 'E12CMDS008',
  idCode: 'E12CMDS009',
  busy: 'E12DATR880',
  timeSet: 'E12DATR001',
  timeFailed: 'E12DATR000',
  storageSet: 'E12DATR011',
  storageFailed: 'E12DATR010',
  written: 'E12DATR021',
  notWritten: 'E12DATR020',
  /** Ours. */
  passwordWrong: 'E12DATR030',
  hello: 'E12DATR100',
  data: 'E12DATA',
} as const;

export function encodeText(text: string): Buffer {
  const body = iconv.encode(text, 'gbk');
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  return Buffer.concat([head, body]);
}

const LONGEST = 1024;

/** Texts of a stream; a length that no command has ends it. */
export class TextCutter {
  #held = Buffer.alloc(0);

  /** @throws Error for a length that cannot be */
  push(chunk: Uint8Array): string[] {
    this.#held = Buffer.concat([this.#held, chunk]);
    const texts: string[] = [];
    while (this.#held.length >= 4) {
      const length = this.#held.readUInt32BE(0);
      if (length > LONGEST) throw new Error(`a text of ${length} bytes`);
      if (this.#held.length < 4 + length) break;
      texts.push(iconv.decode(this.#held.subarray(4, 4 + length), 'gbk'));
      this.#held = this.#held.subarray(4 + length);
    }
    return texts;
  }
}

/** 89 bytes: device 7, officer 6, name 32, unit number 12, unit name 32, filled up with spaces. */
export const INFO_WIDTHS = [7, 6, 32, 12, 32] as const;

/** Texts in fields of fixed width, counted in bytes of GBK; one that is too long loses whole characters at its end. */
export function fixedWidth(fields: readonly string[]): string {
  return INFO_WIDTHS.map((width, i) => {
    let text = fields[i] ?? '';
    while (iconv.encode(text, 'gbk').length > width) text = [...text].slice(0, -1).join('');
    return text + ' '.repeat(width - iconv.encode(text, 'gbk').length);
  }).join('');
}

/** The five texts of 89 bytes. */
export function fieldsOf(filled: string): string[] {
  const bytes = iconv.encode(filled, 'gbk');
  let at = 0;
  return INFO_WIDTHS.map((width) => {
    at += width;
    return iconv.decode(bytes.subarray(at - width, at), 'gbk').trimEnd();
  });
}
