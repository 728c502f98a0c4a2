/** A report of 200 MB, read as the browser's worker reads it; and the export of twelve runs. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { analysisOf } from '../src/domain/analysis/measureKpis';
import { SERIES_IDS, type SeriesId, type TimeSeries } from '../src/domain/analysis/types';
import { exportDocument } from '../src/export/exportDocument';
import { exportFile } from '../src/export/exportFile';
import { TABLE_FORMATS } from '../src/export/formats';
import { madeReport, madeRequests } from '../src/guidellm/testing';
import type { Reading } from './guidellmReader';
import type { Measure } from './report';

const REPORT_BYTES = 200e6;
/** Prompt and answer of a request, as the lab's 1,024 and 2,048 tokens have them. */
const TEXT_LENGTH = 5000;

export async function measureGuidellm(): Promise<Measure[]> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'guidellm-'));
  try {
    const file = path.join(dir, 'benchmarks.json');
    writeLargeReport(file);
    const reader = path.join(__dirname, 'guidellmReader.ts');
    const out = execFileSync(process.execPath, ['--import', 'tsx', reader, file], { encoding: 'utf8' });
    const { seconds, memory, requests } = JSON.parse(out) as Reading;
    return [
      { name: `report of 200 MB, ${requests} requests: read`, unit: 's', value: seconds, budget: 20 },
      { name: 'report of 200 MB: memory at its highest', unit: 'MB', value: memory, budget: 150 },
      ...measureExports(),
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The same thousand requests again and again, written piece by piece. */
function writeLargeReport(file: string): void {
  const requests = madeRequests(1_771_584_000, 1000);
  const text = JSON.stringify(madeReport({ shape: '0.5', requests, textLength: TEXT_LENGTH }));
  const from = text.indexOf('"successful":[{') + '"successful":['.length;
  const to = text.indexOf('],"incomplete":[');
  const list = Buffer.from(text.slice(from, to));
  const handle = openSync(file, 'w');
  writeSync(handle, text.slice(0, from));
  for (let bytes = 0; bytes < REPORT_BYTES; bytes += list.length + 1) {
    writeSync(handle, bytes === 0 ? '' : ',');
    writeSync(handle, list);
  }
  writeSync(handle, text.slice(to));
  closeSync(handle);
}

const HOUR_MS = 3_600_000;
const STEP_MS = 15_000;
const PODS = 12;

function measureExports(): Measure[] {
  const analyses = Array.from({ length: 12 }, (_, i) => madeAnalysis(i));
  const samples = analyses.flatMap(({ measurements }) => Object.values(measurements.series).flat());
  const count = samples.reduce((sum, { times }) => sum + times.length, 0);
  return TABLE_FORMATS.flatMap((format): Measure[] => {
    const began = Date.now();
    const document = exportDocument(analyses, { link: '', pluginVersion: '0.0.0', now: began });
    const { bytes } = exportFile(document, format);
    const seconds = (Date.now() - began) / 1000;
    return [
      { name: `12 runs, ${count} samples, as ${format}`, unit: 's', value: seconds, budget: 5 },
      { name: `12 runs, size of ${format}`, unit: 'MB', value: bytes.length / 1e6 },
    ];
  });
}

function madeAnalysis(index: number) {
  const from = Date.UTC(2026, 0, 1) + index * 2 * HOUR_MS;
  const times = Array.from({ length: HOUR_MS / STEP_MS }, (_, i) => from + i * STEP_MS);
  const madeSeries = (id: SeriesId): TimeSeries[] =>
    Array.from({ length: id.endsWith('ByPod') ? PODS : 1 }, (_, pod) => ({
      labels: (id.endsWith('ByPod') ? { pod: `decode-${index}-${pod}` } : {}) as Record<string, string>,
      times,
      // Digits as measurements have them.
      values: times.map((_, i) => Math.abs(Math.sin(i * (pod + 1) + index + id.length))),
    }));
  const run = {
    namespace: 'experiment-01',
    name: `run-${index}`,
    phase: 'succeeded' as const,
    workload: { namespace: 'experiment-01', variant: 'decode' },
    startedAt: from,
    loadStartedAt: from,
    finishedAt: from + HOUR_MS,
    params: [],
    results: [],
    pruned: false,
  };
  return analysisOf(run, {
    window: { from, to: from + HOUR_MS, stepSeconds: STEP_MS / 1000 },
    series: Object.fromEntries(SERIES_IDS.map((id) => [id, madeSeries(id)])),
    latency: {},
    totals: {},
    queries: {},
    problems: [],
  });
}
