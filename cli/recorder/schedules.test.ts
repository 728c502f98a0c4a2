/**
 * One record and one annotation a finished run, whatever fails: random schedules against a cluster, a Prometheus and a
 * Grafana in memory, with recorders that are killed.
 *
 * `npm run soak` runs a thousand. A seed that failed is run again by `SOAK_SEED=<seed> SOAK_SCHEDULES=1`.
 *
 * @jest-environment node
 */
import { askedSchedules, playSchedules } from '../../src/experiment/testing/convergence/schedules';
import { FAULTS, RECORDED_WITHIN_MS, runSchedule } from './testing/schedule';

const ASKED = askedSchedules(100);

test(`${ASKED.count} random schedules end with one record and one mark a finished run, from seed ${ASKED.firstSeed} on`, async () => {
  const { outcomes, wrong, slowestMs, sum, faultText } = await playSchedules(ASKED, runSchedule);
  process.stdout.write(
    `schedules ${outcomes.length}, finished runs ${sum(({ finished }) => finished)}, killed ${sum(({ kills }) => kills)}, ` +
      `told again ${sum(({ toldAgain }) => toldAgain)}: ${faultText(FAULTS)}; ` +
      `slowest ${slowestMs / 1000} s of ${RECORDED_WITHIN_MS / 1000} s after calm\n`
  );
  expect(wrong).toEqual([]);
  expect(sum(({ finished }) => finished)).toBeGreaterThan(ASKED.count);
}, 3_600_000);
