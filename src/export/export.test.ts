/**
 * @jest-environment node
 *
 * What is written is read back by readers that share no code with the writers: Apache Arrow's own (Rust, as WebAssembly)
 * and Papa Parse.
 */
import { tableFromIPC } from 'apache-arrow';
import * as fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { parse } from 'papaparse';
import { ParquetFile, readParquet } from 'parquet-wasm/node';

import type { KpiId } from '../domain/analysis/kpis';
import { analysisOf } from '../domain/analysis/measureKpis';
import { START } from '../domain/analysis/testing';
import { guard, unguard, writeCsv } from './csv';
import { exportDocument, type ExportDocument, type ExportMeta } from './exportDocument';
import { exportFile } from './exportFile';
import { writeJson } from './json';
import { META_KEY, writeParquet } from './parquet';
import { column, rowCount, type Table } from './table';
import { testAnalysis } from './testing';

const NOW = Date.UTC(2026, 10, 24, 17, 30);

function testDocument(): ExportDocument {
  return exportDocument([testAnalysis('run-a'), testAnalysis('run-b')], {
    link: 'https://grafana.example/a/llmd-wva-app/compare?run=experiment-01%2Frun-a',
    pluginVersion: '0.1.0',
    now: NOW,
    gates: ['ttft-p99:+10%:fail'],
  });
}

type Row = Record<string, unknown>;

function readCsv(text: string): string[][] {
  const { data, errors } = parse<string[]>(text, { skipEmptyLines: false });
  expect(errors).toEqual([]);
  // The file ends with an end of line.
  return data.slice(0, -1);
}

/** Rows as Arrow gives them; a timestamp is epoch ms. */
function readArrow(bytes: Uint8Array): Row[] {
  return tableFromIPC(readParquet(bytes).intoIPCStream())
    .toArray()
    .map((row: { toJSON: () => Row }) => row.toJSON());
}

describe('a comparison', () => {
  const document = testDocument();
  const tableOf = (name: string): Table => document.tables.find((table) => table.name === name)!;

  test('is one row a sample, with labels as columns', () => {
    const rows = readArrow(writeParquet(tableOf('series'), document.meta));
    expect(rows).toHaveLength(2 * 13);
    expect(Object.keys(rows[0]!)).toEqual(['run', 'series', 'pod', 'label_run', 'time', 'elapsed_s', 'value', 'unit']);
    expect(rows[0]).toEqual({
      run: 'experiment-01/run-a',
      series: 'desired',
      pod: null,
      label_run: null,
      time: START,
      elapsed_s: -10,
      value: 1,
      unit: 'replicas',
    });
    expect(
      rows
        .filter(({ series, run }) => series === 'kvByPod' && run === 'experiment-01/run-b')
        .map(({ pod, value }) => [pod, value])
    ).toEqual([
      ['decode-a', 0.1],
      ['decode-a', 0.2],
      ['decode-a', 0.3],
      ['decode-b', 0.4],
      ['decode-b', 0.5],
    ]);
  });

  test('has all figures, each with a value or the reason for none', () => {
    const rows = readArrow(writeParquet(tableOf('kpis'), document.meta));
    const errorRate = rows.find(({ kpi }) => kpi === 'error-rate')!;
    expect(errorRate.value).toBeCloseTo(1 / 13, 12);
    expect(errorRate).toMatchObject({ run: 'experiment-01/run-a', unit: 'percentunit', why: null });
    for (const { value, why } of rows) {
      expect((value === null) === (why === null)).toBe(false);
    }
  });

  test('says beside each figure and sample how far it can be trusted', () => {
    const warned = testAnalysis('run-a');
    const analysis = analysisOf(warned.run, { ...warned.measurements, warnings: { ttftP99: ['partial response'] } });
    const { tables } = exportDocument([analysis], { link: '', pluginVersion: '0.1.0', now: NOW });
    const [series, kpis] = ['series', 'kpis'].map((name) => tables.find((table) => table.name === name)!);
    const samples = readCsv(writeCsv(series!));
    const at = (name: string) => samples[0]!.indexOf(name);
    expect(new Set(samples.slice(1).map((row) => `${row[at('series')]}: ${row[at('warning')]}`))).toEqual(
      new Set(['desired: ', 'kvByPod: ', 'ttftP99: partial response'])
    );
    const [head, ...rows] = readCsv(writeCsv(kpis!));
    expect(head).toEqual(expect.arrayContaining(['error', 'problem']));
    for (const row of rows) {
      const { error, problem } = analysis.kpis[row[head!.indexOf('kpi')] as KpiId];
      expect([row[head!.indexOf('error')], row[head!.indexOf('problem')]]).toEqual([
        error === undefined ? '' : String(error),
        problem ?? '',
      ]);
    }
  });

  test('carries in each Parquet file what is needed to understand and repeat it', async () => {
    const bytes = writeParquet(tableOf('series'), document.meta);
    const file = await ParquetFile.fromFile(new Blob([bytes as BlobPart]));
    const found = file.metadata().fileMetadata().keyValueMetadata() as Map<string, string>;
    const meta = JSON.parse(found.get(META_KEY) ?? '') as ExportMeta;
    expect(meta.link).toBe(document.meta.link);
    expect(meta.runs[0]?.queries.desired).toContain('wva_desired_replicas');
    expect(meta.series.ttftP99?.unit).toBe('s');
    expect(meta.kpis['ttft-p99']?.formula).toContain('histogram_quantile(0.99');
    expect(meta.gates).toEqual(['ttft-p99:+10%:fail']);
    expect(meta.tables.series?.rows).toBe(26);
  });

  test('comes as an archive of files, CSV with its metadata beside it', () => {
    const csv = unzipSync(exportFile(document, 'csv').bytes);
    expect(Object.keys(csv)).toEqual([
      'runs.csv',
      'kpis.csv',
      'variants.csv',
      'series.csv',
      'failures.csv',
      'stalls.csv',
      'load_steps.csv',
      'metadata.json',
    ]);
    expect(JSON.parse(strFromU8(csv['metadata.json']!))).toEqual(JSON.parse(JSON.stringify(document.meta)));
    const parquet = unzipSync(exportFile(document, 'parquet').bytes);
    expect(Object.keys(parquet)).toEqual(['runs.parquet', 'kpis.parquet', 'series.parquet']);
    expect(readArrow(parquet['runs.parquet']!)[0]).toMatchObject({
      experiment: 'stair',
      load_started_at: START + 10_000,
    });
    expect(readCsv(strFromU8(csv['series.csv']!))).toHaveLength(27);
  });

  test('is the same in JSON, by columns', () => {
    const read = JSON.parse(strFromU8(exportFile(document, 'json').bytes)) as Record<string, Record<string, unknown[]>>;
    const rows = readArrow(writeParquet(tableOf('series'), document.meta));
    expect(read.series?.time).toEqual(rows.map(({ time }) => new Date(Number(time)).toISOString()));
    expect(read.series?.value).toEqual(rows.map(({ value }) => (Number.isNaN(value) ? null : value)));
    expect(read.kpis?.kpi).toHaveLength(readArrow(writeParquet(tableOf('kpis'), document.meta)).length);
  });

  test('spells a label that is a formula as text', () => {
    expect(writeCsv(tableOf('series'))).toContain(",'=1+1,");
  });

  test.each([
    ['../../etc/passwd', 'wva_.._.._etc_passwd_20261124T173000Z_json.json'],
    ['a b"\n', 'wva_a_b_20261124T173000Z_json.json'],
    ['con', 'wva_con_20261124T173000Z_json.json'],
    ['x'.repeat(300), `wva_${'x'.repeat(80)}_20261124T173000Z_json.json`],
  ])('is in a file whose name is safe: %j', (title, name) => {
    expect(exportFile({ ...document, title }, 'json').name).toBe(name);
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', 'a,b', '"', '\r\n', '=SUM(A1)', "'=1", '-1', '@x', '\t=1', ' padded ', 'ü€😀', '＝1')
);
const anyTable = fc
  .array(
    fc.record({
      text: fc.option(anyText, { nil: undefined }),
      number: fc.option(fc.double(), { nil: undefined }),
      time: fc.option(fc.integer({ min: -8.64e15, max: 8.64e15 }), { nil: undefined }),
    }),
    { maxLength: 40 }
  )
  .map((rows): Table => ({
    name: 'any',
    about: '',
    columns: [
      column.text(
        'text',
        '',
        rows.map(({ text }) => text)
      ),
      column.number(
        'number',
        '',
        rows.map(({ number }) => number)
      ),
      column.time(
        'time',
        '',
        rows.map(({ time }) => time)
      ),
    ],
  }));

const valuesOf = (table: Table, name: string): unknown[] => table.columns.find((one) => one.name === name)!.values;
/** CSV and JSON know no NaN, and no format tells -0 from 0 on the way through text. */
const asNumber = (cell: string): number | undefined =>
  cell === '' ? undefined : cell === 'inf' ? Infinity : cell === '-inf' ? -Infinity : Number(cell);
const known = (value: unknown): unknown => (Number.isNaN(value) ? undefined : value === 0 ? 0 : value);

test('any table comes back from CSV as it was', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const [header, ...rows] = readCsv(writeCsv(table));
      expect(header).toEqual(['text', 'number', 'time']);
      expect(rows.map(([text]) => unguard(text ?? ''))).toEqual(valuesOf(table, 'text').map((value) => value ?? ''));
      expect(rows.map(([, number]) => known(asNumber(number ?? '')))).toEqual(valuesOf(table, 'number').map(known));
      expect(rows.map(([, , time]) => (time === '' ? undefined : Date.parse(time ?? '')))).toEqual(
        valuesOf(table, 'time').map(known)
      );
    }),
    { numRuns: 300 }
  );
});

test('no cell of CSV is a formula', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(guard(text)).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/);
      expect(unguard(guard(text))).toBe(text);
    }),
    { numRuns: 2000 }
  );
});

test('a run without data leaves out the Parquet files that would have no row', () => {
  const empty = testAnalysis('empty');
  const analysis = { ...empty, measurements: { ...empty.measurements, series: {} } };
  const document = exportDocument([analysis], { link: '', pluginVersion: '0.1.0', now: NOW });
  expect(Object.keys(unzipSync(exportFile(document, 'parquet').bytes))).toEqual(['runs.parquet', 'kpis.parquet']);
  expect(strFromU8(unzipSync(exportFile(document, 'csv').bytes)['series.csv']!)).toBe(
    'run,series,time,elapsed_s,value,unit\r\n'
  );
  expect(document.meta.tables.series?.rows).toBe(0);
});

test('any table comes back from Parquet as it was, NaN and nothing apart', () => {
  const { meta } = testDocument();
  fc.assert(
    fc.property(anyTable, (table) => {
      fc.pre(rowCount(table) > 0);
      const rows = readArrow(writeParquet(table, meta));
      for (const name of ['text', 'number', 'time']) {
        expect(rows.map((row) => row[name] ?? undefined)).toEqual(
          valuesOf(table, name).map((value) => (name === 'number' ? value : known(value)))
        );
      }
    }),
    { numRuns: 150 }
  );
});

test('any table comes back from JSON as it was', () => {
  const document = testDocument();
  fc.assert(
    fc.property(anyTable, (table) => {
      const { any } = JSON.parse(writeJson({ ...document, tables: [table] })) as { any: Record<string, unknown[]> };
      expect(any.text).toEqual(valuesOf(table, 'text').map((value) => value ?? null));
      expect(any.number?.map(known)).toEqual(
        valuesOf(table, 'number').map((value) => (Number.isFinite(value) ? known(value) : null))
      );
    })
  );
});
