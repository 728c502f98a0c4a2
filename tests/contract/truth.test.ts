/**
 * @jest-environment node
 */
import { withLoadStart } from '../../src/measuring/findLoadStart';
import type { RunAnalysis } from '../../src/domain/analysis/runAnalysis';
import { KPI_IDS, LATENCY_PERCENTILES, type KpiId } from '../../src/domain/analysis/kpis';
import { analysisOf } from '../../src/domain/analysis/measureKpis';
import { leftovers, startState } from '../../src/domain/analysis/startState';
import { settledAt } from '../../src/domain/analysis/window';
import { STARTED_MODES } from '../../simulator/tekton/manifest';
import { DIALECT_NAMES, DIALECTS } from '../../src/queries/dialect';
import { WVA_VERSIONS } from '../../src/queries/metrics';
import { heldGpuHours, trueFigures } from '../../simulator/truth/figures';
import { truthText } from '../../simulator/truth/main';
import { call } from '../../cli/testing';
import { askAsGrafana } from './askAsGrafana';
import { askInstant } from './promClient';
import { TOLERANCES } from './tolerances';
import { analysesOf, SCRAPE_SECONDS, trueRuns, type TrueCase, type TrueRuns } from './trueRuns';

const PATTERNS = ['stair', 'p1', 'p2', 'p3', 'p4', 'p5'] as const;

/** Each pattern, static and with WVA, twice: from few and from several replicas; every run has a seed of its own. */
const CASES: TrueCase[] = [0, 1].flatMap((round) =>
  PATTERNS.flatMap((pattern, i) =>
    STARTED_MODES.map((mode, j): TrueCase => {
      const nth = round * 12 + i * 2 + j;
      return {
        seed: nth + 1,
        pattern,
        mode,
        replicas: 1 + 2 * round + (mode === 'static' ? i % 2 : 0),
        exposition: {
          labels: DIALECT_NAMES[(nth + round) % DIALECT_NAMES.length]!,
          wvaVersion: WVA_VERSIONS[(i + j + round) % WVA_VERSIONS.length]!,
        },
      };
    })
  )
);

let world: TrueRuns;
let analyses: RunAnalysis[];

beforeAll(async () => {
  world = await trueRuns(CASES);
  analyses = await analysesOf(world, CASES);
}, 600_000);
afterAll(() => world?.stop());

const named = CASES.map((one, i) => {
  const { pattern, mode, replicas, seed, exposition } = one;
  return [
    `${pattern} ${mode} ${replicas}, seed ${seed}, ${exposition.labels}, WVA ${exposition.wvaVersion}`,
    i,
  ] as const;
});

test.each(named)('%s: every figure is the true one', (_name, i) => {
  const known = world.runs[i]!;
  const { kpis, measurements } = analyses[i]!;
  expect(measurements.problems).toEqual([]);
  const wrong = KPI_IDS.flatMap((id) => {
    const [truth, { value, why, coverage }] = [known.truth[id], kpis[id]];
    if (truth === undefined || value === undefined) {
      return truth === value ? [] : [`${id}: ${value ?? why}, in truth ${truth}`];
    }
    const [low, high] = TOLERANCES[id].allowed(truth, known);
    const slack = 1e-9 * Math.abs(truth);
    const isRight = value >= low - slack && value <= high + slack && coverage === undefined;
    return isRight ? [] : [`${id}: ${value} (coverage ${coverage}), in truth ${truth}, allowed ${low} to ${high}`];
  });
  expect(wrong).toEqual([]);
});

/** A window has no load profile: it knows neither what was planned nor when a step ended. */
const PLANNED: KpiId[] = ['served-share', 'requests-cut-off', 'requests-failed', 'error-rate'];

async function printedBy(args: string[]): Promise<string> {
  const { code, out } = await call(args);
  expect(code).toBe(0);
  return out;
}

test.each(named)('%s: the truth is within what each figure says it can be off by', (_name, i) => {
  const { truth } = world.runs[i]!;
  const { kpis } = analyses[i]!;
  const beyond = KPI_IDS.flatMap((id) => {
    const [real, { value, error, problem }] = [truth[id], kpis[id]];
    if (real === undefined || value === undefined) {
      return [];
    }
    const isWithin = error !== undefined && Math.abs(value - real) <= error + 1e-9 * Math.abs(real);
    return isWithin || problem !== undefined ? [] : [`${id}: ${value} ± ${error}, in truth ${real}`];
  });
  expect(beyond).toEqual([]);
});

/** Known only under the limits of a user. */
const WITH_LIMITS: KpiId[] = ['goodput-share', 'goodput', 'goodput-per-gpu-hour'];

test.each(named)('%s: goodput is what was served within the limit, within the stated error', (_name, i) => {
  const { truth, observer, window } = world.runs[i]!;
  const { run, measurements } = analyses[i]!;
  const ttft = observer.observations.ttft.filter(({ at }) => at > window.from && at <= window.to);
  const count = (all: typeof ttft) => all.reduce((sum, { times }) => sum + times, 0);
  // One bound of a bucket, one within a bucket, one beyond all.
  for (const ttftSeconds of [0.5, 3.3, 10_000]) {
    const share = count(ttft.filter(({ value }) => value <= ttftSeconds)) / count(ttft);
    const good = share * (truth['requests-served'] ?? NaN);
    const real = {
      'goodput-share': good / ((truth['requests-served'] ?? NaN) + (truth['requests-failed'] ?? NaN)),
      goodput: good / ((window.to - window.from) / 1000),
      'goodput-per-gpu-hour': good / (truth['gpu-hours'] ?? NaN),
    };
    const { kpis } = analysisOf(run, { ...measurements, limits: { ttftSeconds } });
    for (const [id, expected] of Object.entries(real)) {
      const { value = NaN, error = NaN } = kpis[id as KpiId];
      expect(`${id} within ${ttftSeconds}: ${Math.abs(value - expected) <= error}`).toBe(
        `${id} within ${ttftSeconds}: true`
      );
      expect(error).toBeLessThanOrEqual(Math.max(0.5 * (truth['requests-served'] ?? 0), 1));
    }
  }
});

test.each(named)('%s: the state at the start of the load is that of the last scrape before it', (_name, i) => {
  const { observer, window } = world.runs[i]!;
  const { run, measurements } = analyses[i]!;
  const before = observer.seconds.filter(
    ({ at }) => at <= window.from && at > window.from - (2 * SCRAPE_SECONDS + window.stepSeconds) * 1000
  );
  const state = startState(run, measurements);
  expect(before.map(({ desired }) => desired)).toContain(state.desired);
  expect(before.map(({ ready }) => ready)).toContain(state.ready);
  expect(leftovers(run, state).filter(({ id }) => id !== 'desired' && id !== 'ready')).toEqual([]);
});

/** One variant serves each model here, and nobody has priced it; `truthWorlds` has the others. */
const OF_SEVERAL: KpiId[] = ['cost-weighted-gpu-hours', 'model-gpu-hours', 'model-requests-per-gpu-hour'];
/** The Deployment is resized in the very second in which the HPA asks for it. */
const NEVER: KpiId[] = ['lost-hpa-created'];
/** What fails in these worlds beside cut-offs is broken off by a replica that stops: after its last scrape. */
const BROKEN_OFF_UNSEEN: KpiId[] = ['requests-failed', 'error-rate'];
/** KEDA and the HPA take about as long as a scrape: how long is not known to a factor. */
const SHORTER_THAN_A_SCRAPE: KpiId[] = ['lost-wva-hpa'];

test.each(named)('%s: the command gives the app’s figures, to the last digit', async (_name, i) => {
  const { run } = world.runs[i]!;
  const printed = await printedBy([
    ...[
      'measure',
      '--json',
      '--prometheus',
      world.url,
      '--from',
      String(run.loadStartedAt),
      '--to',
      String(run.finishedAt),
    ],
    ...['--namespace', run.workload.namespace, '--workload', run.workload.variant],
  ]);
  const { figures } = JSON.parse(printed) as {
    figures: Record<string, { value: number | null; problem: string | null }>;
  };
  const { kpis } = analyses[i]!;
  const others = KPI_IDS.filter((id) => {
    const [app, command] = [kpis[id].value, figures[id]!.value ?? undefined];
    // Prometheus adds series up in no fixed order, so that two answers differ in the sixteenth digit.
    const isSame = app === command || Math.abs(app! - command!) <= 1e-12 * Math.abs(app!);
    return !isSame && !PLANNED.includes(id);
  });
  expect(others).toEqual([]);
});

test('the cases are worth their name: each figure has something to say in one of them', () => {
  const dull = KPI_IDS.filter((id) => world.runs.every(({ truth }) => (truth[id] ?? 0) === 0));
  expect(dull).toEqual(KPI_IDS.filter((id) => [...WITH_LIMITS, ...NEVER, ...OF_SEVERAL].includes(id)));
});

test('every tolerance says why', () => {
  expect(KPI_IDS.filter((id) => !TOLERANCES[id]?.why)).toEqual([]);
});

test.each([
  [0.5, [...SHORTER_THAN_A_SCRAPE, ...NEVER, ...BROKEN_OFF_UNSEEN, ...WITH_LIMITS, ...OF_SEVERAL]],
  [2, [...NEVER, ...WITH_LIMITS, ...OF_SEVERAL]],
])('a figure that is %f times the true one would be found out', (factor, hidden) => {
  const missed = KPI_IDS.filter((id) => {
    return !world.runs.some((known) => {
      const truth = known.truth[id];
      const [low, high] = truth === undefined ? [-Infinity, Infinity] : TOLERANCES[id].allowed(truth, known);
      return truth !== undefined && (truth * factor < low || truth * factor > high);
    });
  });
  expect(missed).toEqual(KPI_IDS.filter((id) => hidden.includes(id)));
});

test('GPU-hours are those that the pods held, up to what ends and what waits for a GPU', () => {
  world.runs.forEach(({ observer, window }, i) => {
    const value = analyses[i]!.kpis['gpu-hours'].value ?? NaN;
    expect(Math.abs(value - heldGpuHours(observer, window)) / value).toBeLessThan(0.03);
  });
});

test('quantiles are Prometheus’ own, to the last digits', async () => {
  for (const { run, measurements, kpis } of analyses.slice(0, 6)) {
    for (const latency of ['ttft', 'itl', 'e2e'] as const) {
      for (const p of LATENCY_PERCENTILES) {
        const query = `histogram_quantile(${p / 100}, ${measurements.queries[`latency:${latency}`]})`;
        const [own] = await askInstant(world.url, query, settledAt(measurements.window, run, Date.now()) / 1000);
        expect(kpis[`${latency}-p${p}`].value).toBeCloseTo(own!.value, 9);
      }
    }
  }
});

test('scaling marks are the changes of the ready replicas, at the scrape that sees them', () => {
  world.runs.forEach(({ observer, window }, i) => {
    const ready = observer.seconds.filter(({ at }) => at >= window.from && at < window.to);
    const truth = ready.slice(1).flatMap((now, k) => (now.ready === ready[k]!.ready ? [] : [now]));
    const marks = analyses[i]!.scalings;
    expect(marks.map(({ to }) => to)).toEqual(truth.map((now) => now.ready));
    marks.forEach(({ at }, k) => {
      expect(at - truth[k]!.at).toBeGreaterThanOrEqual(0);
      expect(at - truth[k]!.at).toBeLessThanOrEqual(2 * SCRAPE_SECONDS * 1000);
    });
  });
});

test('of a pruned run the start of the load is found, to a step of its resolution and the pause between two requests', async () => {
  const ask = askAsGrafana(world.url);
  for (const [i, { run, window }] of world.runs.entries()) {
    const pruned = { ...run, loadStartedAt: run.startedAt, pruned: true };
    const dialect = DIALECTS[CASES[i]!.exposition.labels];
    const { loadStartedAt } = await withLoadStart(pruned, { ask, dialect, now: Date.now() });
    expect(Math.abs(loadStartedAt - run.loadStartedAt) / 1000).toBeLessThanOrEqual(2 * window.stepSeconds + 10);
  }
});

test('the truth does not depend on whether it is written down, and is printed whole', async () => {
  const { run, window, observer, truth } = world.runs[0]!;
  expect(trueFigures(run, window, observer, 1)).toEqual(truth);
  const text = await truthText(['--seed', '3', '--pattern', 'p2', '--mode', 'static']);
  expect(await truthText(['--seed', '3', '--pattern', 'p2', '--mode', 'static'])).toBe(text);
  expect(Object.keys((JSON.parse(text) as { kpis: object }).kpis)).toEqual(KPI_IDS);
  await expect(truthText(['--pattern', 'p9'])).rejects.toThrow('--pattern must be one of stair');
});
