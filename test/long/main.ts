import { runFuzz } from './fuzz.ts';
import { runKills } from './kills.ts';

/**
 * `npm run test:long [-- kills | footage | fuzz [CODEC …]]`: the loops that are too long for every run. The last results
 * are committed in docs/evidence.
 */
const NAMES = ['kills', 'footage', 'fuzz'];
const [which, ...codecs] = process.argv.slice(2);
if (which !== undefined && !NAMES.includes(which)) {
  process.stderr.write(`npm run test:long [-- ${NAMES.join(' | ')} [CODEC …]]\n`);
  process.exit(2);
}
const wanted = (name: string) => which === undefined || which === name;
let good = true;
if (wanted('kills')) good = runKills('kills');
if (wanted('footage')) good = runKills('footage') && good;
if (wanted('fuzz')) good = (await runFuzz(codecs)) && good;
process.exitCode = good ? 0 : 1;
