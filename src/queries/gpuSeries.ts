/** Vectors with one series a GPU: what the queries of gpu.ts and gpuHealth.ts aggregate. */
import { M, type MetricKey } from './metrics';
import { GPU, gpuMatchers } from './ownership';
import { aggregate, asIs, copyLabel, gpuLabels, series } from './promql';
import { UNIFIED, type Matcher, type Scope } from './selector';

/** Where labels of the exporter's own pod show through on an idle GPU. */
export const EXPORTER_PODS = '(nvidia-)?dcgm-exporter-.+';

/** Labels of an answer by node and GPU model. */
export const NODE_MODEL = ['node', 'modelName'];

/** Upper bounds of the bands of utilisation, percent. */
export const BUSY_STEPS = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

/** A GPU, and the node that its exporter names. */
export const onItsNode = (s: Scope): string[] => [...GPU, s.dialect.gpuNode];

/**
 * Least number that DCGM writes where it has none. Shares have a bound of their own: above it an exporter that has just
 * started, or a broken counter, speaks.
 */
const BLANK = 2_147_483_632;
const MOST: Partial<Record<MetricKey, string>> = { gpuUtil: '<= 100', gpuTensor: '<= 1' };

/** Those readings of a DCGM metric that are measurements. */
export function measured(key: MetricKey, expr: string): string {
  return `(${expr} >= 0 ${MOST[key] ?? `< ${BLANK}`})`;
}

/** A DCGM gauge by GPU, or finer; two scrapes of a GPU count once. */
export function each(s: Scope, key: MetricKey, by: string[]): string {
  return aggregate('max', by, gpuLabels(s, measured(key, series(M[key], gpuMatchers(s)))));
}

/** The GPUs that there are, as series of no meaning: with MIG none has a utilisation. */
export function present(s: Scope, by: string[]): string {
  const of = (key: MetricKey) => aggregate('group', by, gpuLabels(s, series(M[key], gpuMatchers(s))));
  return `(${of('gpuUtil')} or ${of('gpuMemUsed')})`;
}

/** What is read of a GPU: utilisation, memory and tensor activity as shares (0 to 1), power in W, temperature in °C. */
export const perGpu = {
  /** Share of time with a kernel running. */
  utilization: (s: Scope, by: string[]): string => `${each(s, 'gpuUtil', by)} / 100`,
  /** Share of the memory in use. */
  memory: (s: Scope, by: string[]): string =>
    `${each(s, 'gpuMemUsed', by)} / (${each(s, 'gpuMemUsed', by)} + ${each(s, 'gpuMemFree', by)})`,
  /** Share of cycles with the tensor pipe active. */
  tensor: (s: Scope, by: string[]): string => each(s, 'gpuTensor', by),
  power: (s: Scope, by: string[]): string => each(s, 'gpuPower', by),
  temperature: (s: Scope, by: string[]): string => each(s, 'gpuTemp', by),
};
export type GpuQuantity = keyof typeof perGpu;

/** The node under its common name. */
export function onNode(s: Scope, expr: string): string {
  return copyLabel(expr, 'node', s.dialect.gpuNode);
}

/**
 * A metric of the GPUs that a pod holds, one series a GPU, pod and scrape.
 *
 * @param read what to make of a selector
 */
export function held(s: Scope, key: MetricKey, read = asIs): string {
  const by = (...matchers: Matcher[]) => read(series(M[key], [...gpuMatchers(s), ...matchers]));
  const real = (label: string): Matcher[] => [
    { label, op: '!=', value: '' },
    { label, op: '!~', value: EXPORTER_PODS },
  ];
  if (s.dialect !== UNIFIED) {
    return by(...real(s.dialect.gpuPod));
  }
  const plain = by({ label: 'exported_pod', op: '=', value: '' }, ...real('pod'));
  return gpuLabels(s, `(${by(...real('exported_pod'))} or ${plain})`);
}

/** The GPUs that a pod holds, as series of no meaning. */
export function presentHeld(s: Scope, by: string[], read = asIs): string {
  const of = (key: MetricKey) => aggregate('group', by, held(s, key, read));
  return `(${of('gpuUtil')} or ${of('gpuMemUsed')})`;
}
