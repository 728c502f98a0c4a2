/**
 * @jest-environment node
 *
 * The one number of the dashboards' decision lane beside the rule that the app's lane says, over runs of each scaler.
 */
import { laneOf, spanAt } from '../../src/domain/decisions/lane';
import { effectiveThresholds } from '../../src/domain/variant';
import { askCourse } from '../../src/measuring/askCourse';
import { askPods } from '../../src/measuring/askPods';
import { ruleLimits } from '../../src/panels/decisionLane';
import { RULE_NUMBERS, ruleInForce } from '../../src/queries/decisionRules';
import { DIALECTS } from '../../src/queries/dialect';
import { runScope } from '../../src/queries/runMeasurements';
import { askAsGrafana } from './askAsGrafana';
import { askRange } from './promClient';
import { SCRAPE_SECONDS, trueRuns, type TrueCase, type TrueRuns } from './trueRuns';

const LIMITS = effectiveThresholds();

const CASES: TrueCase[] = [
  { mode: 'wva', scaler: 'wva', pattern: 'stair', seed: 100, replicas: 1, exposition: v('0.5', 'plain') },
  { mode: 'wva', scaler: 'wva', pattern: 'p1', seed: 107, replicas: 2, exposition: v('0.9', 'openshift') },
  { mode: 'wva', scaler: 'keda-queue', pattern: 'stair', seed: 112, replicas: 1, exposition: v('0.5', 'plain') },
  { mode: 'static', pattern: 'stair', seed: 130, replicas: 2, exposition: v('0.5', 'plain') },
];

function v(wvaVersion: TrueCase['exposition']['wvaVersion'], labels: keyof typeof DIALECTS): TrueCase['exposition'] {
  return { wvaVersion, labels };
}

/** Share of looks at which both must say the same rule, where the replicas that are asked for do not change. */
const LEAST_ALIKE = 0.9;

const ruleOf = new Map<number, string>(
  Object.entries(RULE_NUMBERS).flatMap(([rule, numbers]) => numbers.map((number) => [number, rule] as const))
);

let world: TrueRuns;

beforeAll(async () => {
  world = await trueRuns(CASES);
}, 240_000);
afterAll(() => world?.stop());

test.each(CASES.map(({ scaler = 'static', exposition }, i) => [`${scaler}, WVA ${exposition.wvaVersion}`, i] as const))(
  '%s: a dashboard tells the rules that the app tells',
  async (_, i) => {
    const { run, window } = world.runs[i]!;
    const ask = askAsGrafana(world.url);
    const dialect = DIALECTS[CASES[i]!.exposition.labels];
    const asked = { ask, dialect, workload: run.workload, range: window, limits: LIMITS.values };
    const { moments } = await askCourse({ ...asked, stepSeconds: SCRAPE_SECONDS });
    const { spans } = laneOf(moments, window, { limits: LIMITS, stepSeconds: SCRAPE_SECONDS });
    const { scope } = await askPods(runScope(run.workload, dialect), window, { ask });
    const [answer, ...others] = await askRange(world.url, ruleInForce(scope, ruleLimits(LIMITS)), {
      start: moments[0]!.at / 1000,
      end: moments.at(-1)!.at / 1000,
      step: 4 * SCRAPE_SECONDS,
    });
    expect([answer?.metric, others]).toEqual([{}, []]);
    const told = answer!.values.flatMap(([at, number]) => {
      const said = spanAt(spans, at * 1000)?.decision;
      return said === undefined || said.changed ? [] : [[said.rule, ruleOf.get(Number(number))] as const];
    });
    const differ = told.filter(([app, dashboard]) => app !== dashboard).map((both) => both.join(' → '));
    expect(told.length).toBeGreaterThan(20);
    expect([differ.length / told.length <= 1 - LEAST_ALIKE, differ]).toEqual([true, differ]);
  },
  60_000
);
