import { expect, test } from '@jest/globals';
import jsQR from 'jsqr';
import { LONGEST_CODE } from '../../preload/contract/inspections.ts';
import { qrPath } from './qr-path.ts';

/** The path as a picture: black and white dots, 4 a module, with its quiet zone. */
function painted({ size, path }: { size: number; path: string }): [Uint8ClampedArray, number] {
  const [dots, quiet] = [4, 4];
  const width = (size + 2 * quiet) * dots;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, run] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let dy = 0; dy < dots; dy++) {
      for (let dx = 0; dx < Number(run) * dots; dx++) {
        const at = ((Number(y) + quiet) * dots + dy) * width + (Number(x) + quiet) * dots + dx;
        data.fill(0, at * 4, at * 4 + 3);
      }
    }
  }
  return [data, width];
}

test.each([
  'https://example.invalid/demo-code?id=1',
  'XZXW-2026-000001',
  'https://example.invalid/?名=青溪镇',
  'https://example.invalid/'.padEnd(LONGEST_CODE, 'x'),
  '码'.repeat(LONGEST_CODE),
])('the picture of a code says the code and nothing else: %#', (text) => {
  const [data, width] = painted(qrPath(text));
  expect(jsQR(data, width, width)?.data).toBe(text);
});
