/**
 * @jest-environment node
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { readBenchmarkReport } from '../src/guidellm/benchmarkReport';
import { packRecord } from '../src/records/pack';
import { RECORD_SCHEMA } from '../src/records/schema';
import { testAnalysis } from '../src/records/testing';
import { call } from './testing';
import { VERSION, WRITER } from './version';

const dir = mkdtempSync(path.join(tmpdir(), 'wva-records-'));
const file = (name: string): string => path.join(dir, name);
const root = path.join(__dirname, '..');

function written(name: string, slower: number): string {
  writeFileSync(file(name), packRecord(testAnalysis(name, slower), { now: 0, writer: WRITER }).gzip);
  return file(name);
}

const base = written('base', 1);
const same = written('same', 1.01);
const slow = written('slow <b>|x', 2);
writeFileSync(file('broken'), 'hello');
writeFileSync(file('gates'), '# the lab\nttft-p99:+50%:fail\n');
writeFileSync(file('flags'), 'ttft-p99:+10%:flag');
writeFileSync(file('no-gates'), 'ttft-p99:+10%\n');

test.each([
  ['as good', [same, '--baseline', base, '--gates', file('gates')], 0, 'passed'],
  ['worse', [slow, '--baseline', base], 1, 'failed'],
  ['worse, where only a flag asks', [slow, '--baseline', base, '--gates', file('flags')], 0, 'flagged'],
])('judge: %s', async (_name, args, code, word) => {
  const called = await call(['judge', ...args]);
  expect([called.code, called.err]).toEqual([code, '']);
  expect(called.out.trimEnd().split('\n').at(-1)).toBe(word);
  expect(called.out).toMatch(/TTFT p99 [\d.]+ s, baseline [\d.]+ s, limit [\d.]+ s/);
});

test.each([
  ['a file that is no record is no verdict', ['judge', file('broken'), '--baseline', base], 2, 'This is no run record'],
  ['a file that is not there', ['judge', file('none'), '--baseline', base], 64, 'cannot be read'],
  ['no baseline', ['judge', base], 64, '--baseline is missing'],
  ['a gate that is none', ['judge', base, '--baseline', base, '--gates', file('no-gates')], 64, 'line 1'],
  ['a format that is none', ['report', base, '--format', 'pdf'], 64, 'markdown, html, csv, json, benchmark-report'],
  ['no record', ['report'], 64, 'no record'],
  ['a baseline that is none of the runs', ['report', base, '--baseline', 'other'], 64, 'none of the runs: base'],
  ['gates against nothing', ['report', base, '--gates', file('gates')], 64, '--gates takes --baseline'],
  [
    'figures in a format that has all',
    ['report', base, '--format', 'csv', '--all-figures'],
    64,
    'for --format markdown',
  ],
  ['a param that no run has', ['report', base, '--group-by', 'rate'], 64, 'no run has a param of that name'],
  ['a report of no record', ['report', file('broken')], 1, 'it is no JSON'],
])('%s', async (_name, args, code, words) => {
  const called = await call(args);
  expect([called.code, called.out]).toEqual([code, '']);
  expect(called.err).toContain(words);
  expect(called.err.trimEnd().split('\n')).toHaveLength(1);
});

test('Markdown has a column a run, then the mean, and escapes what would be markup', async () => {
  const { out } = await call(['report', base, same, slow]);
  const rows = out.split('\n').filter((line) => line.startsWith('|'));
  expect(rows[0]).toBe('|  | base | same | slow &lt;b>\\|x | mean ± s.d. |');
  expect(new Set(rows.map((row) => row.replace(/\\\|/g, '').split('|').length))).toEqual(new Set([7]));
  expect(rows.find((row) => row.startsWith('| Avg replicas'))).toBe(
    '| Avg replicas | 12.00 | 12.00 | 12.00 | 12.00 ± 0.00 |'
  );
  expect(rows.find((row) => row.startsWith('| Error count'))).toBe('| Error count | 72 | 73 | 144 | 96 ± 41 |');
});

test('Markdown holds the others to a baseline, groups by what is asked for, and has every figure', async () => {
  const { out } = await call(['report', base, slow, '--baseline', 'base', '--group-by', 'none', '--all-figures']);
  expect(out).toContain('| Gate, against base | slow');
  expect(out).toMatch(/\| Verdict \| Failed \|/);
  expect(out).toContain('| TTFT p25 |');
  expect(out).toMatch(/\*\*Versions:\*\* wva \d/);
  const grouped = await call(['report', base, same, '--group-by', 'experiment', '--link', 'https://g.example/a/b']);
  expect(grouped.out).toContain('| base | same | mean ± s.d. |');
  expect(grouped.out).toContain('](https://g.example/a/b)');
});

test('the page stands alone: charts as SVG, nothing loaded, no script, nothing of a name as markup', async () => {
  const { out } = await call(['report', base, slow, '--format', 'html']);
  expect(out.match(/<figure>/g)?.length).toBeGreaterThan(8);
  expect(out).not.toMatch(/<script|<link|<img|https?:|url\(|NaN|undefined/);
  expect(out).toContain('slow &lt;b&gt;|x');
});

test('CSV has a row a figure, JSON every table', async () => {
  const csv = await call(['report', base, '--format', 'csv']);
  expect(csv.out).toContain('ttft-p99');
  const json = JSON.parse((await call(['report', base, '--format', 'json'])).out) as Record<string, unknown>;
  expect(Object.keys(json)).toEqual(expect.arrayContaining(['meta', 'runs', 'kpis', 'series']));
});

test('a Benchmark Report has a document a run, with the figures of the record', async () => {
  const { out } = await call(['report', base, slow, '--format', 'benchmark-report']);
  const { benchmarks } = readBenchmarkReport(out, 'report.yaml');
  expect(benchmarks.map(({ totals }) => totals)).toEqual([
    { successful: 7128, errored: 72, incomplete: 0 },
    { successful: 7056, errored: 144, incomplete: 0 },
  ]);
  expect(benchmarks[0]?.summaries.ttft?.points.at(-1)).toEqual([0.99, testAnalysis('base').kpis['ttft-p99'].value]);
});

test('a report goes to a file, whole', async () => {
  const out = file('report.md');
  const called = await call(['report', base, '--out', out]);
  expect([called.code, called.out]).toEqual([0, '']);
  expect(readFileSync(out, 'utf8')).toBe((await call(['report', base])).out);
  expect(existsSync(`${out}.${process.pid}.part`)).toBe(false);
});

test('the script for CI passes, fails and says that there is no verdict', () => {
  const bundle = spawnSync('node', ['scripts/wva.mjs', '--only-bundle'], { cwd: root, encoding: 'utf8' });
  expect(bundle.stderr).toBe('');
  const script = path.join(root, 'docs/gate-run.sh');
  expect(readFileSync(script, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(12);
  const gate = (run: string, baseline: string) =>
    spawnSync('sh', [script, run, baseline], {
      encoding: 'utf8',
      env: { ...process.env, WVA: `node ${path.join(root, 'dist-cli/wva.mjs')}`, GATES: file('gates') },
    }).status;
  expect([gate(same, base), gate(slow, base), gate(file('broken'), base)]).toEqual([0, 1, 2]);
});

test('the version is that of the package, and the schema in the docs is the one in force', () => {
  const packageJson = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  expect(VERSION).toBe(packageJson.version);
  expect(JSON.parse(readFileSync(path.join(root, 'docs/records.schema.json'), 'utf8'))).toEqual(RECORD_SCHEMA);
});
