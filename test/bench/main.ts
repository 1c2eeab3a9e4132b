import type { Figure } from './figure.ts';

/** `npm run bench -- journal|search|start|card|card-usb [--json]`: measures and prints one JSON line a figure. */
const tell = (line: string) => process.stderr.write(`${line}\n`);

const BENCHES: Readonly<Record<string, () => Promise<Figure[]>>> = {
  journal: async () => (await import('./journal.ts')).journal(),
  search: async () => (await import('./search.ts')).search(tell),
  start: async () => (await import('./start.ts')).start(tell),
  card: async () => (await import('./card.ts')).card(tell),
  'card-usb': async () => (await import('./card-usb.ts')).cardUsb(tell),
};

const [name = '', ...options] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined || options.some((option) => option !== '--json')) {
  tell(`Usage: npm run bench -- ${Object.keys(BENCHES).join('|')} [--json]`);
  process.exitCode = 2;
} else {
  for (const figure of await bench()) {
    process.stdout.write(options.includes('--json') ? `${JSON.stringify(figure)}\n` : `${inWords(figure)}\n`);
  }
}

function inWords({ name, value, unit, peer, ratio }: Figure): string {
  const against = peer === undefined ? '' : `   against ${peer.value} ${unit} (${peer.name})`;
  return `${name.padEnd(34)} ${String(value).padStart(9)} ${unit}${against}${ratio === undefined ? '' : `   ratio ${ratio}`}`;
}
