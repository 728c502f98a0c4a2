/**
 * Series as promtool's unit tests take them, as a scrape would leave them: of one variant and its HPA, of WVA, of GPUs.
 * Values are in promtool's notation, a sample every 15 s.
 */
import { M, METRICS, namesOf, type MetricKey, type WvaVersion } from '../../src/queries/metrics';
import type { DialectName } from '../../src/queries/dialect';

/** What decides how a series looks. */
export interface Scrape {
  labels: DialectName;
  wvaVersion: WvaVersion;
}

export interface InputSeries {
  series: string;
  values: string;
}

export const INTERVAL_SECONDS = 15;
export const NAMESPACE = 'experiment-01';
export const DEPLOYMENT = 'decode';

const samples = (minutes: number): number => (minutes * 60) / INTERVAL_SECONDS;

/** A gauge that holds a value; one piece of a notation, to be joined by spaces. */
export const hold = (value: number, minutes: number): string => `${value}+0x${samples(minutes) - 1}`;
/** A counter that grows by so much a minute. */
export const grow = (perMinute: number, minutes: number, from = 0): string =>
  `${from}+${perMinute / samples(1)}x${samples(minutes) - 1}`;
/** No samples. */
export const gap = (minutes: number): string => `_x${samples(minutes)}`;

const text = (labels: Record<string, string>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',');

function nameOf(key: MetricKey, { wvaVersion }: Scrape): string {
  return wvaVersion === '0.4' && 'since' in METRICS[key] ? (namesOf(key)[1] ?? M[key]) : M[key];
}

/** A series of WVA's controller about a variant. */
export function wva(scrape: Scrape, key: MetricKey, values: string, more: Record<string, string> = {}): InputSeries {
  const namespace: Record<string, string> =
    scrape.labels === 'openshift'
      ? { namespace: 'llm-d-autoscaler', exported_namespace: NAMESPACE }
      : { namespace: NAMESPACE };
  return { series: `${nameOf(key, scrape)}{${text({ variant_name: DEPLOYMENT, ...namespace, ...more })}}`, values };
}

/** V2 misses so many tokens of KV cache for the variant's model. */
export const missesTokens = (scrape: Scrape, values: string): InputSeries =>
  wva(scrape, 'wvaRequired', values, { model_name: 'm', unit: 'continuous' });

/** A series about the controller itself. */
export const controller = (name: string, values: string, labels: Record<string, string> = {}): InputSeries => ({
  series: `${name}{${text({ namespace: 'llm-d-autoscaler', ...labels })}}`,
  values,
});

/** A series of kube-state-metrics, or of KEDA, with labels of its own. */
export const kube = (name: string, values: string, labels: Record<string, string>): InputSeries => ({
  series: `${name}{${text(labels)}}`,
  values,
});

export const podName = (index: number): string => `${DEPLOYMENT}-6b7c9d8f5-aaaa${String.fromCharCode(97 + index)}`;

/** A series of one replica's vLLM. */
export const vllm = (key: MetricKey, pod: number, values: string, more: Record<string, string> = {}): InputSeries => ({
  series: `${M[key]}{${text({ namespace: NAMESPACE, pod: podName(pod), model_name: 'm', ...more })}}`,
  values,
});

export interface VariantValues {
  desired?: string;
  current?: string;
  created?: string;
  ready?: string;
  hpaDesired?: string;
  hpaMax?: string;
  hpaMin?: string;
  /** KV-cache use and waiting requests of each replica. */
  replicas?: ReadonlyArray<{ kv: string; waiting: string }>;
}

export function variant(scrape: Scrape, values: VariantValues): InputSeries[] {
  const { desired, current, created, ready, hpaDesired, hpaMax, hpaMin, replicas = [] } = values;
  const kube = (key: 'created' | 'ready', of: string) => ({
    series: `${M[key]}{${text({ namespace: NAMESPACE, deployment: DEPLOYMENT })}}`,
    values: of,
  });
  const hpa = (key: 'hpaDesired' | 'hpaMax' | 'hpaMin', of: string) => ({
    series: `${M[key]}{${text({ namespace: NAMESPACE, horizontalpodautoscaler: `keda-hpa-${DEPLOYMENT}` })}}`,
    values: of,
  });
  return [
    ...(desired ? [wva(scrape, 'wvaDesired', desired)] : []),
    ...(current ? [wva(scrape, 'wvaCurrent', current)] : []),
    ...(created ? [kube('created', created)] : []),
    ...(ready ? [kube('ready', ready)] : []),
    ...(hpaDesired ? [hpa('hpaDesired', hpaDesired)] : []),
    ...(hpaMax ? [hpa('hpaMax', hpaMax)] : []),
    ...(hpaMin ? [hpa('hpaMin', hpaMin)] : []),
    ...replicas.flatMap(({ kv, waiting }, pod) => [
      vllm('kvUse', pod, kv),
      vllm('waiting', pod, waiting),
      // Rules read of it that the server is there.
      vllm('running', pod, kv),
    ]),
  ];
}

export interface GpuValues {
  node: string;
  index: number;
  model?: string;
  /** Index of the replica that holds it, or the name of another pod. */
  heldBy?: number | string;
  util?: string;
  clock?: string;
  temp?: string;
  used?: string;
  free?: string;
  tensor?: string;
  power?: string;
  xid?: string;
}

const GPU_KEYS = {
  util: 'gpuUtil',
  clock: 'gpuClock',
  temp: 'gpuTemp',
  used: 'gpuMemUsed',
  free: 'gpuMemFree',
  tensor: 'gpuTensor',
  power: 'gpuPower',
  xid: 'gpuXid',
} as const;

export const uuidOf = ({ node, index }: Pick<GpuValues, 'node' | 'index'>): string => `GPU-${node}-${index}`;

export function gpu({ labels, wvaVersion }: Scrape, values: GpuValues): InputSeries[] {
  const { node, index, model = 'NVIDIA L40S', heldBy } = values;
  const prefix = labels === 'openshift' ? 'exported_' : '';
  const exporter: Record<string, string> =
    labels === 'openshift' ? { namespace: 'nvidia-gpu-operator', pod: `nvidia-dcgm-exporter-${node}` } : {};
  const holder: Record<string, string> =
    heldBy === undefined
      ? {}
      : { [`${prefix}namespace`]: NAMESPACE, [`${prefix}pod`]: typeof heldBy === 'string' ? heldBy : podName(heldBy) };
  const own = {
    gpu: String(index),
    UUID: uuidOf(values),
    modelName: model,
    [wvaVersion === '0.9' ? 'hostname' : 'Hostname']: node,
  };
  return (Object.keys(GPU_KEYS) as Array<keyof typeof GPU_KEYS>).flatMap((key) => {
    const of = values[key];
    const series = `${M[GPU_KEYS[key]]}{${text({ ...own, ...exporter, ...holder })}}`;
    return of === undefined ? [] : [{ series, values: of }];
  });
}
