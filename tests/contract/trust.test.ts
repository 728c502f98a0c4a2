/**
 * @jest-environment node
 *
 * Measurements as real clusters have them: seldom scraped, with holes, under two names. Each figure is right within what it
 * says it can be off by, or says that it is not to be relied on.
 */
import { measureRun } from '../../src/measuring/measureRun';
import type { RunAnalysis } from '../../src/domain/analysis/runAnalysis';
import type { KpiId } from '../../src/domain/analysis/kpis';
import { analysisOf } from '../../src/domain/analysis/measureKpis';
import type { AnalysedRun } from '../../src/domain/analysis/types';
import { checkGate } from '../../src/domain/comparison/checkGate';
import { LAB_GATES } from '../../src/domain/comparison/gates';
import type { Ask } from '../../src/domain/prometheus';
import { DIALECTS } from '../../src/queries/dialect';
import { M } from '../../src/queries/metrics';
import { askAsGrafana } from './askAsGrafana';
import { AFTER, BEFORE, between, HOUR, Scene } from './scene';
import { writtenPrometheus, type FilledPrometheus } from './simulatedPrometheus';

interface Case {
  says: string;
  every?: number;
  make: (scene: Scene) => Scene;
  run?: Partial<AnalysedRun>;
  /** What is right. */
  truth: Partial<Record<KpiId, number>>;
  /** Figures that have to say that they are not to be relied on, or why there is none. */
  flagged?: Partial<Record<KpiId, RegExp>>;
  /** What stated errors may at most be, as a share of the value. */
  most?: Partial<Record<KpiId, number>>;
}

const CASES: Case[] = [
  {
    says: 'ten replicas of five minutes each, first scraped when they have counted already',
    every: 60,
    make: (scene) => {
      for (let i = 0; i < 10; i++) {
        // Each begins at another moment between two scrapes.
        const born = i * 300 - [45, 40, 35, 30, 25, 20, 50, 55, 5, 10][i]!;
        scene.pod(
          M.success,
          (s) => (s >= born && s < born + 300 ? Math.min(300, s - born) : undefined),
          `decode-6b7c9d8f5-aaa${i}a`,
          { finished_reason: 'stop' }
        );
      }
      return scene;
    },
    run: { finishedAt: 3000 },
    truth: { 'requests-served': 2955 },
    most: { 'requests-served': 0.25 },
  },
  {
    says: 'everything is scraped every 60 s',
    every: 60,
    make: (scene) => scene.cluster().work(2, (counted) => counted),
    truth: { 'requests-served': 2 * HOUR, 'requests-per-second': 2, 'tokens-per-second': 400, 'error-rate': 0 },
    most: { 'requests-served': 0.02, 'requests-per-second': 0.02 },
  },
  {
    says: 'vLLM every 15 s, the cluster every 60 s',
    make: (scene) => scene.replicas((s) => (s < 1800 ? 1 : 2), 60).work(2, (counted) => counted),
    truth: { 'requests-served': 2 * HOUR, 'replicas-mean': 1.5, 'replicas-peak': 2, 'scale-ups': 1 },
    most: { 'requests-served': 0.01 },
  },
  {
    says: 'three requests of ten are broken off, which vLLM does not count',
    make: (scene) =>
      scene
        .cluster()
        .pod(M.success, (s) => 1.4 * Math.min(HOUR, Math.max(0, s)), undefined, { finished_reason: 'stop' })
        .pod(M.success, () => 0, undefined, { finished_reason: 'abort' })
        .pod(`${M.ttft}_count`, (s) => 2 * Math.min(HOUR, Math.max(0, s))),
    truth: { 'requests-served': 1.4 * HOUR },
    flagged: { 'error-rate': /2160 of 7200 requests have no outcome/, 'requests-failed': /no outcome/ },
  },
  {
    says: 'a client breaks off what runs at the end of its load',
    make: (scene) =>
      scene
        .cluster()
        .work(2, (counted) => counted)
        .pod(M.success, (s) => (s >= HOUR ? 40 : 0), undefined, { finished_reason: 'abort' }),
    truth: { 'requests-cut-off': 40, 'requests-failed': 0, 'error-rate': 0, 'requests-served': 2 * HOUR },
  },
  {
    says: 'two Prometheus replicas, not deduplicated, scraped at different moments',
    make: (scene) => {
      const shifted = (seconds: number) => (counted: number, s: number) =>
        Math.max(0, counted - (s > 0 ? 2 * seconds : 0));
      return scene
        .cluster()
        .work(2, (counted) => counted, { prometheus_replica: 'a' })
        .work(2, shifted(7), { prometheus_replica: 'b' });
    },
    truth: { 'requests-served': 2 * HOUR, 'tokens-per-second': 400, 'replicas-mean': 1 },
  },
  {
    says: 'series that change their identity in mid-run',
    make: (scene) =>
      scene
        .cluster()
        .work(2, (counted, s) => (s < 1800 ? counted : undefined), { instance: '10.0.0.1:8000' })
        .work(2, (counted, s) => (s >= 1800 ? counted : undefined), { instance: 'decode:8000' }),
    truth: { 'requests-served': 2 * HOUR, 'tokens-per-second': 400 },
    most: { 'requests-served': 0.02 },
  },
  {
    says: 'a container that starts again',
    make: (scene) => scene.cluster().work(2, (counted, s) => (s < 1800 ? counted : counted - 3600)),
    truth: { 'requests-served': 2 * HOUR },
    most: { 'requests-served': 0.02 },
  },
  ...[270, 600].map((hole): Case => ({
    says: `nothing is scraped for ${hole / 60} minutes, while a replica is missing`,
    make: (scene) => {
      const seen = between(1200, 1200 + hole);
      const deployment = { namespace: scene.namespace, deployment: 'decode' };
      const variant = { namespace: 'wva', exported_namespace: scene.namespace, variant_name: 'decode' };
      return scene
        .add(M.wvaDesired, variant, (s) => seen(s >= 900 && s < 2400 ? 2 : 1, s))
        .add(M.created, deployment, (s) => seen(s >= 900 ? 2 : 1, s))
        .add(M.ready, deployment, (s) => seen(s >= 2400 ? 2 : 1, s))
        .work(2, (counted, s) => seen(counted, s));
    },
    truth: { 'requests-served': 2 * HOUR, 'gap-count': 1, 'gap-total': 1500, 'replicas-mean': 1 + 1200 / HOUR },
    flagged: hole > 360 ? { 'replicas-mean': /% of the time was measured/ } : {},
  })),
  {
    says: 'nothing is scraped in the last ten minutes',
    make: (scene) =>
      scene.cluster((s) => between(3000, 9e9)(1, s)).work(2, (counted, s) => between(3000, 9e9)(counted, s)),
    truth: { 'requests-served': 2 * HOUR },
    flagged: { 'requests-served': /last sample/ },
  },
  {
    says: 'the clock of the cluster is five minutes ahead: the load began before its window',
    make: (scene) => scene.cluster().work(2, (_, s) => 2 * Math.min(HOUR, Math.max(0, s + 300))),
    truth: { 'requests-served': 2 * HOUR },
    flagged: { 'requests-served': /before the load began/ },
  },
  {
    says: 'a leader of WVA that froze, and still says what it wanted, beside the one that took over',
    make: (scene) =>
      scene
        .replicas((s) => (s < 1600 ? 3 : 1))
        .controller(
          '0',
          () => 3,
          (s) => 100 + Math.floor(Math.min(s, 1200) / 30)
        )
        .controller(
          '1',
          (s) => (s < 1260 ? undefined : 1),
          (s) => (s < 1260 ? undefined : Math.floor((s - 1260) / 30))
        )
        .work(2, (counted) => counted),
    truth: { 'requests-served': 2 * HOUR, 'gap-count': 0, 'gap-total': 0, 'replicas-mean': 1 + (2 * 1600) / HOUR },
  },
  {
    says: 'a histogram without +Inf',
    make: (scene) =>
      ['0.5', '1'].reduce(
        (all, le) => all.pod(`${M.ttft}_bucket`, (s) => Math.max(0, s), undefined, { le }),
        scene.cluster().work(2, (counted) => counted)
      ),
    truth: {},
    flagged: { 'ttft-p99': /no bucket \+Inf/ },
  },
  {
    says: 'four times what was planned',
    make: (scene) => scene.cluster().work(2, (counted) => counted),
    run: { loadProfile: { steps: [{ name: 's', delaySeconds: 0, durationSeconds: HOUR, rate: 0.5 }] } },
    truth: { 'served-share': 4 },
    flagged: { 'served-share': /implausible/ },
  },
];

let filled: FilledPrometheus;
const scenes = CASES.map(({ every = 15, make }, i) => make(new Scene(`case-${i}`, every)));

beforeAll(async () => {
  // On a multiple of a minute, so that every scrape of a minute falls on the grid of samples.
  filled = await writtenPrometheus(
    BEFORE + HOUR + AFTER,
    scenes.flatMap(({ series }) => series)
  );
}, 120_000);
afterAll(() => filled?.stop());

async function analysed(i: number, ask: Ask = askAsGrafana(filled.url)): Promise<RunAnalysis> {
  const startedAt = (filled.start + BEFORE) * 1000;
  const { run: { finishedAt: seconds = HOUR, ...part } = {} } = CASES[i]!;
  const run: AnalysedRun = {
    namespace: scenes[i]!.namespace,
    name: 'r',
    phase: 'succeeded',
    workload: { namespace: scenes[i]!.namespace, variant: 'decode' },
    startedAt,
    finishedAt: startedAt + seconds * 1000,
    loadStartedAt: startedAt,
    params: [],
    results: [],
    pruned: false,
    ...part,
  };
  return analysisOf(run, await measureRun(run, { ask, dialect: DIALECTS.openshift, now: Date.now() }));
}

test.each(CASES.map(({ says }, i) => [says, i] as const))('%s', async (_says, i) => {
  const { truth, flagged = {}, most = {} } = CASES[i]!;
  const { kpis, measurements } = await analysed(i);
  expect(measurements.problems).toEqual([]);
  const wrong = (Object.keys(truth) as KpiId[]).flatMap((id) => {
    const { value, error, problem, why } = kpis[id];
    const isRight = value !== undefined && error !== undefined && Math.abs(value - truth[id]!) <= error + 1e-6;
    const isSaid = problem !== undefined || (value === undefined && why !== undefined);
    return isRight || (isSaid && id in flagged)
      ? []
      : [`${id}: ${value} ± ${error} (${problem ?? why}), in truth ${truth[id]}`];
  });
  expect(wrong).toEqual([]);
  for (const [id, words] of Object.entries(flagged) as Array<[KpiId, RegExp]>) {
    expect([id, kpis[id].problem ?? kpis[id].why]).toEqual([id, expect.stringMatching(words)]);
  }
  for (const [id, share] of Object.entries(most) as Array<[KpiId, number]>) {
    expect(kpis[id].error! / kpis[id].value!).toBeLessThanOrEqual(share);
  }
});

test('of everything that is scraped every 60 s there are rates over time', async () => {
  const { measurements } = await analysed(1);
  const served = measurements.series.served?.[0]?.values ?? [];
  expect(served.length).toBeGreaterThan(200);
  expect(served.at(-1)).toBeCloseTo(2, 6);
});

test('no gate passes on what Prometheus warns of, and every figure that it touches says so', async () => {
  const plain = askAsGrafana(filled.url);
  const warning = 'store sidecar-1 unavailable, partial response';
  const partial: Ask = async (...asked) => {
    const answers = await plain(...asked);
    return new Map(
      [...answers].map(([key, answer]) => [key, answer.series ? { ...answer, warnings: [warning] } : answer])
    );
  };
  const { kpis } = await analysed(1, partial);
  const applicable = (Object.keys(kpis) as KpiId[]).filter((id) => kpis[id].applies !== false);
  const silent = applicable.filter((id) => !kpis[id].problem?.includes(warning));
  expect(silent).toEqual([]);
  for (const gate of LAB_GATES) {
    expect(checkGate(gate, [kpis], [kpis]).outcome).toBe('unknown');
  }
});
