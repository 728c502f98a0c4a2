/**
 * `wva report --client`: what the load generator itself reported, beside the run.
 *
 * @jest-environment node
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { packRecord } from '../src/records/pack';
import { testAnalysis } from '../src/records/testing';
import { call } from './testing';
import { WRITER } from './version';

const dir = mkdtempSync(path.join(tmpdir(), 'wva-client-'));
const file = (name: string): string => path.join(dir, name);
writeFileSync(file('run'), packRecord(testAnalysis('run', 1), { now: 0, writer: WRITER }).gzip);

test('failures that a report only counts are counted, and the rows of the client are there', async () => {
  await call(['report', file('run'), '--format', 'benchmark-report', '--out', file('report.yaml')]);
  const { code, out } = await call(['report', file('run'), '--client', file('report.yaml')]);
  expect(code).toBe(0);
  expect(out).toMatch(/Failures by kind:\n\n- Kind not in the report: \d+ requests, in reports of the client\n/);
  expect((await call(['report', file('run')])).out).not.toContain('Failures by kind');
});

test.each([
  ['a file that is not there', ['--client', file('none')], 64, 'is not there'],
  ['a format without room for it', ['--client', file('run'), '--format', 'csv'], 64, 'for --format markdown'],
  ['a file that is no report', ['--client', file('run')], 1, 'run'],
])('%s', async (_, args, code, words) => {
  const called = await call(['report', file('run'), ...args]);
  expect([called.code, called.out]).toEqual([code, '']);
  expect(called.err).toContain(words);
});
