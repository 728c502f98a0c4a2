/** Which cluster is simulated. */
import type { ScalerSpec } from '../ports';
import { type AcceleratorName, ACCELERATORS } from './accelerator';
import { createNode, type Node } from './gpu';
import { type Random } from './random';

export interface VariantSpec {
  namespace: string;
  /** Name of the Deployment and of the variant. */
  name: string;
  /** `model_name` of vLLM. */
  model: string;
  accelerator: AcceleratorName;
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

export const PRESETS = ['lab', 'medium', 'large'] as const;
export type PresetName = (typeof PRESETS)[number];

export const LAB_NAMESPACE = 'experiment-01';
export const LAB_VARIANT = 'llm-d-inference-scheduling-llm-d-modelservice-decode';
export const LAB_MODEL = 'meta-llama/Llama-3.1-8B-Instruct';

const LAB: VariantSpec = {
  namespace: LAB_NAMESPACE,
  name: LAB_VARIANT,
  model: LAB_MODEL,
  accelerator: 'L40S',
  gpusPerReplica: 1,
  replicas: 1,
};

/** `lab`: 3 × g6e.12xlarge and one idle variant; `medium` 12 × 8 GPUs, 10 variants; `large` 150 × 8 GPUs, 100 variants. */
export function clusterSpec(preset: PresetName, random: Random): ClusterSpec {
  switch (preset) {
    case 'lab':
      return { nodes: nodes(3, 4, 'L40S', random), variants: [LAB] };
    case 'medium':
      return { nodes: nodes(12, 8, 'L40S', random), variants: fleet(10, 0, random) };
    case 'large':
      return {
        nodes: [...nodes(110, 8, 'L40S', random), ...nodes(40, 8, 'H100', random, 1)],
        variants: fleet(100, 25, random),
      };
  }
}

function nodes(count: number, gpus: number, accelerator: AcceleratorName, random: Random, offset = 0): Node[] {
  const subnets = [23, 41, 68];
  return Array.from({ length: count }, (_, i) => {
    const host = 10 + 4 * Math.floor(i / subnets.length) + random.int(4); // four addresses a node: no name twice
    const name = `ip-10-${offset}-${subnets[i % subnets.length]}-${host}.us-east-2.compute.internal`;
    return createNode(name, gpus, ACCELERATORS[accelerator], random);
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
      scaler: { minReplicas: 1, maxReplicas: 12 },
      traffic: { least: 0.3 * most, most, promptTokens: 256 + random.int(512), outputTokens },
    };
  });
  return [LAB, ...others];
}
