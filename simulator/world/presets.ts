/** Which cluster is simulated. */
import type { ScalerSpec } from '../ports';
import { type AcceleratorName, ACCELERATORS } from './accelerator';
import { createNode, type Node, type Sharing } from './gpu';
import type { WorkloadKind } from './podNames';
import { type Random } from './random';

export interface VariantSpec {
  namespace: string;
  /** Name of the Deployment and of the variant. */
  name: string;
  /** `model_name` of vLLM. */
  model: string;
  /** Name of its InferencePool; of the first variant of a model. */
  pool?: string;
  kind?: WorkloadKind;
  /** Default decode; a model with a prefill variant is served in two stages. */
  role?: 'prefill' | 'decode';
  accelerator: AcceleratorName;
  /** GPUs over which a server is spread; default 1. */
  tensorParallel?: number;
  /** Of a replica, in WVA's eyes; default 10. */
  cost?: number;
  podsPerReplica?: number;
  serversPerPod?: number;
  gpusPerReplica: number;
  replicas: number;
  scaler?: ScalerSpec;
  /** Everyday traffic: a rate that changes every few minutes between these bounds, req/s. */
  traffic?: { least: number; most: number; promptTokens: number; outputTokens: number };
}

export interface ClusterSpec {
  nodes: Node[];
  variants: VariantSpec[];
}

export const PRESETS = [
  'lab',
  'medium',
  'large',
  'variants',
  'disaggregated',
  'groups',
  'servers',
  'shared-gpus',
  'full',
] as const;
export type PresetName = (typeof PRESETS)[number];

export const LAB_NAMESPACE = 'experiment-01';
export const LAB_VARIANT = 'llm-d-inference-scheduling-llm-d-modelservice-decode';
export const LAB_MODEL = 'meta-llama/Llama-3.1-8B-Instruct';

/** The ScaledObject of the experiments in use: follows WVA, up at once, down after a minute. */
export function wvaScaler(
  bounds: { minReplicas: number; maxReplicas: number },
  modelId = LAB_MODEL,
  more: { name?: string; cost?: number } = {}
): ScalerSpec {
  return {
    ...bounds,
    ...(more.name === undefined ? {} : { name: more.name }),
    triggers: [{ name: 'wva-desired-replicas', signal: 'wva-desired', labels: {}, threshold: 1 }],
    managed: { modelId, ...(more.cost === undefined ? {} : { cost: more.cost }) },
    pollingSeconds: 10,
    scaleUpWindowSeconds: 0,
    scaleDownWindowSeconds: 60,
  };
}

const LAB: VariantSpec = {
  namespace: LAB_NAMESPACE,
  name: LAB_VARIANT,
  model: LAB_MODEL,
  accelerator: 'L40S',
  gpusPerReplica: 1,
  replicas: 1,
};

/** The same model beside the lab's variant, in tensor parallel: dearer, and its pods' names are cut to the same start. */
const TP2: VariantSpec = { ...LAB, name: `${LAB_VARIANT}-tp2`, tensorParallel: 2, gpusPerReplica: 2, cost: 10 };
/** Processes the prompts for the lab's variant. */
const PREFILL: VariantSpec = { ...LAB, name: LAB_VARIANT.replace(/decode$/, 'prefill'), role: 'prefill' };
/** A leader and a worker with two GPUs each make one server. */
const GROUP = { kind: 'LeaderWorkerSet', podsPerReplica: 2, gpusPerReplica: 4, tensorParallel: 4 } as const;
/** Another model that holds most of the GPUs. */
const NEIGHBOUR: VariantSpec = { ...LAB, name: 'qwen-llm-d-modelservice-decode', model: 'Qwen/Qwen2.5-7B-Instruct' };
const MIG: VariantSpec = { ...LAB, name: 'granite-mig-decode', model: 'ibm-granite/granite-3.3-8b-instruct' };

/**
 * `lab`: 3 × g6e.12xlarge and one idle variant; `medium` 12 × 8 GPUs, 10 variants; `large` 150 × 8 GPUs, 100 variants. The
 * others are the lab with one thing made harder: two variants of a model (`variants`), prefill and decode apart
 * (`disaggregated`), a LeaderWorkerSet (`groups`), two servers in a pod (`servers`), GPUs in MIG instances and in turns
 * (`shared-gpus`), one GPU left free by another model (`full`).
 */
export function clusterSpec(preset: PresetName, random: Random): ClusterSpec {
  switch (preset) {
    case 'lab':
      return { nodes: nodes(3, 4, 'L40S', random), variants: [LAB] };
    case 'variants':
      return { nodes: nodes(3, 4, 'L40S', random), variants: [{ ...LAB, cost: 5 }, TP2] };
    case 'disaggregated':
      return { nodes: nodes(3, 4, 'L40S', random), variants: [LAB, PREFILL] };
    case 'groups':
      return { nodes: nodes(3, 4, 'L40S', random), variants: [{ ...LAB, ...GROUP }] };
    case 'servers':
      return { nodes: nodes(3, 4, 'L40S', random), variants: [{ ...LAB, serversPerPod: 2, gpusPerReplica: 2 }] };
    case 'shared-gpus':
      return {
        nodes: [
          ...nodes(1, 4, 'L40S-shared', random, 0, { turns: 2 }),
          ...nodes(1, 4, 'H100-3g.40gb', random, 1, { mig: '3g.40gb', parts: 2 }),
        ],
        variants: [
          { ...LAB, accelerator: 'L40S-shared', replicas: 3 },
          { ...MIG, accelerator: 'H100-3g.40gb', replicas: 3 },
        ],
      };
    case 'full':
      return { nodes: nodes(3, 4, 'L40S', random), variants: [LAB, { ...NEIGHBOUR, replicas: 10 }] };
    case 'medium':
      return { nodes: nodes(12, 8, 'L40S', random), variants: fleet(10, 0, random) };
    case 'large':
      return {
        nodes: [...nodes(110, 8, 'L40S', random), ...nodes(40, 8, 'H100', random, 1)],
        variants: fleet(100, 25, random),
      };
  }
}

function nodes(
  count: number,
  gpus: number,
  accelerator: AcceleratorName,
  random: Random,
  offset = 0,
  sharing?: Sharing
): Node[] {
  const subnets = [23, 41, 68];
  return Array.from({ length: count }, (_, i) => {
    const host = 10 + 4 * Math.floor(i / subnets.length) + random.int(4); // four addresses a node: no name twice
    const name = `ip-10-${offset}-${subnets[i % subnets.length]}-${host}.us-east-2.compute.internal`;
    return createNode(name, gpus, ACCELERATORS[accelerator], random, sharing);
  });
}

const MODELS = [
  LAB_MODEL,
  'Qwen/Qwen2.5-7B-Instruct',
  'mistralai/Mistral-7B-Instruct-v0.3',
  'ibm-granite/granite-3.3-8b-instruct',
  'deepseek-ai/DeepSeek-R1-Distill-Llama-8B',
];

/** The lab's variant and others with everyday traffic, the last `onH100` of them on H100. */
function fleet(count: number, onH100: number, random: Random): VariantSpec[] {
  const others = Array.from({ length: count - 1 }, (_, i): VariantSpec => {
    const team = String(Math.floor(i / 5) + 1).padStart(2, '0');
    const outputTokens = 128 + random.int(512);
    const most = (random.between(0.5, 6) * 1900) / outputTokens; // what up to six L40S make
    return {
      namespace: `team-${team}`,
      name: `ms-${String(i + 1).padStart(3, '0')}-llm-d-modelservice-decode`,
      model: MODELS[i % MODELS.length] ?? LAB_MODEL,
      accelerator: i >= count - 1 - onH100 ? 'H100' : 'L40S',
      gpusPerReplica: i % 9 === 8 ? 2 : 1,
      replicas: 1 + random.int(3),
      scaler: wvaScaler({ minReplicas: 1, maxReplicas: 12 }, MODELS[i % MODELS.length] ?? LAB_MODEL),
      traffic: { least: 0.3 * most, most, promptTokens: 256 + random.int(512), outputTokens },
    };
  });
  return [LAB, ...others];
}
