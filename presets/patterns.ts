import type { ScalerKind } from '../src/kube/scalers';

/** The load patterns in use. Presets for a cluster and those of the simulator are both made from this table. */

export interface PatternStep {
  /** Seconds from the start of the load. */
  delay: number;
  /** Seconds. */
  duration: number;
  /** Requests per second. */
  rate: number;
}

export interface LoadPattern {
  /** One line for the chooser. */
  description: string;
  /** Rates of steps that overlap add up. */
  steps: PatternStep[];
  /** GuideLLM's `data`: tokens of prompts and answers. */
  data: Record<string, number>;
  /** GuideLLM's: how requests follow each other; by default `constant`, at even distances. */
  profile?: 'constant' | 'poisson';
  /** Upper bound of a run with a scaler. */
  maxReplicas: number;
  /** Replicas of a static run; default 1. */
  staticReplicas?: number;
  /** Scalers that it is run with beside the static run; by default WVA. */
  scalers?: readonly ScalerKind[];
}

/** GuideLLM's `data` for prompts and answers of one length each. */
export const tokens = (prompt: number, output: number): LoadPattern['data'] => ({
  prompt_tokens: prompt,
  output_tokens: output,
});

/** Steps of one rate, each given as delay and duration. */
export const stepsAt = (rate: number, ...spans: Array<[delay: number, duration: number]>): PatternStep[] =>
  spans.map(([delay, duration]) => ({ delay, duration, rate }));

/** The lab's cluster has 12 GPUs, and a replica takes one. */
const ALL_GPUS = 12;

/** A scenario in which llm-d's autoscaling team compares configurations: 20 req/s by a Poisson process for ten minutes. */
function upstream(name: string, prompt: number, output: number): LoadPattern {
  return {
    description: `${name}: 20 req/s (Poisson) for ten minutes, ${prompt} tokens in, ${output} out`,
    steps: stepsAt(20, [0, 600]),
    data: tokens(prompt, output),
    profile: 'poisson',
    maxReplicas: 10,
    staticReplicas: 2,
    scalers: ['wva', 'keda-queue', 'keda-saturation', 'hpa'],
  };
}

export const PATTERNS = {
  stair: {
    description: 'Stair: 0.5 to 2 req/s in four steps of ten minutes, then 2 req/s to minute 60',
    steps: stepsAt(0.5, [0, 3600], [600, 3000], [1200, 2400], [1800, 1800]),
    data: tokens(1024, 2048),
    maxReplicas: ALL_GPUS,
  },
  p1: {
    description: 'P1 ramp-up: 0.5 to 2 req/s in four steps of ten minutes, all end at minute 50',
    steps: stepsAt(0.5, [0, 3000], [600, 2400], [1200, 1800], [1800, 1200]),
    data: tokens(1024, 1024),
    maxReplicas: ALL_GPUS,
  },
  p2: {
    description: 'P2 spike: 0.1 req/s for 35 minutes, with a burst of 1 req/s from minute 15 to 25',
    steps: [...stepsAt(0.1, [0, 2100]), ...stepsAt(1, [900, 600])],
    data: tokens(1024, 1024),
    maxReplicas: ALL_GPUS,
  },
  p3: {
    description: 'P3 burst and drain: three bursts of 1 req/s for ten minutes, ten minutes apart',
    steps: stepsAt(1, [0, 600], [1200, 600], [2400, 600]),
    data: tokens(1024, 1024),
    maxReplicas: ALL_GPUS,
  },
  p4: {
    description: 'P4 sustained: 1 req/s for an hour',
    steps: stepsAt(1, [0, 3600]),
    data: tokens(1024, 1024),
    maxReplicas: ALL_GPUS,
  },
  p5: {
    description: 'P5 mixed: 1 req/s for an hour, prompts and answers of very different lengths',
    steps: stepsAt(1, [0, 3600]),
    data: {
      prompt_tokens: 8000,
      prompt_tokens_stdev: 8500,
      prompt_tokens_min: 50,
      prompt_tokens_max: 30000,
      output_tokens: 800,
      output_tokens_stdev: 1500,
      output_tokens_min: 20,
      output_tokens_max: 8000,
    },
    maxReplicas: ALL_GPUS,
  },
  'prefill-heavy': upstream('Prefill heavy', 4000, 1000),
  'decode-heavy': upstream('Decode heavy', 1000, 4000),
  symmetrical: upstream('Symmetrical', 1000, 1000),
} as const satisfies Record<string, LoadPattern>;

export const PATTERN_NAMES = Object.keys(PATTERNS) as Array<keyof typeof PATTERNS>;
