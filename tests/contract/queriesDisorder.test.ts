/**
 * @jest-environment node
 *
 * Data as it should not be and is: pods scraped twice, two controllers, old and new names at once, series without numbers.
 */
import { arrived, arrivedTexts } from '../../src/queries/arrivals';
import { DIALECTS } from '../../src/queries/dialect';
import { detect, probe } from '../../src/queries/detection';
import { byNode, gpuCount, gpuPower } from '../../src/queries/gpu';
import { builtIns, interpolate } from '../../src/queries/grammar';
import { latency, latencyPercentiles } from '../../src/queries/latency';
import { arrivedAndServed, schedulerQueue, served } from '../../src/queries/load';
import { M, namesOf } from '../../src/queries/metrics';
import { created, desired, hpaDesired, pending, ready } from '../../src/queries/replicas';
import { headroom, kvHighest, saturatedReplicas } from '../../src/queries/saturation';
import type { Scope } from '../../src/queries/selector';
import { askInstant } from './promClient';
import { writtenPrometheus, type FilledPrometheus, type WrittenSeries } from './simulatedPrometheus';

const LIMITS = { kvCacheThreshold: 0.8, queueLengthThreshold: 5, kvSpareTrigger: 0.1, queueSpareTrigger: 3 };
/** The same address, asked by two jobs. */
const SCRAPES = ['job="podmonitor",instance="a"', 'job="servicemonitor",instance="a"'];
const [, OLD_DESIRED] = namesOf('wvaDesired');
const [, OLD_ITL] = namesOf('itl');
const [, NEW_EPP] = namesOf('eppQueue');

/** The same series as each of two scrapes has it. */
const twice = (name: string, labels: string, at: (seconds: number) => number): WrittenSeries[] =>
  SCRAPES.map((scrape) => ({ series: `${name}{${labels},${scrape}}`, at }));
const always = (value: number) => () => value;
const perSecond = (rate: number) => (seconds: number) => rate * seconds;

/** A histogram that all requests (2/s) end in one bucket of. */
const histogram = (name: string, labels: string, bounds: number[], inside: number): WrittenSeries[] =>
  [...bounds.map(String), '+Inf'].flatMap((le) =>
    twice(`${name}_bucket`, `${labels},le="${le}"`, perSecond(le === '+Inf' || Number(le) >= inside ? 2 : 0))
  );

const pods = ['decode-6b7c9d8f5-aaaaa', 'decode-6b7c9d8f5-bbbbb'].map(
  (pod) => `namespace="exp",pod="${pod}",model_name="m"`
);
const wva = (controller: string) => `namespace="${controller}",exported_namespace="exp",variant_name="decode"`;
const gpu = (index: number) =>
  `Hostname="n1",gpu="${index}",UUID="GPU-${index}",exported_namespace="exp",exported_pod="decode-6b7c9d8f5-aaaaa"`;

const DISORDER: WrittenSeries[] = [
  // Two controllers, of two versions, while one replaces the other.
  ...twice(M.wvaDesired, wva('wva-new'), always(3)),
  ...twice(`${OLD_DESIRED}`, wva('wva-old'), always(7)),
  ...twice(M.created, 'namespace="exp",deployment="decode"', always(3)),
  ...twice(M.ready, 'namespace="exp",deployment="decode"', always(2)),
  ...twice(M.created, 'namespace="exp",deployment="gateway"', always(5)),
  ...twice(M.ready, 'namespace="exp",deployment="gateway"', always(5)),
  ...twice(M.hpaDesired, 'namespace="exp",horizontalpodautoscaler="keda-hpa-odd-name"', always(4)),
  ...twice(
    M.hpaInfo,
    'namespace="exp",horizontalpodautoscaler="keda-hpa-odd-name",scaletargetref_kind="Deployment",scaletargetref_name="decode"',
    always(1)
  ),
  ...pods.flatMap((pod, i) => [
    ...twice(M.running, pod, always(10)),
    ...twice(M.waiting, pod, always(i === 0 ? 0 : 9)),
    ...twice(M.kvUse, pod, always(0.5)),
    ...twice(M.success, `${pod},finished_reason="stop"`, perSecond(1)),
    // A pod that has both names of one histogram, with other buckets.
    ...histogram(M.itl, pod, [0.01, 0.02, 0.04], 0.02),
    ...histogram(`${OLD_ITL}`, pod, [0.5, 1, 2], 1),
    ...twice(`${M.ttft}_bucket`, `${pod},le="+Inf"`, always(Number.NaN)),
  ]),
  // Two aliases of one model, under both names of the metric.
  ...[M.eppQueue, `${NEW_EPP}`].flatMap((name) => [
    ...twice(name, 'model_name="alias-a",target_model_name="m"', always(4)),
    ...twice(name, 'model_name="alias-b",target_model_name="m"', always(2)),
    ...twice(name, 'model_name="elsewhere",target_model_name="other"', always(100)),
  ]),
  ...[0, 1].flatMap((index) => [
    ...twice(M.gpuUtil, gpu(index), always(50 + index * 10)),
    ...twice(M.gpuPower, gpu(index), always(200)),
  ]),
];

const [NEW_REQUESTS, OLD_REQUESTS, OLDEST_REQUESTS] = namesOf('eppRequests');
const firstTokens = (namespace: string, pod: string, rate: number): WrittenSeries[] => {
  const labels = `namespace="${namespace}",pod="${pod}",model_name="r"`;
  return [
    ...twice(`${M.ttft}_count`, labels, perSecond(rate)),
    ...twice(M.running, labels, always(1)),
    ...twice(M.waiting, labels, always(3)),
  ];
};
const routed = (name: string | undefined, namespace: string, labels: string, rate: number): WrittenSeries[] =>
  twice(`${name}`, `namespace="${namespace}",pod="epp",${labels}`, perSecond(rate));
const BEHIND = 'target_model_name="r",priority="0"';

/** A namespace each: how many requests arrive at its variant `decode`, and who can say so. */
const ARRIVALS: WrittenSeries[] = [
  // Both names at once, two aliases, another model, and a queue in the router that grows.
  ...firstTokens('alone', 'decode-6b7c9d8f5-aaaaa', 2),
  ...[NEW_REQUESTS, OLD_REQUESTS].flatMap((name) => [
    ...routed(name, 'alone', `model_name="alias-a",${BEHIND}`, 2),
    ...routed(name, 'alone', `model_name="r",${BEHIND}`, 1),
    ...routed(name, 'alone', 'model_name="other",target_model_name="other",priority="0"', 50),
  ]),
  ...twice(M.eppQueue, 'namespace="alone",pod="epp",model_name="r",target_model_name="r"', perSecond(0.5)),
  // Routers before they knew of objectives; the variant beside it has served nobody.
  ...firstTokens('oldest', 'decode-6b7c9d8f5-aaaaa', 2),
  ...firstTokens('oldest', 'decode-h100-6b7c9d8f5-aaaaa', 0),
  ...routed(OLDEST_REQUESTS, 'oldest', 'model_name="r",target_model_name="r"', 2.5),
  // Half of what the router counts is another variant's.
  ...firstTokens('shared', 'decode-6b7c9d8f5-aaaaa', 1),
  ...firstTokens('shared', 'decode-h100-6b7c9d8f5-aaaaa', 1),
  ...routed(NEW_REQUESTS, 'shared', `model_name="r",${BEHIND}`, 2),
  // The load goes to the servers' own address; a health check alone comes through the router.
  ...firstTokens('past', 'decode-6b7c9d8f5-aaaaa', 2),
  ...routed(NEW_REQUESTS, 'past', `model_name="r",${BEHIND}`, 0.1),
];

describe('disorder', () => {
  let world: FilledPrometheus;
  beforeAll(async () => {
    world = await writtenPrometheus(600, [...DISORDER, ...ARRIVALS]);
  }, 60_000);
  afterAll(() => world.stop());

  const dialect = DIALECTS.openshift;
  const ONE: Scope = { dialect, namespace: 'exp', variant: 'decode' };
  const ALL: Scope = { dialect, namespace: 'exp' };
  const ask = (query: string) => askInstant(world.url, interpolate(query, builtIns(300)), world.end - 45);

  test.each<[string, (s: Scope) => string, number]>([
    ['desired: the newer version’s, once', desired, 3],
    ['created', created, 3],
    ['ready', ready, 2],
    ['pending', pending, 1],
    ['HPA, led back by its target', hpaDesired, 4],
    ['served: two pods, one request a second each', served, 2],
    ['fullest replica', kvHighest, 0.5],
    ['saturated by queue', (s) => saturatedReplicas(s, LIMITS), 1],
    ['headroom over the free replica', (s) => headroom(s, LIMITS), (0.3 - 0.1) / 0.7],
  ])('%s', async (_case, query, expected) => {
    const one = await ask(query(ONE));
    expect(one.map(({ labels, value }) => [labels, Number(value.toFixed(6))])).toEqual([
      [{}, Number(expected.toFixed(6))],
    ]);
    const all = await ask(query(ALL));
    // The gateway beside it is no variant.
    expect(all.map(({ labels }) => labels)).toEqual([{ namespace: 'exp', variant: 'decode' }]);
    expect(all[0]?.value).toBeCloseTo(expected, 6);
  });

  test('ITL: buckets of the old name never mix into the new', async () => {
    const [answer, ...more] = await ask(latency(ONE, 'itl', 0.5));
    expect(more).toEqual([]);
    expect(answer?.value).toBeGreaterThan(0.01);
    expect(answer?.value).toBeLessThanOrEqual(0.02);
  });

  test('a histogram without numbers gives no number, and no error', async () => {
    const answers = await ask(latencyPercentiles(ONE, 'ttft'));
    expect(answers.filter(({ value }) => Number.isFinite(value))).toEqual([]);
  });

  test('the scheduler’s queue: aliases add up, names do not, other models stay out', async () => {
    expect((await ask(schedulerQueue(ONE))).map(({ value }) => value)).toEqual([6]);
    expect(await ask(schedulerQueue(ALL))).toEqual([{ labels: { model_name: 'm' }, value: 6 }]);
  });

  test.each([
    ['alone', 'router', 3.5],
    ['oldest', 'router', 2.5],
    ['shared', 'estimate', 1],
    ['past', 'estimate', 2],
  ])('arrivals, %s: told by the %s', async (namespace, source, expected) => {
    const answer = await ask(arrived({ dialect, namespace, variant: 'decode' }));
    expect(answer.map(({ labels, value }) => [labels, Number(value.toFixed(6))])).toEqual([[{ source }, expected]]);
    const names = arrivedTexts();
    const drawn = await ask(arrivedAndServed({ dialect, namespace, variant: 'decode' }));
    expect(drawn.map(({ labels }) => labels.series)).toEqual([names[source as keyof typeof names]]);
  });

  test('arrivals of a fleet are estimates', async () => {
    const answer = await ask(arrived({ dialect, namespace: 'alone' }));
    expect(answer).toEqual([{ labels: { namespace: 'alone', variant: 'decode' }, value: expect.closeTo(2, 9) }]);
  });

  test('each GPU counts once', async () => {
    expect((await ask(gpuCount(ONE))).map(({ value }) => value)).toEqual([2]);
    expect((await ask(gpuPower(ONE))).map(({ value }) => value)).toEqual([400]);
    expect(await ask(byNode({ dialect }, 'utilization'))).toEqual([{ labels: { node: 'n1' }, value: 0.55 }]);
  });

  test('detection names the two versions', async () => {
    const { wvaVersion, findings } = detect(await ask(probe()));
    expect(wvaVersion).toBe('0.5');
    expect(findings.find((finding) => finding.subject === 'wva')?.state).toBe('ambiguous');
  });
});
