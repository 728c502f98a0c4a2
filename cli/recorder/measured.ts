/** A run measured and packed, at the pace that Prometheus is to be asked at. */
import type { AnalysedRun, Measurements } from '../../src/domain/analysis/types';
import type { RunLogs } from '../../src/domain/analysis/runLogs';
import { forgetCaches } from '../../src/domain/moduleCaches';
import type { Prometheus } from '../../src/domain/prometheus';
import type { ConfigMapReader } from '../../src/kube/foundThresholds';
import { analyseSubject } from '../clusterRun';
import { packedOf } from '../packing';
import type { Measured } from './ports';

interface Sources {
  prometheus: Prometheus;
  cluster: ConfigMapReader;
  autoscalerNamespace?: string;
}

/** @param now epoch ms by the cluster's clock @throws UserError when Prometheus answers nothing */
export async function measured(
  run: AnalysedRun,
  now: number,
  { prometheus, cluster, autoscalerNamespace }: Sources,
  logs?: RunLogs
): Promise<Measured> {
  try {
    const result = await analyseSubject(run, prometheus, { now });
    const packing = { ask: prometheus.ask, cluster, autoscalerNamespace, hasDecisions: true, now, logs };
    const { packed } = await packedOf(result, packing);
    const { measurements } = result.analysis;
    const isEmpty = !hasAny(measurements);
    return { packed, isWhole: measurements.problems.length === 0 && !isEmpty, isEmpty };
  } finally {
    // What the app keeps of runs that it may show again is of no use here.
    forgetCaches();
  }
}

/** What is planned is from the run itself: it says nothing of Prometheus. */
const hasAny = ({ series }: Measurements): boolean =>
  Object.entries(series).some(([id, all]) => id !== 'planned' && all.some(({ values }) => values.length > 0));
