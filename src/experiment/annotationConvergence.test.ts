/**
 * Marks converge, whatever fails: random schedules against a cluster and a Grafana in memory.
 *
 * `npm run soak` runs thousands. A seed that failed is run again by `SOAK_SEED=<seed> SOAK_SCHEDULES=1`.
 *
 * @jest-environment node
 */
import { CONVERGED_WITHIN_MS, runSchedule, type Outcome } from './testing/convergence/schedule';
import { FAULTS } from './testing/convergence/verdict';

const SCHEDULES = Number(process.env.SOAK_SCHEDULES ?? 300);
const FIRST_SEED = Number(process.env.SOAK_SEED ?? 1);

test(`${SCHEDULES} random schedules end with one right mark a run, from seed ${FIRST_SEED} on`, async () => {
  const outcomes: Array<Outcome & { seed: number }> = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
    outcomes.push({ seed, ...(await runSchedule(seed)) });
  }
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const count = (fault: string) => sum(({ faults }) => faults.filter((one) => one.fault === fault).length);
  const slowest = Math.max(...outcomes.map(({ tookMs }) => tookMs));
  process.stdout.write(
    `schedules ${outcomes.length}, runs ${sum(({ runs }) => runs)}, late writes ${sum(({ lateWrites }) => lateWrites)}, ` +
      `deleted by hand ${sum(({ deletedByHand }) => deletedByHand)}: ` +
      `${FAULTS.map((fault) => `${count(fault)} ${fault}`).join(', ')}; ` +
      `slowest ${slowest / 1000} s of ${CONVERGED_WITHIN_MS / 1000} s after calm\n`
  );
  expect(outcomes.filter(({ faults }) => faults.length > 0).map(({ seed, faults }) => ({ seed, faults }))).toEqual([]);
  expect(slowest).toBeLessThanOrEqual(CONVERGED_WITHIN_MS);
}, 3_600_000);
