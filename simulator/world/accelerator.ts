/** GPU models, and how fast a vLLM engine with an 8-billion-parameter model in bf16 runs on them. */

/** How an engine behaves; times in seconds. */
export interface EngineProfile {
  /** Tokens of KV cache in one block. */
  blockSize: number;
  /** Blocks of KV cache that fit beside the weights. */
  numGpuBlocks: number;
  /** vLLM's max_num_seqs: most requests in the batch. */
  maxNumSeqs: number;
  /** Length of a decode step with an empty batch. */
  stepSeconds: number;
  /** What a sequence adds to a decode step. */
  stepSecondsPerSequence: number;
  /** What a token of KV cache in the batch adds to a decode step. */
  stepSecondsPerToken: number;
  /** Prompt tokens processed a second. */
  prefillTokensPerSecond: number;
  /** Share of the GPU's peak floating-point rate that one token a second takes. */
  tensorActivePerToken: number;
}

export interface Accelerator {
  /** DCGM's `modelName`. */
  modelName: string;
  /** WVA's `accelerator_type`. */
  type: string;
  /** The node label `nvidia.com/gpu.product`. */
  product: string;
  /** Framebuffer, MiB. */
  memoryMiB: number;
  idleWatts: number;
  limitWatts: number;
  idleClockMHz: number;
  maxClockMHz: number;
  engine: EngineProfile;
}

const BLOCK_SIZE = 16;
const MAX_NUM_SEQS = 256;
/** Two operations a parameter and token. */
const FLOP_PER_TOKEN = 16.06e9;

/**
 * The step's length is fitted to the lab's experiment, not taken from a data sheet: with 1,024/2,048 tokens one L40S
 * serves 0.5 req/s with ease, is full a little below 1 req/s, and 2 req/s need three.
 */
function engine(options: { kvTokens: number; speed: number; peakFlops: number }): EngineProfile {
  const { kvTokens, speed, peakFlops } = options;
  return {
    blockSize: BLOCK_SIZE,
    numGpuBlocks: Math.floor(kvTokens / BLOCK_SIZE),
    maxNumSeqs: MAX_NUM_SEQS,
    stepSeconds: 0.036 / speed,
    stepSecondsPerSequence: 0.00003 / speed,
    stepSecondsPerToken: 2.5e-8 / speed,
    prefillTokensPerSecond: (0.45 * peakFlops) / FLOP_PER_TOKEN, // prefill reaches about 45 % of the peak
    tensorActivePerToken: FLOP_PER_TOKEN / peakFlops,
  };
}

/** Peak rate, power and memory from NVIDIA's data sheets; KV tokens = (0.9 × memory − weights) / 128 KiB a token. */
export const ACCELERATORS = {
  L40S: {
    modelName: 'NVIDIA L40S',
    type: 'L40S',
    product: 'NVIDIA-L40S',
    memoryMiB: 46_068,
    idleWatts: 35,
    limitWatts: 350,
    idleClockMHz: 210,
    maxClockMHz: 2520,
    engine: engine({ kvTokens: 190_000, speed: 1, peakFlops: 362e12 }),
  },
  H100: {
    modelName: 'NVIDIA H100 80GB HBM3',
    type: 'H100',
    product: 'NVIDIA-H100-80GB-HBM3',
    memoryMiB: 81_559,
    idleWatts: 70,
    limitWatts: 700,
    idleClockMHz: 345,
    maxClockMHz: 1980,
    engine: engine({ kvTokens: 412_000, speed: 3, peakFlops: 989e12 }),
  },
  /** A MIG instance of an H100: three of seven slices of its processors, half of its memory. */
  'H100-3g.40gb': {
    modelName: 'NVIDIA H100 80GB HBM3',
    type: 'H100',
    product: 'NVIDIA-H100-80GB-HBM3-MIG-3g.40gb',
    memoryMiB: 40_448,
    idleWatts: 70,
    limitWatts: 700,
    idleClockMHz: 345,
    maxClockMHz: 1980,
    engine: engine({ kvTokens: 160_000, speed: 1.3, peakFlops: (989e12 * 3) / 7 }),
  },
  /** Half of an L40S in turns with another pod: half of the memory, half of the time. */
  'L40S-shared': {
    modelName: 'NVIDIA L40S',
    type: 'L40S',
    product: 'NVIDIA-L40S-SHARED',
    memoryMiB: 46_068,
    idleWatts: 35,
    limitWatts: 350,
    idleClockMHz: 210,
    maxClockMHz: 2520,
    engine: engine({ kvTokens: 36_000, speed: 0.5, peakFlops: 181e12 }),
  },
} as const satisfies Record<string, Accelerator>;

/** What another GPU in tensor parallel adds to the speed of one: the rest goes into exchange between them. */
const PARALLEL_GAIN = 0.8;

/** An engine over several GPUs: more room for KV cache, since the weights are shared out, and shorter steps. */
export function inParallel(accelerator: Accelerator, gpus: number): Accelerator {
  if (gpus <= 1) {
    return accelerator;
  }
  const { engine: e } = accelerator;
  const speed = 1 + PARALLEL_GAIN * (gpus - 1);
  return {
    ...accelerator,
    engine: {
      ...e,
      numGpuBlocks: Math.floor(e.numGpuBlocks * gpus * 1.1),
      stepSeconds: e.stepSeconds / speed,
      stepSecondsPerSequence: e.stepSecondsPerSequence / speed,
      stepSecondsPerToken: e.stepSecondsPerToken / speed,
      prefillTokensPerSecond: e.prefillTokensPerSecond * speed,
      tensorActivePerToken: e.tensorActivePerToken / gpus,
    },
  };
}

export type AcceleratorName = keyof typeof ACCELERATORS;
