/** What a comparison of runs asks of Prometheus, by Prometheus' own statistics, and how long it takes without a browser. */
import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { measureRun } from '../src/measuring/measureRun';
import { RequestQueue } from '../src/measuring/requestQueue';
import { analysisOf } from '../src/domain/analysis/measureKpis';
import type { Measurements } from '../src/domain/analysis/types';
import { DIALECTS } from '../src/queries/dialect';
import type { TrueRun } from '../simulator/truth/trueRun';
import { askAsGrafana } from '../tests/contract/askAsGrafana';
import { trueRuns, type TrueCase } from '../tests/contract/trueRuns';
import { readQueryLog } from './queryLog';
import type { Measure } from './report';

const COMPARED = [2, 6, 12];
/** Of one run: a question about its pods, two about how it was measured, eight for its figures. */
const QUERIES_A_RUN = 11;
/** Most samples that a run of an hour may cost, of up to seven replicas. */
const SAMPLES_A_RUN = 250_000;

/** Runs of an hour: sustained load, alternately static and with WVA, of up to seven replicas. */
const CASES: TrueCase[] = Array.from({ length: Math.max(...COMPARED) }, (_, i) => ({
  seed: i + 1,
  pattern: i % 4 < 2 ? 'stair' : 'p5',
  mode: i % 2 === 0 ? 'static' : 'wva',
  replicas: i % 2 === 0 ? 3 : 1,
  exposition: { labels: 'openshift', wvaVersion: '0.5' },
}));

/** Queries, samples, points and times of comparisons of 2, 6 and 12 runs of an hour, two requests at a time. */
export async function measureAnalysis(): Promise<Measure[]> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'llmd-wva-bench-'));
  const queryLog = path.join(dir, 'queries.jsonl');
  const world = await trueRuns(CASES, queryLog);
  try {
    const measures: Measure[] = [];
    for (const count of COMPARED) {
      truncateSync(queryLog);
      const { first, all, points } = await compare(world.url, world.runs.slice(0, count));
      const { queries, samples } = readQueryLog(queryLog);
      const name = `${count} runs`;
      measures.push(
        { name: `${name}: queries`, unit: 'queries', value: queries, budget: QUERIES_A_RUN * count },
        { name: `${name}: samples read`, unit: 'samples', value: samples, budget: SAMPLES_A_RUN * count },
        { name: `${name}: points of the longest series`, unit: 'points', value: points, budget: 251 },
        { name: `${name}: first run measured`, unit: 's', value: first },
        { name: `${name}: all runs measured`, unit: 's', value: all, budget: count }
      );
    }
    return measures;
  } finally {
    await world.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function compare(url: string, runs: TrueRun[]): Promise<{ first: number; all: number; points: number }> {
  const began = performance.now();
  const queue = new RequestQueue(2);
  const ask = askAsGrafana(url);
  const seconds = () => (performance.now() - began) / 1000;
  let first = Infinity;
  let points = 0;
  await Promise.all(
    runs.map(async ({ run }) => {
      const measurements = await measureRun(run, { ask, dialect: DIALECTS.openshift, now: Date.now(), queue });
      analysisOf(run, measurements);
      first = Math.min(first, seconds());
      points = Math.max(points, longest(measurements));
    })
  );
  return { first, all: seconds(), points };
}

const longest = ({ series }: Measurements): number =>
  Math.max(...Object.values(series).flatMap((all) => all.map(({ times }) => times.length)));
