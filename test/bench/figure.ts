/** One measured figure, printed as one JSON line. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it is compared with, measured in the same run. */
  readonly peer?: { readonly name: string; readonly value: number };
  /** value / peer, where more is better. */
  readonly ratio?: number;
}
