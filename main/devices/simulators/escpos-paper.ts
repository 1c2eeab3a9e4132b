import { type Paper, type PaperAlign, Roll, type Style } from './paper.ts';

/** What a command did that somebody outside the paper has to know. */
export type Effect =
  | { readonly kind: 'quiet' }
  | { readonly kind: 'line' }
  | { readonly kind: 'cut' }
  | { readonly kind: 'drawer' }
  | { readonly kind: 'ask'; readonly what: 'sensor' | 'identity' | 'process-id'; readonly argument: Buffer }
  | { readonly kind: 'auto-status'; readonly on: boolean };

const QUIET: Effect = { kind: 'quiet' };
const LINE: Effect = { kind: 'line' };
const CUT: Effect = { kind: 'cut' };
const DRAWER: Effect = { kind: 'drawer' };
const ALIGN = ['left', 'centre', 'right'] as const;
const PLAIN: Style = { wide: 1, tall: 1, bold: false };

/** Commands with a fixed number of argument bytes that change nothing a reader of the text could see. */
const IGNORED = new Map<number, number>([
  [0x1c2d, 1],
  [0x1c43, 1],
  [0x1c53, 2],
  [0x1c57, 1],
  [0x1b20, 1],
  [0x1b74, 1],
  [0x1b4d, 1],
  [0x1b52, 1],
  [0x1b2d, 1],
  [0x1b7b, 1],
  [0x1d42, 1],
  [0x1d4c, 2],
  [0x1d57, 2],
  [0x1b33, 1],
  [0x1b32, 0],
  [0x1004, 1],
  [0x1005, 1],
]);

/** ESC ACK: what programs for all makers ask first; an Epson printer does not answer it. */
const STAR_STATUS = 0x1b06;

export interface InterpreterOptions {
  /**
   * `strict` also refuses what some printers print wrongly: switching Chinese mode in mid line, double size that only
   * one of GS ! and FS ! asks for, signs of a code page. Foreign programs are read with `false`.
   */
  readonly strict: boolean;
}

/**
 * Turns ESC/POS bytes back into paper, in the way a printer does: incrementally, one command at a time. It shares no
 * code with the encoder, and any byte it does not know is an error, never skipped.
 */
export class PaperInterpreter {
  readonly #strict: boolean;
  readonly #roll: Roll;
  #buffer = Buffer.alloc(0);
  #chinese = false;
  #style = PLAIN;
  #chineseDouble = false;
  #align: PaperAlign = 'left';
  #qr = { content: '', model: false, module: 3 };
  #barcode = { height: 162, module: 3, caption: false };

  constructor(columns: number, { strict }: InterpreterOptions = { strict: true }) {
    this.#strict = strict;
    this.#roll = new Roll(columns);
  }

  push(bytes: Uint8Array): void {
    this.#buffer = Buffer.concat([this.#buffer, bytes]);
  }

  get papers(): readonly Paper[] {
    return this.#roll.papers;
  }

  /** Forgets the pieces that have come out and were cut. */
  tearOff(): void {
    this.#roll.tearOff();
  }

  /** Forgets what arrived and was not worked off, such as half a character or half an image. */
  forgetWaiting(): void {
    this.#buffer = Buffer.alloc(0);
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
      this.#roll.endLine(this.#align);
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
    if (first >= 0x80 && !this.#chinese && !this.#strict) {
      // A sign of a code page: lines of tables.
      this.#take(1);
      this.#roll.type(Buffer.from('-'), this.#style);
      return QUIET;
    }
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
    const enlarged = !this.#strict || this.#chineseDouble;
    this.#roll.type(bytes, enlarged ? this.#style : { ...PLAIN, bold: this.#style.bold });
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
          this.#style = { ...this.#style, wide: ((n >> 4) & 7) + 1, tall: (n & 7) + 1 };
        });
      case 0x1b21:
        return this.#with(1, ([n = 0]) => {
          this.#style = { wide: n & 0x20 ? 2 : 1, tall: n & 0x10 ? 2 : 1, bold: (n & 0x08) !== 0 };
        });
      case 0x1b45:
        return this.#with(1, ([n = 0]) => {
          this.#style = { ...this.#style, bold: (n & 1) === 1 };
        });
      case 0x1b61:
        return this.#with(1, ([n = 0]) => this.#setAlign(n));
      case 0x1b24:
        return this.#with(2, (args) => this.#roll.moveTo(args.readUInt16LE(0)));
      case 0x1b5c:
        return this.#with(2, (args) => this.#roll.moveBy(args.readInt16LE(0)));
      case STAR_STATUS:
        if (this.#strict) throw new Error('a question that only Star printers know');
        return this.#args(1) && QUIET;
      case 0x1b64:
        return this.#with(1, ([n = 0]) => this.#feed(n * 30), LINE);
      case 0x1b4a:
        return this.#with(1, ([n = 0]) => this.#feed(n), LINE);
      case 0x1b70:
        return this.#with(3, () => undefined, DRAWER);
      case 0x1d56:
        return this.#cut();
      case 0x1b69:
      case 0x1b6d:
        return this.#with(0, () => this.#endPaper(), CUT);
      case 0x1d28:
        return this.#extended();
      case 0x1d76:
        return this.#raster();
      case 0x1d68:
        return this.#with(1, ([height = 0]) => {
          this.#barcode = { ...this.#barcode, height };
        });
      case 0x1d77:
        return this.#with(1, ([module = 0]) => {
          this.#barcode = { ...this.#barcode, module };
        });
      case 0x1d48:
        return this.#with(1, ([n = 0]) => {
          this.#barcode = { ...this.#barcode, caption: n === 2 };
        });
      case 0x1d6b:
        return this.#readBarcode();
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
    this.#roll.forgetLine();
    this.#style = PLAIN;
    this.#chineseDouble = false;
    this.#align = 'left';
    this.#chinese = false;
  }

  #setChinese(on: boolean): void {
    if (this.#strict && this.#roll.midLine) throw new Error('Chinese mode switched in the middle of a line');
    this.#chinese = on;
  }

  #setAlign(n: number): void {
    const align = ALIGN[n];
    if (align === undefined) throw new Error(`unknown alignment ${n}`);
    if (this.#roll.midLine) throw new Error('alignment switched in the middle of a line');
    this.#align = align;
  }

  #feed(dots: number): void {
    if (this.#roll.midLine) this.#roll.endLine(this.#align);
    this.#roll.put({ kind: 'feed', dots, align: this.#align });
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
    this.#qrCode(body[1] ?? 0, body.subarray(2));
    return QUIET;
  }

  #qrCode(verb: number, argument: Buffer): void {
    if (verb === 0x41) this.#qr = { ...this.#qr, model: argument[0] === 0x32 };
    else if (verb === 0x43) this.#qr = { ...this.#qr, module: argument[0] ?? 3 };
    else if (verb === 0x50) this.#qr = { ...this.#qr, content: argument.subarray(1).toString('utf8') };
    else if (verb === 0x51) {
      const { content, model, module } = this.#qr;
      if (!model || content === '') throw new Error('QR printed before model and data were set');
      this.#roll.put({ kind: 'qr', module, content, align: this.#align });
    } else if (verb !== 0x45) throw new Error(`unknown QR verb ${verb}`);
  }

  #raster(): Effect | null {
    if (this.#buffer.length < 8) return null;
    if (this.#buffer[2] !== 0x30 || (this.#buffer[3] ?? 0) > 3) throw new Error('unknown raster mode');
    const bytesPerRow = this.#buffer.readUInt16LE(4);
    const rows = this.#buffer.readUInt16LE(6);
    const size = 8 + bytesPerRow * rows;
    if (this.#buffer.length < size) return null;
    const data = Buffer.from(this.#take(size).subarray(8));
    this.#roll.put({ kind: 'image', bytesPerRow, rows, data, align: this.#align });
    return LINE;
  }

  #readBarcode(): Effect | null {
    const mode = this.#buffer[2];
    const size = this.#buffer[3];
    if (mode === undefined || size === undefined) return null;
    if (mode < 65) {
      const end = this.#buffer.indexOf(0, 3);
      return end < 0 ? null : this.#with(end - 1, (args) => this.#putBarcode(args.subarray(1, -1)), LINE);
    }
    return this.#with(2 + size, (args) => this.#putBarcode(args.subarray(2)), LINE);
  }

  #putBarcode(bytes: Buffer): void {
    const content = code128Text(bytes);
    this.#roll.put({ kind: 'barcode', ...this.#barcode, content, align: this.#align });
  }

  #endPaper(): void {
    if (this.#roll.midLine) this.#roll.endLine(this.#align);
    this.#roll.cut();
  }
}

/** Code 128 as the printer takes it: `{A` `{B` `{C` choose the code set, `{{` is a brace; in C a byte is two digits. */
function code128Text(bytes: Buffer): string {
  let text = '';
  let pairs = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === 0x7b) {
      at += 1;
      const verb = String.fromCharCode(bytes[at] ?? 0);
      if (verb === '{') text += '{';
      else pairs = verb === 'C';
    } else text += pairs ? String(byte).padStart(2, '0') : String.fromCharCode(byte);
  }
  return text;
}

/** All papers that a complete job gives. @throws Error on unknown or missing bytes */
export function readPapers(job: Uint8Array, columns: number, options?: InterpreterOptions): readonly Paper[] {
  const interpreter = new PaperInterpreter(columns, options);
  interpreter.push(job);
  while (interpreter.step());
  if (interpreter.waiting > 0) throw new Error(`${interpreter.waiting} bytes of an unfinished command`);
  return interpreter.papers;
}
