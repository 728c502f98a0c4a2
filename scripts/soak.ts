/**
 * `npm run soak`: thousands of random schedules of what can go wrong between cluster, Grafana, browser tabs and recorders,
 * with their counts. Every schedule follows from its seed.
 *
 *   npm run soak                              # 5,000 schedules of browser tabs, 1,000 of recorders, from seed 1 on
 *   npm run soak -- --schedules 20000 --recorders 5000 --seed 7
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '5000' },
    recorders: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
  },
});
const numbers = {
  schedules: Number(values.schedules),
  recorders: Number(values.recorders),
  seed: Number(values.seed),
};
if (!Object.values(numbers).every((number) => Number.isSafeInteger(number) && number >= 0)) {
  console.error('--schedules, --recorders and --seed take whole numbers');
  process.exit(64);
}
const jest = path.resolve('node_modules', '.bin', 'jest');
const suites = [
  { file: 'src/experiment/annotationConvergence.test.ts', count: numbers.schedules },
  { file: 'cli/recorder/schedules.test.ts', count: numbers.recorders },
];
for (const { file, count } of suites.filter(({ count }) => count > 0)) {
  const { status } = spawnSync(jest, ['--runInBand', file], {
    stdio: 'inherit',
    env: { ...process.env, SOAK_SCHEDULES: String(count), SOAK_SEED: String(numbers.seed) },
  });
  process.exitCode = Math.max(Number(process.exitCode ?? 0), status ?? 1);
}
