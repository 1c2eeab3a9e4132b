/** Money as screens and papers show it: integer fen → `¥1,234.00`. By hand, because Intl takes 50 ms to wake up. */
export function formatYuan(fen: number): string {
  return `¥${(fen / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ',')}`;
}
