import type { Page } from 'playwright-core';
import type { Port } from '../../../preload/contract/carrier.ts';
import { PipeEnd } from '../../../preload/contract/pipe.ts';
import { type RefusalCode, refuse } from '../../../preload/contract/refusal.ts';
import type { Seat } from './cases.ts';
import type {} from './probe-window.ts';

/** A seat at a real window that shows the probe page: a tab of a browser, or a window of Electron. */
export async function pageSeat(page: Page, kind: Seat['kind']): Promise<Seat> {
  const ends = new Map<number, PipeEnd>();
  const end = (number: number): PipeEnd => {
    const made =
      ends.get(number) ??
      new PipeEnd({
        send: (data) => {
          const isText = typeof data === 'string';
          const text = isText ? data : Buffer.from(data as Uint8Array).toString('base64');
          post(number, isText ? 'text' : 'bytes', text);
        },
        hangUp: () => page.evaluate((port) => window.probe.close(port), number),
      });
    ends.set(number, made);
    return made;
  };
  const post = (port: number, type: 'text' | 'bytes', data: string) =>
    page.evaluate(([to, as, what]) => window.probe.post(to, as, what), [port, type, data] as const);
  await page.exposeFunction('heard', (number: number, type: 'text' | 'bytes' | 'close', data: string) => {
    if (type === 'close') end(number).ended();
    else end(number).deliver(type === 'text' ? data : Buffer.from(data, 'base64'));
  });
  await page.waitForSelector('html[data-ready]');

  return {
    kind,
    connect: async (): Promise<Port> => {
      const opened = await page.evaluate(() => window.probe.open());
      return typeof opened === 'number' ? end(opened) : refuse(opened as RefusalCode, 'the window was refused');
    },
    get: async (path, headers = {}) => {
      const got = await page.evaluate(
        async ([address, own]) => {
          const answer = await fetch(address, { headers: own, cache: 'no-store' });
          return { status: answer.status, headers: [...answer.headers], body: await answer.text() };
        },
        [path, headers] as const,
      );
      return { ...got, headers: new Headers(got.headers as [string, string][]) };
    },
  };
}
