/**
 * Marks converge, whatever fails: random schedules against a cluster and a Grafana in memory.
 *
 * `npm run soak` runs thousands. A seed that failed is run again by `SOAK_SEED=<seed> SOAK_SCHEDULES=1`.
 *
 * @jest-environment node
 */
import { CONVERGED_WITHIN_MS, runSchedule } from './testing/convergence/schedule';
import { askedSchedules, playSchedules } from './testing/convergence/schedules';
import { FAULTS } from './testing/convergence/verdict';

const ASKED = askedSchedules(300);

test(`${ASKED.count} random schedules end with one right mark a run, from seed ${ASKED.firstSeed} on`, async () => {
  const { outcomes, wrong, slowestMs, sum, faultText } = await playSchedules(ASKED, runSchedule);
  process.stdout.write(
    `schedules ${outcomes.length}, runs ${sum(({ runs }) => runs)}, late writes ${sum(({ lateWrites }) => lateWrites)}, ` +
      `deleted by hand ${sum(({ deletedByHand }) => deletedByHand)}: ${faultText(FAULTS)}; ` +
      `slowest ${slowestMs / 1000} s of ${CONVERGED_WITHIN_MS / 1000} s after calm\n`
  );
  expect(wrong).toEqual([]);
  expect(slowestMs).toBeLessThanOrEqual(CONVERGED_WITHIN_MS);
}, 3_600_000);
