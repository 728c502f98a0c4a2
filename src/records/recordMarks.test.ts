import { RECORD_MAPS } from '../constants';
import { changedAnalysis } from '../domain/analysis/changedAnalysis';
import { KPI_IDS } from '../domain/analysis/kpis';
import { START } from '../domain/analysis/testing';
import type { LatencyLimits } from '../domain/analysis/types';
import { trendLines } from '../domain/comparison/trend';
import { recordMap } from './configMap';
import { listedFigure, listedMember } from './listedFigures';
import { packRecord } from './pack';
import { listRecords } from './recordList';
import { listedRecord, type RecordedVerdict } from './recordMarks';
import { testAnalysis } from './testing';

const WRITER = { now: START + 4_000_000, writer: { name: 'test', version: '1.0.0' } };
const step = (rate: number): string => `name: a\nduration: 600\nscenario:\n  rate: ${rate}\n`;

function analysed(name: string, rate = 2, more = '') {
  const analysis = testAnalysis(name);
  const params = [
    { name: 'run-name', value: name },
    { name: 'load-steps', value: [step(rate)] },
    { name: 'notes', value: `kept${more}` },
  ];
  const results = [
    { name: 'vllm-image', value: 'vllm:0.9' },
    { name: 'summary', value: 'long' },
  ];
  return { ...analysis, run: { ...analysis.run, params, results } };
}

const mapOf = (analysis = analysed('stair-wva-1'), verdict?: RecordedVerdict) =>
  recordMap(packRecord(analysis, WRITER), { verdict });
const listed = (...given: Parameters<typeof mapOf>) => listedRecord({ metadata: mapOf(...given).metadata })!;

test('a list tells the run, all figures, what it was set to and the verdict by metadata alone', () => {
  const analysis = analysed('stair-wva-1');
  const verdict = { outcome: 'failed', baseline: ['experiment-01/stair-static-4'] } as const;
  const record = listed(analysis, verdict);
  expect(record.run).toMatchObject({ name: 'stair-wva-1', startedAt: START, experiment: 'stair' });
  for (const id of KPI_IDS) {
    const { value } = analysis.kpis[id];
    expect([id, record.figures[id]]).toEqual([id, value === undefined ? undefined : Number(value.toPrecision(7))]);
  }
  expect(record.settings).toEqual({
    params: {
      'load-steps[a].name': 'a',
      'load-steps[a].duration': '600',
      'load-steps[a].scenario.rate': '2',
      notes: 'kept',
    },
    versions: { 'vllm-image': 'vllm:0.9' },
  });
  expect(record.verdict).toEqual(verdict);
  expect(JSON.stringify(mapOf(analysis, verdict).metadata).length).toBeLessThan(8_000);
});

test('without a verdict none is noted', () => {
  expect(listed().verdict).toBeUndefined();
});

test.each<LatencyLimits>([{}, { ttftSeconds: 0.5 }, { itlSeconds: 0.02 }, { ttftSeconds: 2, itlSeconds: 0.05 }])(
  'goodput under the limits %j is what the whole record comes to',
  (limits) => {
    const analysis = analysed('stair-wva-1');
    const whole = changedAnalysis(analysis, { limits });
    for (const id of ['goodput', 'goodput-share', 'goodput-per-gpu-hour'] as const) {
      const value = listedFigure(id, listed(analysis), limits);
      const expected = whole.kpis[id].value;
      expect([id, value?.toPrecision(5)]).toEqual([id, expected?.toPrecision(5)]);
    }
  }
);

test('a trend of listed records tells what was changed, to the leaf', () => {
  const [first, second] = [analysed('one'), analysed('two', 3)];
  const later = { ...second, run: { ...second.run, startedAt: START + 1 } };
  const [line] = trendLines(
    [first, later].map((one) => listedMember(listed(one), {})),
    'ttft-p99'
  );
  expect(line?.points[1]?.changes).toEqual([
    { kind: 'param', path: 'load-steps[a].scenario.rate', before: '2', after: '3' },
  ]);
  expect(line?.points[1]?.value).toBeCloseTo(second.kpis['ttft-p99'].value!, 5);
});

test('long texts are cut so that two of them are told apart, and settings that are too many are left out', () => {
  const [one, other] = [analysed('a', 2, 'x'.repeat(100)), analysed('a', 2, 'x'.repeat(101))].map((a) => listed(a));
  expect(one?.settings?.params.notes).toHaveLength(67);
  expect(one?.settings?.params.notes).not.toBe(other?.settings?.params.notes);
  const base = analysed('a');
  const many = Array.from({ length: 200 }, (_, i) => ({ name: `param-${i}`, value: 'x'.repeat(40) }));
  const record = listed({ ...base, run: { ...base.run, params: many } });
  expect(record.settings).toBeUndefined();
  expect(listedMember(record, {}).run.pruned).toBe(true);
});

test.each([
  ['no annotations', {}],
  ['annotations of somebody else', { [RECORD_MAPS.run]: '{"name":"x"}' }],
  ['an annotation that is cut', { [RECORD_MAPS.run]: '{"name":' }],
])('%s: not listed as a record', (_name, annotations) => {
  expect(listedRecord({ metadata: { name: 'wva-record-x', namespace: 'a', annotations } })).toBeUndefined();
});

test('annotations that somebody mangled cost what they told, not the record', () => {
  const { metadata } = mapOf();
  const annotations = {
    [RECORD_MAPS.run]: metadata.annotations[RECORD_MAPS.run]!,
    [RECORD_MAPS.figures]: '{"ttft-p99":"fast","itl-p99":0.01}',
    [RECORD_MAPS.histograms]: '{"ttft":{"bounds":[1,"+Inf"],"counts":[1]}}',
    [RECORD_MAPS.settings]: '[]',
    [RECORD_MAPS.verdict]: 'splendid',
  };
  expect(listedRecord({ metadata: { ...metadata, annotations } })).toMatchObject({
    figures: { 'itl-p99': 0.01 },
    latency: {},
  });
});

test('records come a page after the other, and the list says from when it is', async () => {
  const asked: Array<string | undefined> = [];
  const pages: number[] = [];
  const rows = ['a', 'b', 'c'].map((one) => ({ object: { metadata: mapOf(analysed(one)).metadata } }));
  const stranger = { object: { metadata: { name: 'wva-record-x', namespace: 'a' } } };
  const read = async ({ page }: { page?: string }) => {
    asked.push(page);
    return page === undefined
      ? { metadata: { resourceVersion: '7', continue: 'more' }, rows: [...rows.slice(0, 2), stranger] }
      : { metadata: { resourceVersion: '7', continue: '' }, rows: rows.slice(2) };
  };
  const { records, resourceVersion } = await listRecords({ read }, 'a', { onPage: ({ length }) => pages.push(length) });
  expect([asked, pages, resourceVersion]).toEqual([[undefined, 'more'], [2], '7']);
  expect(records.map(({ run }) => run.name)).toEqual(['a', 'b', 'c']);
});
