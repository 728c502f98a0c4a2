import { LABELS, RECORD_MAPS } from '../constants';
import type { CourseFacts } from '../domain/decisions/course';
import { START } from '../domain/analysis/testing';
import { effectiveThresholds } from '../domain/variant';
import { readRecordMap, recordMap, recordMapName } from './configMap';
import { packRecord } from './pack';
import { testAnalysis } from './testing';

const times = Array.from({ length: 240 }, (_, i) => START + i * 15_000);
const course: CourseFacts = {
  series: [{ labels: { series: 'desired' }, times, values: times.map((_, i) => (i < 120 ? 2 : 3)) }],
  stepSeconds: 15,
  expr: 'up',
  thresholds: effectiveThresholds({ values: { kvCacheThreshold: 0.7 }, source: 'ConfigMap a/b' }),
};
const analysis = testAnalysis('stair-wva-1');
const packed = packRecord(analysis, { now: START + 4_000_000, writer: { name: 'test', version: '1.0.0' }, course });
const map = recordMap(packed, { verdict: { outcome: 'failed', baseline: ['experiment-01/stair-static-4'] } });

test('a record is read back from its ConfigMap, with what its decisions are told from', () => {
  const { analysis: read } = readRecordMap(JSON.parse(JSON.stringify(map)));
  expect(read.kpis).toEqual(analysis.kpis);
  expect(read.recorded).toEqual({
    at: START + 4_000_000,
    by: 'test 1.0.0',
    course: { ...course, thresholds: expect.objectContaining({ values: course.thresholds.values }) },
  });
});

test('it is named for its run, and carries what a list tells of it', () => {
  const { name, namespace, labels, annotations } = map.metadata;
  expect([name, namespace]).toEqual(['wva-record-stair-wva-1', analysis.run.namespace]);
  expect(labels).toMatchObject({ [LABELS.record]: 'true', [LABELS.experiment]: 'stair' });
  expect(annotations[RECORD_MAPS.verdict]).toBe('failed');
});

test('a ConfigMap without a record is said to have none', () => {
  expect(() => readRecordMap({ metadata: map.metadata })).toThrow('stair-wva-1: it is no JSON');
  expect(() => readRecordMap({ metadata: map.metadata, binaryData: { [RECORD_MAPS.key]: '%' } })).toThrow('no JSON');
});

test.each([
  ['stair-wva-1', 'wva-record-stair-wva-1'],
  ['decode 2026-11-30T10:00:00.000Z', 'wva-record-decode-2026-11-30t10-00-00-000z'],
  ['A_b', 'wva-record-a-b'],
])('%s is kept as %s', (run, name) => {
  expect(recordMapName(run)).toBe(name);
});

test('a name of which nothing can be kept is refused', () => {
  expect(() => recordMapName('___')).toThrow('"___" cannot be part of the name');
});
