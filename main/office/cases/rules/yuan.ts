/** Fen as yuan for sentences: 20000 → 200, 5750 → 57.5. */
export function yuan(fen: number): string {
  return String(fen / 100);
}
