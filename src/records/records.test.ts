import Ajv from 'ajv';
import fc from 'fast-check';
import { strToU8 } from 'fflate';

import { START, testMeasurements, testRun } from '../domain/analysis/testing';
import { analysisOf } from '../domain/analysis/measureKpis';
import { KPI_IDS } from '../domain/analysis/kpis';
import { analysisOfRecord, recordOf } from './encode';
import { fromGrid, MOST_POINTS, toGrid } from './gridSeries';
import { packRecord, readRecord } from './pack';
import { RECORD_SCHEMA } from './schema';
import { testAnalysis } from './testing';
import { violations } from './validate';

const CONTEXT = { now: START + 4_000_000, writer: { name: 'test', version: '1.0.0' } };
const analysis = testAnalysis('run-1');
const packed = packRecord(analysis, CONTEXT);

test('an hour with twelve replicas takes less than 250 kB of a ConfigMap', () => {
  expect(packed.bytes).toBeLessThan(250_000);
});

test('figures, gaps, scalings, histograms and queries are read back as they were', () => {
  const { analysis: read } = readRecord(packed.gzip, 'r');
  expect(read.kpis).toEqual(analysis.kpis);
  expect(KPI_IDS.filter((id) => read.kpis[id].value !== undefined).length).toBeGreaterThan(30);
  expect([read.gaps, read.scalings, read.run]).toEqual([analysis.gaps, analysis.scalings, analysis.run]);
  expect(read.measurements.latency).toEqual(analysis.measurements.latency);
  expect(read.measurements.queries).toEqual(analysis.measurements.queries);
});

test('series are read back to six digits', () => {
  const { series } = readRecord(packed.gzip, 'r').analysis.measurements;
  for (const [id, all] of Object.entries(analysis.measurements.series)) {
    all.forEach(({ labels, times, values }, i) => {
      const read = series[id as keyof typeof series]?.[i];
      expect([read?.labels, read?.times]).toEqual([labels, times]);
      read?.values.forEach((value, k) =>
        expect(Math.abs(value - values[k]!)).toBeLessThanOrEqual(1e-5 * Math.abs(values[k]!))
      );
    });
  }
});

test('what does not fit is coarser, not refused', () => {
  const small = packRecord(analysis, CONTEXT, 30_000);
  expect(small.bytes).toBeLessThan(30_000);
  expect(readRecord(small.gzip, 'r').analysis.kpis).toEqual(analysis.kpis);
});

test('a run of which nothing is known is a record too', () => {
  const empty = analysisOf(testRun(), testMeasurements());
  const { gzip } = packRecord(empty, CONTEXT);
  expect(readRecord(gzip, 'r').analysis.kpis).toEqual(empty.kpis);
});

test('a figure that a record of another version lacks is not known', () => {
  const record = recordOf(analysis, CONTEXT);
  delete record.figures['ttft-p99'];
  expect(analysisOfRecord(record).kpis['ttft-p99']).toEqual({ why: 'the record does not have this figure' });
});

test.each([
  ['no JSON', 'hello', 'it is no JSON'],
  ['another kind', '{"kind":"x"}', 'kind must be "llmd-wva-run-record"'],
  ['a list', '[]', 'the record must be of type object'],
  ['a newer version', JSON.stringify({ ...packed.record, version: 2 }), 'version must be 1'],
  ['a field missing', JSON.stringify({ ...packed.record, figures: undefined }), 'figures is missing'],
])('%s is no record, and it is said why', (_name, text, why) => {
  expect(() => readRecord(strToU8(text), 'file.json')).toThrow(`file.json: ${why}`);
});

const sample = fc.record({ index: fc.nat(600), value: fc.double({ noNaN: true, noDefaultInfinity: true }) });

test('any series keeps its gaps, its first sample and at most 240 points', () => {
  fc.assert(
    fc.property(fc.uniqueArray(sample, { selector: ({ index }) => index, maxLength: 600 }), (samples) => {
      const sorted = [...samples].sort((a, b) => a.index - b.index);
      const times = sorted.map(({ index }) => START + index * 15_000);
      const series = { labels: {}, times, values: sorted.map(({ value }) => value) };
      const grid = toGrid(series, { from: START, to: START + 9_000_000, stepSeconds: 15 });
      const read = fromGrid(grid);
      expect(grid.values.length).toBeLessThanOrEqual(MOST_POINTS);
      const inside = times.filter((time) => time < START + 9_000_000);
      expect(read.times[0]).toBe(inside[0]);
      expect(read.times.length).toBeLessThanOrEqual(inside.length);
    })
  );
});

test('our validator says what a full one says', () => {
  const validate = new Ajv().compile(RECORD_SCHEMA);
  const record = JSON.parse(JSON.stringify(recordOf(analysis, { ...CONTEXT, mostPoints: 2 }))) as Record<
    string,
    unknown
  >;
  expect([validate(record), violations(record, RECORD_SCHEMA)]).toEqual([true, []]);
  const paths = pathsOf(record);
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.constantFrom(undefined, null, 1, 'x', [], {}, true), (path, value) => {
      const changed = JSON.parse(JSON.stringify(record)) as Record<string, unknown>;
      put(changed, path, value);
      expect(violations(changed, RECORD_SCHEMA).length === 0).toBe(validate(changed));
    })
  );
});

function pathsOf(value: unknown, path: string[] = []): string[][] {
  const own = path.length > 0 ? [path] : [];
  return typeof value === 'object' && value !== null
    ? [...own, ...Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]))]
    : own;
}

function put(root: Record<string, unknown>, path: string[], value: unknown): void {
  const last = path.at(-1)!;
  const parent = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, root);
  if (value === undefined && !Array.isArray(parent)) {
    delete parent[last];
  } else {
    parent[last] = value ?? null;
  }
}
