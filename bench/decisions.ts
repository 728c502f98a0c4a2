/** What the decisions of a run ask of Prometheus, by its own statistics, and how long they take to compute. */
import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { explain } from '../src/domain/decisions/explained';
import type { Moment } from '../src/domain/decisions/types';
import { effectiveThresholds } from '../src/domain/variant';
import { askCourse, courseStep } from '../src/measuring/askCourse';
import { DIALECTS } from '../src/queries/dialect';
import { askAsGrafana } from '../tests/contract/askAsGrafana';
import { trueRuns, type TrueCase } from '../tests/contract/trueRuns';
import { readQueryLog } from './queryLog';
import type { Measure } from './report';

/** Of an hour of a run: lane, waterfall, story and what was compared. */
const QUERIES = 8;
const SAMPLES_AN_HOUR = 60_000;
const HOUR_MS = 50;
const DAY_MS = 300;

const HOUR_SECONDS = 3600;
/** The finest that a lane looks, s: a day of a variant is shown more coarsely. */
const FINEST_SECONDS = 15;
const LIMITS = effectiveThresholds();

const of = (
  seed: number,
  wvaVersion: TrueCase['exposition']['wvaVersion'],
  more: Partial<TrueCase> = {}
): TrueCase => ({
  seed,
  pattern: 'p5',
  mode: 'wva',
  replicas: 1,
  exposition: { labels: 'openshift', wvaVersion },
  ...more,
});
const CASES: Record<string, TrueCase> = {
  'WVA V1': of(1, '0.5'),
  'WVA V2': of(2, '0.9'),
  KEDA: of(3, '0.9', { scaler: 'keda-saturation' }),
};

/** Queries, samples of an hour, and times of an hour and a day, of each kind of scaler. */
export async function measureDecisions(): Promise<Measure[]> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'llmd-wva-bench-'));
  const queryLog = path.join(dir, 'queries.jsonl');
  const world = await trueRuns(Object.values(CASES), queryLog);
  try {
    const measures: Measure[] = [];
    for (const [i, name] of Object.keys(CASES).entries()) {
      const { run, window } = world.runs[i]!;
      const hours = (window.to - window.from) / 1000 / HOUR_SECONDS;
      truncateSync(queryLog);
      const { moments } = await askCourse({
        ask: askAsGrafana(world.url),
        dialect: DIALECTS.openshift,
        workload: run.workload,
        range: window,
        stepSeconds: courseStep(window),
        limits: LIMITS.values,
      });
      const { queries, samples } = readQueryLog(queryLog);
      measures.push(
        { name: `${name}: queries`, unit: 'queries', value: queries, budget: QUERIES },
        { name: `${name}: samples read an hour`, unit: 'samples', value: samples / hours, budget: SAMPLES_AN_HOUR },
        { name: `${name}: an hour computed`, unit: 'ms', value: computed(moments, 1), budget: HOUR_MS },
        { name: `${name}: a day computed`, unit: 'ms', value: computed(moments, 24), budget: DAY_MS }
      );
    }
    return measures;
  } finally {
    await world.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The one in the middle of so many: what else the machine does must not decide. */
const TIMES = 9;

/** The course again and again, at the finest that is looked, until it is so long. Milliseconds. */
function computed(course: readonly Moment[], hours: number): number {
  const count = (hours * HOUR_SECONDS) / FINEST_SECONDS;
  const moments = Array.from({ length: count }, (_, i): Moment => ({
    at: i * FINEST_SECONDS * 1000,
    state: course[i % course.length]!.state,
  }));
  const range = { from: 0, to: hours * HOUR_SECONDS * 1000 };
  const times = Array.from({ length: TIMES }, () => {
    const before = performance.now();
    explain(moments, range, { limits: LIMITS, stepSeconds: FINEST_SECONDS });
    return performance.now() - before;
  });
  return times.sort((a, b) => a - b)[Math.floor(TIMES / 2)]!;
}
