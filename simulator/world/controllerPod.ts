/** The pod of WVA's controller, and its log: zap's JSON at level info, with the lines that upstream's controller writes. */
import { WVA_DEFAULTS } from '../../src/constants';
import type { PodView } from '../ports';
import type { CycleRecord, CycleVariant } from './cycleLog';
import type { Pool } from './pool';

/** Where WVA's controller runs. */
export const CONTROLLER = {
  namespace: WVA_DEFAULTS.namespace,
  pod: 'workload-variant-autoscaler-controller-manager-6ddfbddf57-l5ptf',
  container: 'manager',
};

/** @param createdAt epoch ms */
export function controllerPod(createdAt: number): PodView {
  return {
    namespace: CONTROLLER.namespace,
    name: CONTROLLER.pod,
    phase: 'Running',
    ready: true,
    node: 'infra-0',
    labels: { 'control-plane': 'controller-manager', 'app.kubernetes.io/name': 'workload-variant-autoscaler' },
    containers: [CONTROLLER.container],
    createdAt,
  };
}

type Fields = Record<string, unknown>;

/** Lines of all models' cycles, oldest first, each starting with an RFC 3339 time. */
export function controllerLogLines(pools: readonly Pool[]): string[] {
  const rounds = new Map<number, Cycle[]>();
  for (const pool of pools) {
    for (const record of pool.wva.said.records) {
      const round = rounds.get(record.at) ?? [];
      rounds.set(record.at, round);
      round.push({ pool, record });
    }
  }
  return [...rounds]
    .sort(([a], [b]) => a - b)
    .flatMap(([at, round]) => {
      const time = new Date(at * 1000).toISOString();
      return roundLines(round).map((fields) => `${time} ${JSON.stringify({ level: 'info', ts: time, ...fields })}`);
    });
}

interface Cycle {
  pool: Pool;
  record: CycleRecord;
}

/** One cycle over all models: all are analysed, then what was decided is applied. */
function roundLines(round: readonly Cycle[]): Fields[] {
  const analysed = round.filter(({ record }) => record.variants.some(({ replicas }) => replicas > 0));
  const decided = analysed.flatMap(({ pool, record }) =>
    record.variants.map((variant) => ({
      msg: 'Processing decision for VA',
      variant: `${pool.namespace}/${variant.name}`,
      action: actionOf(variant),
      current: variant.current,
      target: variant.target,
    }))
  );
  return [
    ...round.flatMap((cycle) => analysisLines(cycle, analysed.includes(cycle))),
    ...analysed.flatMap(decisionLines),
    { msg: 'Applying scaling decisions', totalDecisions: decided.length },
    ...decided,
    {
      msg: 'Optimization completed successfully',
      mode: 'saturation-only',
      modelsProcessed: round.length,
      decisionsApplied: decided.length,
    },
  ];
}

function analysisLines({ pool, record }: Cycle, isMeasured: boolean): Fields[] {
  const { analysis, variants } = record;
  const of = { modelID: pool.model, namespace: pool.namespace };
  const begun = analysis.kind === 'v1' ? [{ msg: 'Processing model (V1)', ...of, variantCount: variants.length }] : [];
  if (!isMeasured) {
    return [...begun, { msg: 'No saturation metrics available for model, skipping analysis', ...of }];
  }
  if (analysis.kind === 'v1') {
    const { nonSaturated, spareKv, spareQueue, verdict } = analysis;
    return [
      ...begun,
      {
        msg: 'Saturation analysis completed',
        modelID: pool.model,
        role: variants[0]?.role,
        totalReplicas: variants.reduce((sum, { replicas }) => sum + replicas, 0),
        nonSaturated,
        avgSpareKv: spareKv,
        avgSpareQueue: spareQueue,
        shouldScaleUp: verdict === 'up',
        scaleUpReason: verdict === 'up' ? 'spare capacity below its trigger' : '',
        scaleDownSafe: verdict === 'down',
      },
    ];
  }
  const { supply, demand, required, spare, perReplica, reasons, thresholds } = analysis;
  return [
    {
      msg: 'analyzer-result',
      ...of,
      analyzer: 'saturation',
      supply,
      demand,
      util: supply > 0 ? demand / supply : 0,
      rc: required,
      sc: spare,
      scaleUpThreshold: thresholds.scaleUpThreshold,
      scaleDownBoundary: thresholds.scaleDownBoundary,
      variants: variants.map(({ name, role }, i) => ({ name, prc: perReplica[i], role, reason: reasons[i] })),
    },
  ];
}

function decisionLines({ pool, record: { analysis, variants } }: Cycle): Fields[] {
  const decisions = variants.map((variant) => {
    const { name, current, target } = variant;
    return { name, curr: current, tgt: target, action: actionOf(variant) };
  });
  return analysis.kind === 'v1'
    ? []
    : [{ msg: 'scaling-decision', modelID: pool.model, namespace: pool.namespace, decisions }];
}

const actionOf = ({ current, target }: CycleVariant): string =>
  target > current ? 'ScaleUp' : target < current ? 'ScaleDown' : 'NoChange';
