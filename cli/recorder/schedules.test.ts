/**
 * One record and one annotation a finished run, whatever fails: random schedules against a cluster, a Prometheus and a
 * Grafana in memory, with recorders that are killed.
 *
 * `npm run soak` runs a thousand. A seed that failed is run again by `SOAK_SEED=<seed> SOAK_SCHEDULES=1`.
 *
 * @jest-environment node
 */
import { FAULTS, RECORDED_WITHIN_MS, runSchedule, type Outcome } from './testing/schedule';

const SCHEDULES = Number(process.env.SOAK_SCHEDULES ?? 100);
const FIRST_SEED = Number(process.env.SOAK_SEED ?? 1);

test(`${SCHEDULES} random schedules end with one record and one mark a finished run, from seed ${FIRST_SEED} on`, async () => {
  const outcomes: Array<Outcome & { seed: number }> = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SCHEDULES; seed++) {
    outcomes.push({ seed, ...(await runSchedule(seed)) });
  }
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const count = (fault: string) => sum(({ faults }) => faults.filter((one) => one.fault === fault).length);
  const slowest = Math.max(...outcomes.map(({ tookMs }) => tookMs));
  process.stdout.write(
    `schedules ${outcomes.length}, finished runs ${sum(({ finished }) => finished)}, killed ${sum(({ kills }) => kills)}, ` +
      `told again ${sum(({ toldAgain }) => toldAgain)}: ${FAULTS.map((fault) => `${count(fault)} ${fault}`).join(', ')}; ` +
      `slowest ${slowest / 1000} s of ${RECORDED_WITHIN_MS / 1000} s after calm\n`
  );
  expect(outcomes.filter(({ faults }) => faults.length > 0).map(({ seed, faults }) => ({ seed, faults }))).toEqual([]);
  expect(sum(({ finished }) => finished)).toBeGreaterThan(SCHEDULES);
}, 3_600_000);
