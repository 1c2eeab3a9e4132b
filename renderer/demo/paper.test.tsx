import { expect, test } from '@jest/globals';
import { renderToStaticMarkup } from 'react-dom/server';
import { PaperLines } from './paper.tsx';

test('a slip in the tray stands as it was printed: what is centred on the paper is centred here', () => {
  const plain = { align: 'left', double: false, bold: false } as const;
  const looks = [{ ...plain, align: 'centre' as const, double: true }, plain, { ...plain, align: 'right' as const }];
  const html = renderToStaticMarkup(<PaperLines paper={{ lines: ['A001', '窗口', '12:00'], looks }} />);
  expect(
    [...html.matchAll(/<span class="([^"]+)">([^<]+)/g)].map(([, look, text]) => `${look}: ${text?.trim()}`),
  ).toEqual([...['centre double: A001', 'left: 窗口', 'right: 12:00']]);
});
