/** GPUs at a moment, put together from one instant vector a measure. */

/** One GPU, or one instance of it where it is divided (MIG). A measure that its exporter does not give is undefined. */
export interface Gpu {
  uuid: string;
  /** Id and profile of the instance; both undefined for a whole GPU. */
  instance?: string;
  profile?: string;
  node: string;
  /** Index on its node. */
  index: string;
  /** DCGM's model name, for example `NVIDIA L40S`. */
  model: string;
  /** The pods that hold it: none, one, or several that share it in time. */
  pods: PodRef[];
  /** Share of time with a kernel running, 0 to 1. */
  utilization?: number;
  /** Share of the memory in use, 0 to 1. */
  memory?: number;
  /** Share of cycles with the tensor pipe active, 0 to 1. */
  tensor?: number;
  powerWatts?: number;
  temperatureCelsius?: number;
}

export interface PodRef {
  namespace: string;
  pod: string;
  /** The workload that the pod's name is of; undefined where it is of no workload's form. */
  variant?: string;
}

export const GPU_MEASURES = ['utilization', 'memory', 'tensor', 'powerWatts', 'temperatureCelsius'] as const;
export type GpuMeasure = (typeof GPU_MEASURES)[number];

/**
 * What a GPU is used for: `free`: no pod holds it; `idle`: a pod does and hardly a kernel runs; `busy`: a pod does and kernels
 * run; `held`: a pod does and nothing tells what it does with it.
 */
export const GPU_USES = ['busy', 'idle', 'held', 'free'] as const;
export type GpuUse = (typeof GPU_USES)[number];

/** Below this share of time with a kernel running a GPU that is held does nothing to speak of. */
export const IDLE_BELOW = 0.05;

export function gpuUse({ pods, utilization }: Pick<Gpu, 'pods' | 'utilization'>): GpuUse {
  if (pods.length === 0) {
    return 'free';
  }
  return utilization === undefined ? 'held' : utilization < IDLE_BELOW ? 'idle' : 'busy';
}

interface Sample {
  labels: Readonly<Record<string, string>>;
  value: number;
}

/**
 * GPUs ordered by node and index, from vectors labelled `UUID`, `GPU_I_ID`, `GPU_I_PROFILE`, `node`, `gpu`, `modelName`,
 * `namespace`, `pod`, `variant` as gpuSnapshot (src/queries/gpu.ts) asks for them: a series a pod that holds it. A value that
 * is not a number counts as absent.
 */
export function gpusOf(vectors: Partial<Record<GpuMeasure, readonly Sample[]>>): Gpu[] {
  const byUuid = new Map<string, Gpu>();
  for (const measure of GPU_MEASURES) {
    for (const { labels, value } of vectors[measure] ?? []) {
      // Old exporters may lack the UUID: node and index name a GPU as well.
      const key = `${labels.UUID || `${labels.node ?? ''}/${labels.gpu ?? ''}`} ${labels.GPU_I_ID ?? ''}`;
      const known = byUuid.get(key) ?? gpuOf(labels);
      const gpu = { ...known, pods: withPod(known.pods, labels) };
      byUuid.set(key, Number.isFinite(value) ? { ...gpu, [measure]: value } : gpu);
    }
  }
  return [...byUuid.values()].sort(
    (a, b) =>
      compareNatural(a.node, b.node) ||
      compareNatural(a.index, b.index) ||
      compareNatural(a.uuid, b.uuid) ||
      compareNatural(a.instance ?? '', b.instance ?? '')
  );
}

function gpuOf(labels: Sample['labels']): Gpu {
  return {
    uuid: labels.UUID ?? '',
    ...(labels.GPU_I_ID ? { instance: labels.GPU_I_ID, profile: labels.GPU_I_PROFILE } : {}),
    node: labels.node ?? '',
    index: labels.gpu ?? '',
    model: labels.modelName ?? '',
    pods: [],
  };
}

function withPod(pods: PodRef[], { namespace = '', pod, variant }: Sample['labels']): PodRef[] {
  return !pod || pods.some((one) => one.pod === pod && one.namespace === namespace)
    ? pods
    : [...pods, { namespace, pod, ...(variant ? { variant } : {}) }];
}

export interface GpuNode {
  node: string;
  gpus: Gpu[];
}

/** GPUs by node, in the order of their nodes. */
export function byNode(gpus: readonly Gpu[]): GpuNode[] {
  const nodes = new Map<string, Gpu[]>();
  for (const gpu of gpus) {
    nodes.set(gpu.node, [...(nodes.get(gpu.node) ?? []), gpu]);
  }
  return [...nodes].map(([node, members]) => ({ node, gpus: members }));
}

/** Mean of a measure over the GPUs that have it; undefined when none has. */
export function meanOf(gpus: readonly Gpu[], measure: GpuMeasure): number | undefined {
  const values = gpus.map((gpu) => gpu[measure]).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

const collator = new Intl.Collator('en', { numeric: true });
/** `node-2` before `node-10`. */
const compareNatural = (a: string, b: string): number => collator.compare(a, b);
