import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { createPages, type Pages } from './pages.ts';

const scan = (text: string) => ({ text, symbology: null, simulated: false });

/** @returns `heard` by this page so far, and what ends its connection */
function listen(pages: Pages, key: string, may: () => boolean = () => true) {
  const heard: string[] = [];
  const stop = new AbortController();
  const ended = (async () => {
    for await (const { text } of pages.scans(key, may, stop.signal)) heard.push(text);
  })().catch(() => undefined);
  const leave = () => {
    stop.abort();
    return ended;
  };
  return { key, heard, leave };
}

test('one page of those that may: the one that was last in front, else the one that came last', async () => {
  const pages = createPages();
  const allowed = new Set(['a', 'b', 'c']);
  const open = ['a', 'b', 'c', 'd'].map((key) => listen(pages, key, () => allowed.has(key)));
  const taken = async () => {
    for (const one of open) one.heard.length = 0;
    pages.scanned(scan('1'));
    await setImmediate();
    return open.flatMap((one) => one.heard.map(() => one.key));
  };
  expect(await taken()).toEqual(['c']);
  pages.focused('a');
  expect(await taken()).toEqual(['a']);
  pages.focused('b');
  pages.focused('d');
  expect(await taken()).toEqual(['b']);
  allowed.delete('b');
  expect(await taken()).toEqual(['a']);
  await open[0]?.leave();
  expect(await taken()).toEqual(['c']);
  // Connected again: it was in front all the time.
  open[0] = listen(pages, 'a');
  expect(await taken()).toEqual(['a']);
  await open[0].leave();
  allowed.clear();
  expect(await taken()).toEqual([]);
});

test('an older connection of a page ends late and takes nothing away', async () => {
  const pages = createPages();
  const older = listen(pages, 'a');
  listen(pages, 'b');
  const newer = listen(pages, 'a');
  pages.focused('a');
  await older.leave();
  pages.scanned(scan('1'));
  await setImmediate();
  expect(newer.heard).toEqual(['1']);
});

test('the page is chosen when the code comes: what happens before the pages take it changes nothing', async () => {
  const pages = createPages();
  const [a, b] = [listen(pages, 'a'), listen(pages, 'b')];
  pages.focused('a');
  pages.scanned(scan('1'));
  pages.focused('b');
  pages.scanned(scan('2'));
  pages.focused('a');
  await setImmediate();
  expect([a.heard, b.heard]).toEqual([['1'], ['2']]);
});

test('pages that went away are not remembered for ever', async () => {
  const pages = createPages();
  listen(pages, 'old');
  const young = listen(pages, 'young');
  pages.focused('old');
  for (let n = 0; n < 100; n += 1) pages.focused(`gone ${n}`);
  pages.scanned(scan('1'));
  await setImmediate();
  expect(young.heard).toEqual(['1']);
});
