/**
 * `npm run soak`: thousands of random schedules of what can go wrong between cluster, Grafana and browser tabs, with their
 * counts. Every schedule follows from its seed.
 *
 *   npm run soak                              # 5,000 schedules from seed 1 on
 *   npm run soak -- --schedules 20000 --seed 7
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: { schedules: { type: 'string', default: '5000' }, seed: { type: 'string', default: '1' } },
});
const numbers = { schedules: Number(values.schedules), seed: Number(values.seed) };
if (!Object.values(numbers).every((number) => Number.isSafeInteger(number) && number > 0)) {
  console.error('--schedules and --seed take whole numbers above zero');
  process.exit(64);
}
const jest = path.resolve('node_modules', '.bin', 'jest');
const { status } = spawnSync(jest, ['--runInBand', 'src/experiment/annotationConvergence.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, SOAK_SCHEDULES: String(numbers.schedules), SOAK_SEED: String(numbers.seed) },
});
process.exitCode = status ?? 1;
