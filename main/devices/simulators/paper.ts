import iconv from 'iconv-lite';

export type PaperAlign = 'left' | 'centre' | 'right';

/** How characters look; sizes are 1–8 times the ordinary one. */
export interface Style {
  readonly wide: number;
  readonly tall: number;
  readonly bold: boolean;
}

/** Characters of one style in a line. */
export interface Run extends Style {
  readonly text: string;
}

/** One printed line as a person sees it. */
export interface PaperLine {
  readonly text: string;
  readonly align: PaperAlign;
  readonly double: boolean;
  readonly bold: boolean;
}

/** What the print head has left on the paper, from top to bottom. Sizes are in dots. */
export type Piece = { readonly align: PaperAlign } & (
  | { readonly kind: 'text'; readonly runs: readonly Run[] }
  | { readonly kind: 'image'; readonly bytesPerRow: number; readonly rows: number; readonly data: Uint8Array }
  | { readonly kind: 'qr'; readonly module: number; readonly content: string }
  | {
      readonly kind: 'barcode';
      readonly module: number;
      readonly height: number;
      readonly caption: boolean;
      readonly content: string;
    }
  | { readonly kind: 'feed'; readonly dots: number }
);

/** A piece of paper: from the first line to the cut. */
export interface Paper {
  readonly lines: readonly PaperLine[];
  readonly qrCodes: readonly string[];
  readonly pieces: readonly Piece[];
  readonly cut: boolean;
}

/** Words for a piece that a reader of the text should know of; null for what has none. */
function lineOf(piece: Piece): PaperLine | null {
  const { align } = piece;
  const plain = (text: string) => ({ text, align, double: false, bold: false });
  switch (piece.kind) {
    case 'text': {
      const [first] = piece.runs;
      const double = piece.runs.length > 0 && piece.runs.every((run) => run.wide === 2 && run.tall === 2);
      return { text: piece.runs.map((run) => run.text).join(''), align, double, bold: first?.bold ?? false };
    }
    case 'image':
      return plain(`〔图像 ${piece.bytesPerRow * 8}×${piece.rows}〕`);
    case 'barcode':
      return plain(`〔条码 ${piece.content}〕`);
    default:
      return null;
  }
}

const COLUMN_DOTS = 12;
const columnsOf = (character: string) => (character.charCodeAt(0) < 0x80 ? 1 : 2);

/** The roll of paper under the print head: takes what a printer has understood and breaks what is too long. */
export class Roll {
  readonly #columns: number;
  #line: { bytes: number[]; style: Style }[] = [];
  #pieces: Piece[] = [];
  #papers: Paper[] = [];

  constructor(columns: number) {
    this.#columns = columns;
  }

  /** Whether characters wait for the end of their line. */
  get midLine(): boolean {
    return this.#line.length > 0;
  }

  /** What has come out so far; the last piece may still hang in the printer (`cut: false`). */
  get papers(): readonly Paper[] {
    const hanging = this.#pieces.some((piece) => piece.kind !== 'feed');
    return hanging ? [...this.#papers, this.#paper(false)] : this.#papers;
  }

  /** Forgets the pieces that have come out and were cut. */
  tearOff(): void {
    this.#papers = [];
  }

  forgetLine(): void {
    this.#line = [];
  }

  type(bytes: Uint8Array, style: Style): void {
    const last = this.#line.at(-1);
    const same = last && last.style.wide === style.wide && last.style.tall === style.tall;
    if (last && same && last.style.bold === style.bold) last.bytes.push(...bytes);
    else this.#line.push({ bytes: [...bytes], style });
  }

  /** Moves on to a place in the line; a place that has been passed is not gone back to. @param dots from the left */
  moveTo(dots: number): void {
    this.moveBy(dots - this.#usedColumns() * COLUMN_DOTS);
  }

  moveBy(dots: number): void {
    const columns = Math.round(dots / COLUMN_DOTS);
    if (columns > 0) this.type(Buffer.from(' '.repeat(columns)), { wide: 1, tall: 1, bold: false });
  }

  /** A printer breaks what is too long for its paper wherever the edge happens to be. */
  endLine(align: PaperAlign): void {
    let part: Run[] = [];
    let used = 0;
    for (const run of this.#runs()) {
      let text = '';
      for (const character of run.text) {
        const width = columnsOf(character) * run.wide;
        if (used + width > this.#columns) {
          if (text !== '') part.push({ ...run, text });
          this.#pieces.push({ kind: 'text', runs: part, align });
          part = [];
          text = '';
          used = 0;
        }
        text += character;
        used += width;
      }
      if (text !== '') part.push({ ...run, text });
    }
    this.#pieces.push({ kind: 'text', runs: part, align });
    this.#line = [];
  }

  put(piece: Piece): void {
    this.#pieces.push(piece);
  }

  cut(): void {
    this.#papers.push(this.#paper(true));
    this.#pieces = [];
  }

  #usedColumns(): number {
    const columns = (run: Run) => [...run.text].reduce((sum, character) => sum + columnsOf(character) * run.wide, 0);
    return this.#runs().reduce((sum, run) => sum + columns(run), 0);
  }

  #runs(): Run[] {
    return this.#line.map(({ bytes, style }) => ({ ...style, text: iconv.decode(Buffer.from(bytes), 'gb18030') }));
  }

  #paper(cut: boolean): Paper {
    const lines = this.#pieces.map(lineOf).filter((line) => line !== null);
    const qrCodes = this.#pieces.flatMap((piece) => (piece.kind === 'qr' ? [piece.content] : []));
    return { lines, qrCodes, pieces: this.#pieces, cut };
  }
}
