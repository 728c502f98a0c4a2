/**
 * GPUs. With a variant in scope, those that its pods hold; else the hardware, held or idle. Each GPU counts once, whoever
 * scrapes it.
 */
import { t } from '../i18n/t';
import {
  BUSY_STEPS,
  EXPORTER_PODS,
  NODE_MODEL,
  each,
  onItsNode,
  onNode,
  perGpu,
  present,
  presentHeld,
  type GpuQuantity,
} from './gpuSeries';
import { M } from './metrics';
import { GPU, gpuMatchers, variantByName } from './ownership';
import { aggregate, copyLabel, gpuLabels, series, tag, tagText } from './promql';
import type { Scope } from './selector';

const { utilization, tensor, memory, power, temperature } = perGpu;

/** How many GPUs there are. */
export function gpuCount(s: Scope): string {
  return `count(${present(s, GPU)})`;
}

/** How many GPUs a pod holds. */
export function gpusHeld(s: Scope): string {
  return `count(${presentHeld(s, GPU)})`;
}

/** Mean utilisation, mean tensor activity and mean memory use, 0 to 1, told apart by the label `series`. */
export function gpuLoad(s: Scope): string {
  return [
    tagText(`avg(${tensor(s, GPU)})`, 'series', t('boards.series.tensor', 'Tensor activity')),
    tagText(`avg(${utilization(s, GPU)})`, 'series', t('boards.series.utilization', 'Utilisation')),
    tagText(`avg(${memory(s, GPU)})`, 'series', t('boards.series.memory', 'Memory')),
  ].join(' or ');
}

/** Power draw of all GPUs in scope, W. */
export function gpuPower(s: Scope): string {
  return `sum(${power(s, GPU)})`;
}

/** Temperature of the hottest GPU, °C. */
export function gpuHottest(s: Scope): string {
  return `max(${temperature(s, GPU)})`;
}

export const gpuUtilization = (s: Scope): string => `avg(${utilization(s, GPU)})`;
export const gpuMemory = (s: Scope): string => `avg(${memory(s, GPU)})`;
export const gpuTensor = (s: Scope): string => `avg(${tensor(s, GPU)})`;

/** Energy that all GPUs in scope used over the range, J: mean power by GPU, times the range. */
export function gpuEnergy(s: Scope): string {
  const mean = `avg_over_time(${series(M.gpuPower, gpuMatchers(s), '[$__range]')})`;
  return `sum(${aggregate('max', GPU, gpuLabels(s, mean))}) * $__range_s`;
}

/** A measure averaged by node (`node`): as many series as nodes. */
export function byNode(s: Scope, measure: 'utilization' | 'memory' | 'tensor'): string {
  const expr = { utilization, memory, tensor }[measure](s, onItsNode(s));
  return aggregate('avg', ['node'], onNode(s, expr));
}

/** GPUs of each node. */
export function gpusByNode(s: Scope): string {
  return aggregate('count', ['node'], onNode(s, present(s, onItsNode(s))));
}

/** Power of each node's GPUs, W. */
export function powerByNode(s: Scope): string {
  return aggregate('sum', ['node'], onNode(s, power(s, onItsNode(s))));
}

/** Hottest GPU of each node, °C. */
export function hottestByNode(s: Scope): string {
  return aggregate('max', ['node'], onNode(s, temperature(s, onItsNode(s))));
}

/**
 * A measure over the GPUs of each node, by model (`node`, `modelName`). Sums and counts, not means: from these parts any
 * choice of nodes and models has its true mean, where a mean of means would not.
 */
export function byNodeAndModel(s: Scope, op: 'sum' | 'count' | 'max', quantity: GpuQuantity): string {
  return aggregate(op, NODE_MODEL, onNode(s, perGpu[quantity](s, [...onItsNode(s), 'modelName'])));
}

/** GPUs by node and model. */
export function countByNodeAndModel(s: Scope): string {
  return aggregate('count', NODE_MODEL, onNode(s, present(s, [...onItsNode(s), 'modelName'])));
}

/** GPUs that a pod holds, by node and model; a node without one has no series. */
export function heldByNodeAndModel(s: Scope): string {
  return aggregate('count', NODE_MODEL, onNode(s, presentHeld(s, [...onItsNode(s), 'modelName'])));
}

/** {@link utilizationBands} of each node and model. */
export function bandsByNodeAndModel(s: Scope): string {
  const eachOne = onNode(s, each(s, 'gpuUtil', [...onItsNode(s), 'modelName']));
  const count = (expr: string) => aggregate('count', NODE_MODEL, expr);
  return BUSY_STEPS.map((le) =>
    tag(`(${count(`${eachOne} <= ${le}`)} or 0 * ${count(eachOne)})`, 'le', String(le))
  ).join(' or ');
}

/**
 * How many GPUs are at or below each tenth of utilisation (`le`, percent): ten series however many GPUs, for a heatmap. The
 * last band has them all; each GPU is read once a band.
 */
export function utilizationBands(s: Scope): string {
  const each100 = each(s, 'gpuUtil', GPU);
  const all = `count(${each100})`;
  const counts = BUSY_STEPS.map((le) => tag(le === 100 ? all : `count(${each100} <= ${le})`, 'le', String(le)));
  const zeros = BUSY_STEPS.map((le) => tag('vector(0)', 'le', String(le)));
  return `${counts.join(' or ')} or (${zeros.join(' or ')}) * on () group_left () ${all}`;
}

/** Everything that a grid of GPUs shows: instant queries, one a measure. */
export interface GpuSnapshot {
  utilization: string;
  memory: string;
  tensor: string;
  powerWatts: string;
  temperatureCelsius: string;
}

/**
 * One series a GPU and pod that holds it, labelled `node`, `gpu`, `UUID`, `GPU_I_ID` and `GPU_I_PROFILE` (of MIG), `modelName`,
 * `namespace`, `pod`, `variant` (the last three absent on a free GPU).
 * gpusOf (src/domain/gpu.ts) puts the answers together.
 *
 * @param limit only the `limit` most utilised GPUs
 */
export function gpuSnapshot(s: Scope, limit?: number): GpuSnapshot {
  const by = [...onItsNode(s), 'gpu', 'GPU_I_PROFILE', 'modelName', s.dialect.gpuNamespace, s.dialect.gpuPod];
  const top = limit === undefined ? undefined : `topk(${limit}, ${each(s, 'gpuUtil', GPU)})`;
  // A GPU without the measure is still one: it has no number.
  const everyOne = (expr: string) => `(${expr} or ${present(s, by)} * (0 / 0))`;
  const shaped = (expr: string) =>
    holder(s, top === undefined ? everyOne(expr) : `(${expr} and on (${GPU.join(', ')}) ${top})`);
  return {
    utilization: shaped(utilization(s, by)),
    memory: shaped(memory(s, by)),
    tensor: shaped(tensor(s, by)),
    powerWatts: shaped(power(s, by)),
    temperatureCelsius: shaped(temperature(s, by)),
  };
}

/** The dialect's labels under their common names, and the variant of the pod by its name; the exporter itself holds no GPU. */
function holder(s: Scope, expr: string): string {
  const { gpuNode, gpuNamespace, gpuPod } = s.dialect;
  const renamed = copyLabel(copyLabel(copyLabel(expr, 'node', gpuNode), 'namespace', gpuNamespace), 'pod', gpuPod);
  const idle = `label_replace(${renamed}, "namespace", "", "pod", "${EXPORTER_PODS}")`;
  const blank = `label_replace(${idle}, "pod", "", "pod", "${EXPORTER_PODS}")`;
  const labels = ['node', 'gpu', ...GPU, 'GPU_I_PROFILE', 'modelName', 'namespace', 'pod', 'variant'];
  return aggregate('max', labels, variantByName(blank));
}
