/** Runs and figures for tests of comparisons. */
import { KPI_IDS, type KpiId } from '../analysis/kpis';
import type { AnalysedRun, KpiValue } from '../analysis/types';
import type { Member } from './groups';

export function testRun(part: Partial<AnalysedRun> = {}): AnalysedRun {
  const startedAt = part.startedAt ?? 1_700_000_000_000;
  return {
    namespace: 'experiment-01',
    name: 'run',
    uid: `uid-${part.name ?? 'run'}`,
    phase: 'succeeded',
    experiment: 'stairs',
    mode: 'static',
    replicas: '1',
    workload: { namespace: 'experiment-01', variant: 'decode' },
    startedAt,
    finishedAt: startedAt + 3_600_000,
    loadStartedAt: startedAt + 120_000,
    params: [],
    results: [],
    pruned: false,
    ...part,
  };
}

export function testKpis(given: Partial<Record<KpiId, number>> = {}): Record<KpiId, KpiValue> {
  const values = KPI_IDS.map((id): [KpiId, KpiValue] => {
    const value = given[id];
    return [id, value === undefined ? { why: 'not measured' } : { value }];
  });
  return Object.fromEntries(values) as Record<KpiId, KpiValue>;
}

export function testMember(run: Partial<AnalysedRun>, kpis: Partial<Record<KpiId, number>> = {}): Member {
  return { run: testRun(run), kpis: testKpis(kpis) };
}
