/** @jest-environment node */
import { parseControllerLog, type ControllerCycle } from '../../src/domain/decisions/controllerLog';
import { CONTROLLER } from '../world/controllerPod';
import type { DecisionRecord } from '../world/decision';
import { simulateTrueRun, type TrueRun } from './trueRun';

const CASES = [
  ['V1 of 0.5', '0.5', 'stair', 1],
  ['V1 of 0.8', '0.8', 'stair', 2],
  ['V2 of 0.9', '0.9', 'stair', 3],
  ['V2 of 0.9', '0.9', 'p1', 4],
] as const;

const logOf = ({ cluster }: TrueRun) =>
  parseControllerLog((cluster.world.podLog(CONTROLLER.namespace, CONTROLLER.pod) ?? []).join('\n'));

/** What the world measured, by the names that the log has for it. */
function measuredIn({ analyses: [analysis] }: ControllerCycle): Record<string, number | undefined> {
  if (analysis?.kind === 'capacity') {
    const { supply, demand, required, spare } = analysis;
    return { supply, demand, required, spare };
  }
  const { spareKv, spareQueue, nonSaturated } = analysis ?? {};
  return { spareKv, spareQueue, nonSaturated };
}

function measuredBy({ measured }: DecisionRecord): Record<string, number | undefined> {
  const { anticipated: _, ...rest } = measured;
  return rest;
}

test.each(CASES)('%s: the log of WVA %s under %s says what was decided', async (_, wvaVersion, pattern, seed) => {
  const run = await simulateTrueRun({
    seed,
    pattern,
    mode: 'wva',
    replicas: 1,
    scalerName: 'scaler-of-it',
    startAt: Date.parse('2026-08-04T10:00:00Z'),
    exposition: { labels: 'openshift', wvaVersion },
  });
  const log = logOf(run);
  const { spec, wva, variantName } = run.workload;
  const own = log.cycles.flatMap((cycle) =>
    cycle.namespace === spec.namespace && cycle.model === spec.model
      ? cycle.decisions.filter(({ name }) => name === variantName).map((decision) => ({ cycle, decision }))
      : []
  );
  const decided = wva.log.records.filter(({ rule }) => rule !== 'no-metrics');
  const told = new Map(own.map(({ cycle, decision }) => [cycle.at, { cycle, decision }]));
  expect(decided.filter(({ done, current }) => done !== current).length).toBeGreaterThan(1);
  // Without metrics it has nothing to decide on, and says that; replicas that were set by hand it takes over.
  const unsaid = decided.filter(({ at }) => !told.has(at * 1000));
  expect(unsaid.filter(({ rule, done, current }) => rule !== 'in-transition' || done !== current)).toEqual([]);
  expect(unsaid.length).toBeLessThan(decided.length / 5);
  for (const record of decided.filter((one) => !unsaid.includes(one))) {
    const { cycle, decision } = told.get(record.at * 1000) ?? {};
    expect([record.at, decision]).toEqual([
      record.at,
      {
        name: variantName,
        current: record.current,
        target: record.done,
        action: record.done > record.current ? 'up' : record.done < record.current ? 'down' : 'none',
      },
    ]);
    expect(measuredIn(cycle!)).toEqual(measuredBy(record));
  }
  expect(log.broken).toBe(0);
});
