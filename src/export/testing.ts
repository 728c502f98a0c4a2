/** Analyses for tests of exports. */
import { analysisOf } from '../domain/analysis/measureKpis';
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { START, testMeasurements, testRun, testSeries } from '../domain/analysis/testing';

export function testAnalysis(name: string): RunAnalysis {
  const series = {
    desired: [testSeries([1, 2, 3, undefined, 3, 2])],
    kvByPod: [
      testSeries([0.1, 0.2, 0.3], { pod: 'decode-a' }),
      testSeries([0.4, 0.5], { pod: 'decode-b', run: '=1+1' }),
    ],
    ttftP99: [testSeries([0.125, NaN, 1e-7])],
  };
  return analysisOf(
    testRun({ name, uid: `uid-${name}`, experiment: 'stair', mode: 'wva', loadStartedAt: START + 10_000 }),
    testMeasurements({
      series,
      queries: { desired: 'max(wva_desired_replicas{namespace=~"experiment-01"})' },
      totals: { succeeded: 12, failed: 1 },
    })
  );
}
