/** Runs and measurements for tests of figures. */
import type { AnalysedRun, Measurements, TimeSeries, Window } from './types';

export const START = 1_700_000_000_000;

/** A window of so many steps of 10 s. */
export function testWindow(steps: number): Window {
  return { from: START, to: START + steps * 10_000, stepSeconds: 10 };
}

/** One value a step from the window's start; undefined: nobody measured. */
export function testSeries(values: ReadonlyArray<number | undefined>, labels: Record<string, string> = {}): TimeSeries {
  const measured = values.flatMap((value, i) => (value === undefined ? [] : [{ time: START + i * 10_000, value }]));
  return { labels, times: measured.map(({ time }) => time), values: measured.map(({ value }) => value) };
}

export function testMeasurements(part: Partial<Measurements> = {}): Measurements {
  return { window: testWindow(6), series: {}, latency: {}, totals: {}, queries: {}, problems: [], ...part };
}

export function testRun(part: Partial<AnalysedRun> = {}): AnalysedRun {
  return {
    namespace: 'experiment-01',
    name: 'run',
    phase: 'succeeded',
    workload: { namespace: 'experiment-01', variant: 'decode' },
    startedAt: START,
    finishedAt: START + 60_000,
    loadStartedAt: START,
    params: [],
    results: [],
    pruned: false,
    ...part,
  };
}
