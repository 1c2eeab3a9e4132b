import { runFuzz } from './fuzz.ts';
import { runKills } from './kills.ts';

/**
 * `npm run test:long [-- kills | fuzz [CODEC …]]`: the loops that are too long for every run. The last results are
 * committed in docs/evidence.
 */
const [which, ...codecs] = process.argv.slice(2);
if (which !== undefined && which !== 'kills' && which !== 'fuzz') {
  process.stderr.write('npm run test:long [-- kills | fuzz [CODEC …]]\n');
  process.exit(2);
}
let good = true;
if (which !== 'fuzz') good = runKills();
if (which !== 'kills') good = (await runFuzz(codecs)) && good;
process.exitCode = good ? 0 : 1;
