import { foundOffice } from './founding.ts';
import { GIVEN } from './given-in-test.ts';

/** Founds an office and dies at the n-th look at the clock, as by a power cut; prints how often it looked otherwise. */
const [dir = '', deadAt = '0'] = process.argv.slice(2);
let looks = 0;
const now = () => {
  looks += 1;
  if (looks === Number(deadAt)) process.kill(process.pid, 'SIGKILL');
  return new Date();
};
const clock = { now, iso: () => now().toISOString(), today: () => now().toISOString().slice(0, 10) };
await foundOffice(dir, GIVEN, { wrapWith: { kind: 'passphrase', passphrase: GIVEN.passphrase }, clock });
process.stdout.write(`${looks}\n`);
