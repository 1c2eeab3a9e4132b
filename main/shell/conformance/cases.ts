import assert from 'node:assert/strict';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Port } from '../../../preload/contract/carrier.ts';
import { PortLink } from '../../../preload/contract/link.ts';
import { PROBE_FILES, PROBE_TICKET, type probeContract } from './probe-contract.ts';

/** One window of a running shell, seen from outside. */
export interface Seat {
  readonly kind: 'electron' | 'browser';
  /** Opens a way to the office, as the page does on load, reload and reconnect. */
  connect(): Promise<Port>;
  /** Gets a path of the window's own origin. */
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; headers: Headers; body: string }>;
}

type Probe = ContractRouterClient<typeof probeContract>;

async function ask(seat: Seat): Promise<{ probe: Probe; port: Port }> {
  const port = await seat.connect();
  return { probe: createORPCClient(new PortLink(port)), port };
}

/** Tries again until it holds; for what another process does in its own time. */
async function eventually<T>(look: () => Promise<T>, holds: (value: T) => boolean, what: string): Promise<T> {
  for (let tries = 0; tries < 100; tries += 1) {
    const value = await look().catch(() => undefined);
    if (value !== undefined && holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new assert.AssertionError({ message: `never happened: ${what}` });
}

const file = (sha256: string, ticket = PROBE_TICKET) => `/file/${sha256}?ticket=${ticket}`;

/** What both shells must do, run against probe programs (probe-office.ts, probe-devices.ts). */
export const conformance: readonly { readonly name: string; run(seat: Seat): Promise<void> }[] = [
  {
    name: 'a window that connects again is the same window',
    async run(seat) {
      const first = await ask(seat);
      const before = await first.probe.whoAmI();
      first.port.close();
      const after = await (await ask(seat)).probe.whoAmI();
      assert.ok(before.windowId.length >= 12);
      assert.equal(after.windowId, before.windowId);
    },
  },
  {
    name: 'calls, streams and bytes go through unchanged',
    async run(seat) {
      const { probe } = await ask(seat);
      const sent = Uint8Array.from({ length: 300_000 }, (_, index) => (index * 31) % 256);
      const back = new Uint8Array(await (await probe.bytes(new Blob([sent]))).arrayBuffer());
      assert.deepEqual(back, sent);
      const counted: number[] = [];
      for await (const number of await probe.count(5)) counted.push(number);
      assert.deepEqual(counted, [1, 2, 3, 4, 5]);
    },
  },
  {
    name: 'the index carries the strict policy and is not stored',
    async run(seat) {
      for (const path of ['/', '/cases/0198-some-case']) {
        const { status, headers, body } = await seat.get(path);
        assert.equal(status, 200);
        assert.match(body, /<div id="root">/);
        const policy = headers.get('content-security-policy') ?? '';
        assert.match(policy, /default-src 'none'/);
        assert.match(policy, /script-src 'self';/);
        assert.doesNotMatch(policy, /unsafe-eval|script-src[^;]*unsafe-inline|https?:/);
        assert.match(headers.get('permissions-policy') ?? '', /camera=\(self\), microphone=\(\)/);
        assert.equal(headers.get('cache-control'), 'no-store');
        assert.equal(headers.get('x-content-type-options'), 'nosniff');
      }
    },
  },
  {
    name: 'only built files are served',
    async run(seat) {
      for (const path of ['/main.tsx', '/../package.json', '/%2e%2e/package.json', '/assets/none.js', '/fonts/x.css']) {
        const { status, body } = await seat.get(path);
        assert.equal(status, 404, path);
        assert.match(body, /SHELL-030/);
      }
    },
  },
  {
    name: 'the typeface of papers is served in both weights',
    async run(seat) {
      const css = await seat.get('/fonts/noto-serif-sc.css');
      assert.equal(css.headers.get('content-type'), 'text/css; charset=utf-8');
      for (const weight of [400, 700]) assert.ok(css.body.includes(`font-weight: ${weight}`));
      const slices = [...css.body.matchAll(/url\(([^)]+)\)/g)].map((match) => match[1] ?? '');
      assert.ok(slices.length > 100);
      const slice = await seat.get(slices[0] ?? '');
      assert.equal(slice.status, 200);
      assert.equal(slice.headers.get('content-type'), 'font/woff2');
    },
  },
  {
    name: 'a stored file opens with its ticket only',
    async run(seat) {
      const shown = await seat.get(file(PROBE_FILES.pdf));
      assert.equal(shown.status, 200);
      assert.equal(shown.body, '%PDF-1.7 probe');
      assert.equal(shown.headers.get('content-type'), 'application/pdf');
      assert.match(shown.headers.get('content-disposition') ?? '', /^inline; filename\*=UTF-8''%E5%86%B3/);
      assert.equal(shown.headers.get('cache-control'), 'no-store');
      const saved = await seat.get(`${file(PROBE_FILES.pdf)}&save`);
      assert.match(saved.headers.get('content-disposition') ?? '', /^attachment/);
      for (const ticket of ['', 'short', 'another-ticket-of-nobody']) {
        const refused = await seat.get(file(PROBE_FILES.pdf, ticket));
        assert.equal(refused.status, 403);
        assert.match(refused.body, /SHELL-020/);
      }
    },
  },
  {
    name: 'footage plays in parts',
    async run(seat) {
      const cases: [string, number, string, string | null][] = [
        ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
        ['bytes=7-', 206, '789', 'bytes 7-9/10'],
        ['bytes=-2', 206, '89', 'bytes 8-9/10'],
        ['bytes=4-99', 206, '456789', 'bytes 4-9/10'],
        ['bytes=10-', 416, '', 'bytes */10'],
        ['bytes=-0', 416, '', 'bytes */10'],
        ['lines=1-2', 200, '0123456789', null],
        ['bytes=5-2', 416, '', 'bytes */10'],
      ];
      for (const [range, status, body, contentRange] of cases) {
        const part = await seat.get(file(PROBE_FILES.footage), { range });
        assert.deepEqual([range, part.status, part.body], [range, status, body]);
        assert.equal(part.headers.get('content-range'), contentRange);
      }
    },
  },
  {
    name: 'a stored file that could run as a page is only ever saved',
    async run(seat) {
      const page = await seat.get(file(PROBE_FILES.page));
      assert.match(page.headers.get('content-disposition') ?? '', /^attachment/);
      assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
    },
  },
  {
    name: 'the office knows its shell',
    async run(seat) {
      const { probe } = await ask(seat);
      const info = await probe.shellInfo();
      assert.equal(info.kind, seat.kind);
      const { refused } = await probe.secret();
      assert.equal(refused, info.secretsAvailable ? null : 'SHELL-050');
    },
  },
  {
    name: 'the display of called numbers opens in a window of its own where the shell has windows, as often as asked',
    async run(seat) {
      const { probe } = await ask(seat);
      const { displayAvailable } = await probe.shellInfo();
      assert.deepEqual(await probe.openDisplay(), { opened: displayAvailable });
      assert.deepEqual(await probe.openDisplay(), { opened: displayAvailable });
    },
  },
  {
    name: 'a devices process that dies is started again and the office is told',
    async run(seat) {
      const { probe } = await ask(seat);
      const before = await eventually(probe.devices, (told) => told.pid !== null, 'devices answer');
      await probe.killDevices();
      const after = await eventually(probe.devices, (told) => told.starts > before.starts, 'devices started again');
      assert.notEqual(after.pid, null);
      assert.deepEqual(after.heard.slice(before.heard.length), [`down ${before.starts}`, `up ${after.starts}`]);
    },
  },
  {
    name: 'an office that dies is started again, meets the devices and the same window',
    async run(seat) {
      const { probe, port } = await ask(seat);
      const before = await probe.whoAmI();
      const closed = new Promise((resolve) => port.on('close', resolve));
      await probe.die().catch(() => {});
      await closed;
      const after = await eventually(
        async () => (await ask(seat)).probe.whoAmI(),
        () => true,
        'the window reached the new office',
      );
      assert.equal(after.windowId, before.windowId);
      const { probe: again } = await ask(seat);
      await eventually(again.devices, (told) => told.pid !== null, 'devices answer the new office');
      assert.equal((await seat.get(file(PROBE_FILES.pdf))).status, 200);
    },
  },
];
