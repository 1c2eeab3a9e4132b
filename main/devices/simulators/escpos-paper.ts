import iconv from 'iconv-lite';

/** One printed line as a person sees it. */
export interface PaperLine {
  readonly text: string;
  readonly align: 'left' | 'centre' | 'right';
  readonly double: boolean;
  readonly bold: boolean;
}

/** A piece of paper: from the first line to the cut. */
export interface Paper {
  readonly lines: readonly PaperLine[];
  readonly qrCodes: readonly string[];
  readonly cut: boolean;
}

/** What a command did that somebody outside the paper has to know. */
export type Effect =
  | { readonly kind: 'quiet' }
  | { readonly kind: 'line' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'ask'; readonly what: 'sensor' | 'identity' | 'process-id'; readonly argument: Buffer }
  | { readonly kind: 'auto-status'; readonly on: boolean };

const QUIET: Effect = { kind: 'quiet' };
const LINE: Effect = { kind: 'line' };
const CUT: Effect = { kind: 'cut' };
const ALIGN = ['left', 'centre', 'right'] as const;

/** Commands with a fixed number of argument bytes that change nothing a reader of the text could see. */
const IGNORED = new Map<number, number>([
  [0x1c2d, 1],
  [0x1c53, 2],
  [0x1c57, 1],
  [0x1b74, 1],
  [0x1b52, 1],
  [0x1b21, 1],
  [0x1b2d, 1],
  [0x1d42, 1],
  [0x1b33, 1],
  [0x1b32, 0],
  [0x1b70, 3],
  [0x1d68, 1],
  [0x1d77, 1],
  [0x1d48, 1],
  [0x1004, 1],
  [0x1005, 1],
]);

/**
 * Turns ESC/POS bytes back into paper, in the way a printer does: incrementally, one command at a time. It shares no
 * code with the encoder, and any byte it does not know is an error, never skipped.
 */
export class PaperInterpreter {
  readonly #columns: number;
  #buffer = Buffer.alloc(0);
  #chinese = false;
  #double = false;
  #chineseDouble = false;
  #bold = false;
  #align: PaperLine['align'] = 'left';
  #text: number[] = [];
  #qrStored = '';
  #qrModel = false;
  #lines: PaperLine[] = [];
  #qrCodes: string[] = [];
  #papers: Paper[] = [];

  constructor(columns: number) {
    this.#columns = columns;
  }

  push(bytes: Uint8Array): void {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
  }

  /** What has come out so far; the last piece may still hang in the printer (`cut: false`). */
  get papers(): readonly Paper[] {
    const hanging = this.#lines.length > 0 || this.#qrCodes.length > 0;
    return hanging ? [...this.#papers, { lines: this.#lines, qrCodes: this.#qrCodes, cut: false }] : this.#papers;
  }

  /** Forgets the pieces that have come out and were cut. */
  tearOff(): void {
    this.#papers = [];
  }

  /** Bytes received but not yet worked off. */
  get waiting(): number {
    return this.#buffer.length;
  }

  /**
   * Does the next command; null when its bytes have not all arrived.
   * @throws Error on bytes that no printer of the supported kind understands
   */
  step(): Effect | null {
    const first = this.#buffer[0];
    if (first === undefined) return null;
    if (first >= 0x20) return this.#character(first);
    if (first === 0x0a) {
      this.#take(1);
      this.#endLine();
      return LINE;
    }
    const second = this.#buffer[1];
    if (second === undefined) return null;
    return this.#command((first << 8) | second);
  }

  #take(count: number): Buffer {
    const taken = this.#buffer.subarray(0, count);
    this.#buffer = this.#buffer.subarray(count);
    return taken;
  }

  /** The arguments of a two-byte command, or null when they have not all arrived. */
  #args(count: number): Buffer | null {
    return this.#buffer.length < 2 + count ? null : this.#take(2 + count).subarray(2);
  }

  #character(first: number): Effect | null {
    const size = first < 0x80 ? 1 : 2;
    if (this.#buffer.length < size) return null;
    const bytes = this.#take(size);
    if (size === 2) {
      if (!this.#chinese) throw new Error(`byte ${first.toString(16)} outside Chinese mode`);
      const trail = bytes[1] ?? 0;
      // A trail in 30–39 begins a four-byte character, for which printers have no glyph.
      if (first === 0x80 || first === 0xff || trail < 0x40 || trail === 0x7f || trail === 0xff)
        throw new Error(`no glyph for ${bytes.toString('hex')}`);
    }
    this.#text.push(...bytes);
    return QUIET;
  }

  #command(code: number): Effect | null {
    const ignored = IGNORED.get(code);
    if (ignored !== undefined) return this.#args(ignored) && QUIET;
    switch (code) {
      case 0x1b40:
        return this.#with(0, () => this.#reset());
      case 0x1c26:
        return this.#with(0, () => this.#setChinese(true));
      case 0x1c2e:
        return this.#with(0, () => this.#setChinese(false));
      case 0x1c21:
        return this.#with(1, ([n = 0]) => {
          this.#chineseDouble = (n & 0x0c) === 0x0c;
        });
      case 0x1d21:
        return this.#with(1, ([n = 0]) => {
          this.#double = n === 0x11;
        });
      case 0x1b45:
        return this.#with(1, ([n = 0]) => {
          this.#bold = (n & 1) === 1;
        });
      case 0x1b61:
        return this.#with(1, ([n = 0]) => this.#setAlign(n));
      case 0x1b64:
      case 0x1b4a:
        return this.#with(1, () => this.#flush(), LINE);
      case 0x1d56:
        return this.#cut();
      case 0x1b69:
      case 0x1b6d:
        return this.#with(0, () => this.#endPaper(), CUT);
      case 0x1d28:
        return this.#extended();
      case 0x1d76:
        return this.#raster();
      case 0x1d6b:
        return this.#barcode();
      case 0x1d72:
        return this.#ask('sensor');
      case 0x1d49:
        return this.#ask('identity');
      case 0x1d61: {
        const args = this.#args(1);
        return args && { kind: 'auto-status', on: args[0] !== 0 };
      }
      default:
        throw new Error(`unknown command ${code.toString(16).padStart(4, '0')}`);
    }
  }

  #with(count: number, act: (args: Buffer) => void, effect: Effect = QUIET): Effect | null {
    const args = this.#args(count);
    if (!args) return null;
    act(args);
    return effect;
  }

  #ask(what: 'sensor' | 'identity'): Effect | null {
    const argument = this.#args(1);
    return argument && { kind: 'ask', what, argument };
  }

  #reset(): void {
    this.#text = [];
    this.#double = false;
    this.#chineseDouble = false;
    this.#bold = false;
    this.#align = 'left';
    this.#chinese = false;
  }

  #setChinese(on: boolean): void {
    if (this.#text.length > 0) throw new Error('Chinese mode switched in the middle of a line');
    this.#chinese = on;
  }

  #setAlign(n: number): void {
    const align = ALIGN[n];
    if (align === undefined) throw new Error(`unknown alignment ${n}`);
    if (this.#text.length > 0) throw new Error('alignment switched in the middle of a line');
    this.#align = align;
  }

  #cut(): Effect | null {
    const mode = this.#buffer[2];
    if (mode === undefined) return null;
    if (mode > 1 && mode !== 0x41 && mode !== 0x42) throw new Error(`unknown cut ${mode}`);
    return this.#with(mode > 1 ? 2 : 1, () => this.#endPaper(), CUT);
  }

  /** GS ( k: QR codes; GS ( H: process id. */
  #extended(): Effect | null {
    if (this.#buffer.length < 5) return null;
    const size = this.#buffer.readUInt16LE(3);
    if (this.#buffer.length < 5 + size) return null;
    const kind = this.#buffer[2];
    const body = this.#take(5 + size).subarray(5);
    if (kind === 0x48 && body[0] === 0x30) return { kind: 'ask', what: 'process-id', argument: body.subarray(2) };
    if (kind !== 0x6b || body[0] !== 0x31) throw new Error(`unknown extended command ${body.toString('hex')}`);
    this.#qr(body[1] ?? 0, body.subarray(2));
    return QUIET;
  }

  #qr(verb: number, argument: Buffer): void {
    if (verb === 0x41) this.#qrModel = argument[0] === 0x32;
    else if (verb === 0x50) this.#qrStored = argument.subarray(1).toString('utf8');
    else if (verb === 0x51) {
      if (!this.#qrModel || this.#qrStored === '') throw new Error('QR printed before model and data were set');
      this.#qrCodes.push(this.#qrStored);
    } else if (verb !== 0x43 && verb !== 0x45) throw new Error(`unknown QR verb ${verb}`);
  }

  #raster(): Effect | null {
    if (this.#buffer.length < 8) return null;
    const width = this.#buffer.readUInt16LE(4);
    const rows = this.#buffer.readUInt16LE(6);
    if (this.#buffer.length < 8 + width * rows) return null;
    this.#take(8 + width * rows);
    this.#lines.push(this.#line(`〔图像 ${width * 8}×${rows}〕`));
    return LINE;
  }

  #barcode(): Effect | null {
    const mode = this.#buffer[2];
    const size = this.#buffer[3];
    if (mode === undefined || size === undefined) return null;
    if (mode < 65) {
      const end = this.#buffer.indexOf(0, 3);
      return end < 0 ? null : this.#with(end - 1, (args) => this.#printed(args.subarray(1, -1)), LINE);
    }
    return this.#with(2 + size, (args) => this.#printed(args.subarray(2)), LINE);
  }

  #printed(content: Buffer): void {
    this.#lines.push(this.#line(`〔条码 ${content.toString('latin1').replace(/^\{[ABC]/, '')}〕`));
  }

  #line(text: string): PaperLine {
    return { text, align: this.#align, double: this.#double && this.#chineseDouble, bold: this.#bold };
  }

  #flush(): void {
    if (this.#text.length > 0) this.#endLine();
  }

  /** A printer breaks what is too long for its paper wherever the edge happens to be. */
  #endLine(): void {
    const columns = this.#double ? this.#columns >> 1 : this.#columns;
    let part = '';
    let used = 0;
    for (const character of iconv.decode(Buffer.from(this.#text), 'gb18030')) {
      const width = character.charCodeAt(0) < 0x80 ? 1 : 2;
      if (used + width > columns) {
        this.#lines.push(this.#line(part));
        part = '';
        used = 0;
      }
      part += character;
      used += width;
    }
    this.#lines.push(this.#line(part));
    this.#text = [];
  }

  #endPaper(): void {
    this.#flush();
    this.#papers.push({ lines: this.#lines, qrCodes: this.#qrCodes, cut: true });
    this.#lines = [];
    this.#qrCodes = [];
  }
}

/** All papers that a complete job gives. @throws Error on unknown or missing bytes */
export function readPapers(job: Uint8Array, columns: number): readonly Paper[] {
  const interpreter = new PaperInterpreter(columns);
  interpreter.push(job);
  while (interpreter.step());
  if (interpreter.waiting > 0) throw new Error(`${interpreter.waiting} bytes of an unfinished command`);
  return interpreter.papers;
}
