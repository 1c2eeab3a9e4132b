import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { findChromium } from './chromium.ts';
import { ChromiumPaper } from './chromium-paper.ts';
import { paperConformance } from './conformance/papers.ts';

const modules = join(import.meta.dirname, '../../node_modules');
const paper = new ChromiumPaper(modules);
afterAll(() => paper.close());

describe('papers of the browser shell', () => {
  test.each(paperConformance)('$name', ({ run }) => run(({ html, landscape = false }) => paper.pdf(html, landscape)));
});

const onLinux = process.platform === 'linux' ? test : test.skip;
onLinux('after its browser died the next paper is laid out by a new one', async () => {
  const children = () => readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').split(' ');
  const own = new ChromiumPaper(modules);
  const before = children();
  await own.pdf('<p>甲</p>', false);
  const browser = children().filter((pid) => !before.includes(pid));
  expect(browser).toHaveLength(1);
  process.kill(Number(browser[0]), 'SIGKILL');
  await Promise.allSettled([own.pdf('<p>乙</p>', false), own.pdf('<p>丙</p>', false)]);
  expect(
    Buffer.from(await own.pdf('<p>丁</p>', false))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  await own.close();
});

test('a browser that cannot be run is refused with its code', () => {
  expect(() => findChromium({ CHROME_PATH: '/nowhere/chrome' })).toThrow(
    expect.objectContaining({ code: 'SHELL-004' }),
  );
});
