import { analysisOf } from '../domain/analysis/measureKpis';
import { START, testRun } from '../domain/analysis/testing';
import { KPI_IDS } from '../domain/analysis/kpis';
import type { TimeSeries } from '../domain/analysis/types';
import type { Ask, SeriesAnswer, SeriesQuery } from '../domain/prometheus';
import { DIALECTS } from '../queries/dialect';
import { measureRun, type MeasureOptions } from './measureRun';

const MINUTE = 60_000;
const RUN = testRun({
  finishedAt: START + 60 * MINUTE,
  loadProfile: { steps: [{ name: 's', delaySeconds: 0, durationSeconds: 1800, rate: 2 }] },
});
const one = (values: number[], labels: Record<string, string> = {}): TimeSeries => ({
  labels,
  times: values.map((_, i) => START + i * MINUTE),
  values,
});
const ANSWERS: Record<string, TimeSeries[]> = {
  ready: [one([1, 2])],
  'latency:ttft': [one([3], { le: '0.5' }), one([4], { le: '1.0' }), one([4], { le: '+Inf' })],
  'latencyOverTime:ttft': [one([0, 4], { le: '1' }), { labels: { le: '+Inf' }, times: [START + MINUTE], values: [4] }],
  'total:ended': [one([90], { finished_reason: 'length' }), one([10], { finished_reason: 'abort' })],
  'total:generatedTokens': [one([1000])],
  gpusPerReplica: [one([2])],
};
/** What a query asks for: of a joined one, each of its parts. */
const partsOf = ({ refId, expr }: SeriesQuery): string[] => {
  const parts = [...expr.matchAll(/"part", "([^"]+)"/g)].flatMap(([, part]) => part ?? []);
  return parts.length === 0 ? [refId] : parts;
};
const seriesOf = (query: SeriesQuery): TimeSeries[] =>
  partsOf(query).flatMap((part) =>
    (ANSWERS[part] ?? []).map((series) =>
      part === query.refId ? series : { ...series, labels: { ...series.labels, part } }
    )
  );
const answer = (queries: readonly SeriesQuery[]) =>
  new Map(queries.map((query): [string, SeriesAnswer] => [query.refId, { series: seriesOf(query) }]));

const measure = (ask: Ask, options: Partial<MeasureOptions> = {}, run = RUN) =>
  measureRun(run, { ask, dialect: DIALECTS.plain, now: START + 120 * MINUTE, ...options });

test('puts the answers where the figures look for them', async () => {
  const m = await measure(async (queries) => answer(queries));
  expect(m.window).toEqual({ from: START, to: START + 60 * MINUTE, stepSeconds: 15 });
  expect(m.series.ready).toEqual(ANSWERS.ready);
  expect(m.series.desired).toEqual([]);
  expect(m.latency).toEqual({
    ttft: { bounds: [0.5, 1, Infinity], counts: [3, 4, 4] },
    itl: undefined,
    e2e: undefined,
  });
  expect(m.totals).toMatchObject({ succeeded: 90, failed: 10, generatedTokens: 1000, promptTokens: undefined });
  expect(m.gpusPerReplica).toBe(2);
  expect([m.problems, m.unread]).toEqual([[], []]);
});

test('the scaler is the one that metrics show at work, whatever the run was asked to be', async () => {
  const at = (name: string, value: number, labels: Record<string, string> = {}) =>
    one([value], { series: name, ...labels });
  const metric = { metric_name: 's0-wva-desired-replicas', metric_target_type: 'average' };
  const signs = [
    ...[at('desired', 3), at('hpaDesired', 3), at('created', 3), at('analyzerV2', 1), at('byKeda', 1)],
    ...[at('triggerValue', 1, metric), at('triggerTarget', 1, metric)],
  ];
  const m = await measure(async (queries) => {
    const asked = queries.filter((query) => partsOf(query).includes('scaler'));
    const said = signs.map((series) => ({ ...series, labels: { ...series.labels, part: 'scaler' } }));
    return new Map([
      ...answer(queries),
      ...asked.map(({ refId }): [string, SeriesAnswer] => [refId, { series: said }]),
    ]);
  });
  expect(m.scaler).toEqual({ kind: 'wva-v2', certainty: 'known', metrics: ['s0-wva-desired-replicas'] });
  expect(analysisOf({ ...RUN, mode: 'static' }, m).run.mode).toBe('wva-v2');
});

test('percentiles over time come from the buckets, with no sample while no request ends', async () => {
  const m = await measure(async (queries) => answer(queries));
  expect(m.series.ttftP50).toEqual([{ labels: {}, times: [START + MINUTE], values: [0.5] }]);
  expect(m.series.ttftP99?.[0]?.values[0]).toBeCloseTo(0.99, 9);
  expect(m.series.e2eP50).toEqual([]);
  expect(m.queries.ttftP50).toMatch(/^histogram_quantile\(0.5, sum by \(le\)/);
  expect(m.queries['latency:ttft']).toContain('[3660s:15s]');
});

test('the plan is a series of the window', async () => {
  const { series } = await measure(async (queries) => answer(queries));
  const [planned] = series.planned ?? [];
  expect(planned?.values).toHaveLength(240);
  expect([planned?.values[0], planned?.values[119], planned?.values[120]]).toEqual([2, 2, 0]);
});

test('few requests at a time, with progress', async () => {
  let active = 0;
  let most = 0;
  const progress: number[][] = [];
  await measure(
    async (queries, range) => {
      most = Math.max(most, ++active);
      // Totals a minute after the end, when the last requests have been scraped.
      const isEvidence = /^(counters|seen)$/.test(queries[0]?.refId ?? '');
      expect(range).toEqual({
        from: START - (isEvidence ? 5 : 0) * MINUTE,
        to: START + (isEvidence || queries[0]?.stepSeconds === undefined ? 61 : 60) * MINUTE,
      });
      await new Promise((resolve) => setTimeout(resolve, 1));
      active--;
      return answer(queries);
    },
    { onProgress: ({ done, total }) => progress.push([done, total]) }
  );
  expect(most).toBe(2);
  expect(progress).toEqual([0, 1, 1, 2, 3, 4].map((done) => [done, 4]));
});

test('what gets no answer is told in words, and its figures say so', async () => {
  const m = await measure(async (queries) => {
    if (queries.some((query) => partsOf(query).includes('latency:ttft'))) {
      throw new Error('503 Service Unavailable');
    }
    const failing = queries.filter((query) => partsOf(query).includes('created'));
    const refused: SeriesAnswer = { error: 'too many samples' };
    return new Map([...answer(queries), ...failing.map(({ refId }): [string, SeriesAnswer] => [refId, refused])]);
  });
  expect(m.unread).toEqual(expect.arrayContaining(['created', 'latency:ttft']));
  expect(m.problems).toHaveLength(2);
  expect(m.problems[0]).toBe('Prometheus gave no answer for created: too many samples');
  const { kpis } = analysisOf(RUN, m);
  expect(kpis['ttft-p50'].why).toBe('Prometheus gave no answer for latency:ttft');
  expect(kpis['replicas-mean'].value).toBeDefined();
});

test('no answer at all is the error', async () => {
  await expect(measure(() => Promise.reject(new Error('down')))).rejects.toThrow('down');
});

test('an aborted measurement throws what the signal says, and asks no more', async () => {
  const abort = new AbortController();
  const ask = jest.fn(async (queries: readonly SeriesQuery[]) => {
    abort.abort(new Error('stopped'));
    return answer(queries);
  });
  await expect(measure(ask, { signal: abort.signal })).rejects.toThrow('stopped');
  expect(ask.mock.calls.length).toBeLessThanOrEqual(2);
});

test('a run that ended before its load asks nothing', async () => {
  const ask = jest.fn();
  const run = { ...RUN, loadStartedAt: START + 61 * MINUTE };
  const m = await measure(ask, {}, run);
  expect(ask).not.toHaveBeenCalled();
  expect(m.problems).toEqual(['The run ended before its load began.']);
  const { kpis } = analysisOf(run, m);
  expect(KPI_IDS.filter((id) => kpis[id].value !== undefined)).toEqual([]);
});
