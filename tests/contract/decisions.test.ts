/**
 * @jest-environment node
 */
import { comparedOf } from '../../src/domain/decisions/compared';
import { laneOf } from '../../src/domain/decisions/lane';
import { stateOf } from '../../src/domain/decisions/moments';
import type { VariantState } from '../../src/domain/decisions/types';
import { askPods } from '../../src/measuring/askPods';
import { DIALECTS } from '../../src/queries/dialect';
import { runScope } from '../../src/queries/runMeasurements';
import { variantState } from '../../src/queries/state';
import type { DecisionRule as TrueRule } from '../../simulator/world/decision';
import { askAsGrafana } from './askAsGrafana';
import {
  decisionCase,
  hopsOf,
  judged,
  LEAST_NAMED,
  LIMITS,
  PATTERNS,
  SAME,
  SCALED_NAMES,
  toldRuns,
  type ToldRun,
} from './decisionTruth';
import { SCRAPE_SECONDS, type TrueRuns } from './trueRuns';

/** Each scaler under each pattern, every run with a seed of its own. `npm run soak` has twenty seeds of each. */
const CASES = SCALED_NAMES.flatMap((scaled, i) =>
  PATTERNS.map((pattern, j) => decisionCase(scaled, pattern, 100 + i * PATTERNS.length + j))
);

let world: TrueRuns;
let told: ToldRun[];

beforeAll(async () => {
  ({ world, told } = await toldRuns(CASES));
}, 600_000);
afterAll(() => world?.stop());

const named = CASES.map(({ pattern, scaled, seed, exposition }, i) => {
  return [`${pattern} ${scaled}, WVA ${exposition.wvaVersion}, seed ${seed}`, i] as const;
});

test.each(named)('%s: who scales is found out', (_name, i) => {
  expect(told[i]!.lane.scalers.map(({ kind }) => kind)).toEqual([CASES[i]!.decides]);
});

test.each(['wva-v1', 'wva-v2', 'keda', 'hpa'])(
  '%s: the rule of each decision is named, and none points the wrong way',
  (kind) => {
    const all = told.flatMap((one) => (one.given.decides === kind ? judged(one) : []));
    const wrong = all.filter(({ isNamed }) => !isNamed).map(({ record, told: by }) => `${record.rule} → ${by}`);
    expect(all.length).toBeGreaterThan(300);
    expect([wrong.length / all.length <= 1 - LEAST_NAMED, wrong]).toEqual([true, wrong]);
    expect(all.filter(({ isOpposite }) => isOpposite).map(({ record }) => record)).toEqual([]);
  }
);

test('decisions that change the number of replicas are named as well as those that do not', () => {
  const changes = told.flatMap(judged).filter(({ record }) => record.done !== record.current);
  const wrong = changes.filter(({ isNamed }) => !isNamed).map(({ record, told: by }) => `${record.rule} → ${by}`);
  expect(changes.length).toBeGreaterThan(50);
  expect([wrong.length / changes.length <= 1 - LEAST_NAMED, wrong]).toEqual([true, wrong]);
});

test('the cases are worth their name: the world applies each rule in one of them', () => {
  const applied = new Set(told.flatMap((one) => judged(one).map(({ record }) => record.rule)));
  // In these worlds the KV cache runs out before a queue builds up, and no run is without metrics: unit tests have those.
  expect(Object.keys(SAME).filter((rule) => !applied.has(rule as TrueRule))).toEqual(['spare-queue', 'no-metrics']);
});

test('each hop of each scaling begins and ends when the world says, within one scrape and one sync', () => {
  const hops = told.map(hopsOf);
  expect(hops.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(hops.reduce((sum, { compared }) => sum + compared, 0)).toBeGreaterThan(100);
});

/** Facts of a moment that a series of them tells by itself, or that no rule reads. */
const OF_ONE_KIND: ReadonlySet<string> = new Set([
  'dueSeconds',
  'apartSeconds',
  'estimatedDemand',
  'decisionAgeSeconds',
]);

test('of each run a moment in its middle is told alike by the question for a moment and by that for a time', async () => {
  const ask = askAsGrafana(world.url);
  const plain = (state: VariantState) =>
    Object.fromEntries(
      Object.entries(state).flatMap(([name, value]) =>
        OF_ONE_KIND.has(name) ? [] : [[name, typeof value === 'number' ? expect.closeTo(value, 9) : value]]
      )
    );
  let compared = 0;
  const ages: number[] = [];
  for (const { given, run: known, moments } of told) {
    const { run, window } = known;
    const { scope } = await askPods(runScope(run.workload, DIALECTS[given.exposition.labels]), window, { ask });
    const { at, state } = moments[Math.floor(moments.length / 2)]!;
    const answer = await ask([{ refId: 'state', expr: variantState(scope, LIMITS.values) }], {
      from: at - 60_000,
      to: at,
    });
    const samples = (answer.get('state')?.series ?? []).map(({ labels, values }) => ({
      labels,
      value: values.at(-1)!,
    }));
    const atOnce = stateOf(samples);
    expect(atOnce).toEqual(expect.objectContaining(plain(state)));
    expect(Object.keys(plain(atOnce))).toHaveLength(Object.keys(plain(state)).length);
    compared += samples.length;
    ages.push(atOnce.decisionAgeSeconds ?? Infinity);
  }
  expect(compared).toBeGreaterThan(20 * CASES.length);
  // A cycle, a scrape, and a look of the question.
  expect(Math.max(...ages)).toBeLessThanOrEqual(60 + 2 * SCRAPE_SECONDS);
});

test('what the scaler in force compared is drawn of each run, over its window', () => {
  told.forEach(({ moments, given: { decides } }) => {
    const { all, nothing } = comparedOf(moments, { limits: LIMITS, stepSeconds: SCRAPE_SECONDS });
    const own = all.filter(({ isEstimate }) => !isEstimate);
    expect([nothing, new Set(own.map(({ by }) => by))]).toEqual(
      decides === 'none' ? [['unscaled'], new Set()] : [[], new Set([decides])]
    );
    own.forEach(({ value }) => expect(value.times.length).toBeGreaterThan(0.9 * moments.length));
    expect(all.filter(({ isEstimate }) => isEstimate)).toHaveLength(decides === 'wva-v2' ? 0 : 1);
  });
});

/** Differences of demand over supply, by their rank: V2 looks at other moments than scrapes. Seen: 0.004 and 0.18. */
const ESTIMATE_OFF: ReadonlyArray<[rank: number, most: number]> = [
  [0.5, 0.02],
  [0.9, 0.25],
];

test('the estimate of V2 is near to what V2 itself reports', () => {
  const differences = told
    .flatMap(({ given, moments }) =>
      given.decides !== 'wva-v2'
        ? []
        : moments.flatMap(({ state: { utilization, estimatedDemand } }) =>
            utilization === undefined || estimatedDemand === undefined ? [] : [Math.abs(utilization - estimatedDemand)]
          )
    )
    .sort((a, b) => a - b);
  expect(differences.length).toBeGreaterThan(1000);
  for (const [rank, most] of ESTIMATE_OFF) {
    expect(differences[Math.floor(rank * differences.length)]).toBeLessThan(most);
  }
});

test('the lane of each run covers its window, at once', () => {
  told.forEach(({ lane: { spans }, moments, run }) => {
    const { from, to } = run.window;
    expect([spans[0]?.from, spans.at(-1)?.to]).toEqual([from, to]);
    // The quickest of three: what else the machine does must not decide.
    const took = [1, 2, 3].map(() => {
      const before = performance.now();
      laneOf(moments, { from, to }, { limits: LIMITS, stepSeconds: SCRAPE_SECONDS });
      return performance.now() - before;
    });
    expect(Math.min(...took)).toBeLessThan(50);
  });
});

test('what is asked for it is one query of few samples', () => {
  const samples = told.map(({ moments }) =>
    moments.reduce((sum, { state }) => sum + Object.keys(state).length + 2 * (state.triggers?.length ?? 0), 0)
  );
  expect(Math.max(...samples)).toBeLessThan(60_000);
});
