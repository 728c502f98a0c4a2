/** The load patterns in use (`domain.md`, "Load patterns in use"), and the stair compressed for a demonstration. */

export interface PatternStep {
  delay: number;
  duration: number;
  /** Requests per second. */
  rate: number;
}

export interface LoadPattern {
  description: string;
  steps: PatternStep[];
  /** GuideLLM's `data`. */
  data: Record<string, number>;
  /** A ready name of the static run's replicas, and WVA's bounds. */
  maxReplicas: number;
}

const tokens = (prompt: number, output: number) => ({ prompt_tokens: prompt, output_tokens: output });
const at = (rate: number, ...spans: Array<[delay: number, duration: number]>): PatternStep[] =>
  spans.map(([delay, duration]) => ({ delay, duration, rate }));

/** req/s of each of the short stair's four steps: the last one needs four L40S replicas at 1024/256 tokens. */
const SHORT_STEP_RATE = 2;

export const LOAD_PATTERNS = {
  stair: {
    description: 'Stair: 0.5 to 2 req/s in four steps of ten minutes, then 2 req/s to minute 60',
    steps: at(0.5, [0, 3600], [600, 3000], [1200, 2400], [1800, 1800]),
    data: tokens(1024, 2048),
    maxReplicas: 12,
  },
  'stair-short': {
    description: 'Short stair: four steps in three minutes, four minutes in all',
    steps: at(SHORT_STEP_RATE, [0, 240], [60, 180], [120, 120], [180, 60]),
    data: tokens(1024, 256),
    maxReplicas: 6,
  },
  p1: {
    description: 'P1 ramp-up: 0.5 to 2 req/s in four steps of ten minutes, all end at minute 50',
    steps: at(0.5, [0, 3000], [600, 2400], [1200, 1800], [1800, 1200]),
    data: tokens(1024, 1024),
    maxReplicas: 12,
  },
  p2: {
    description: 'P2 spike: 0.1 req/s for 35 minutes, with a burst of 1 req/s from minute 15 to 25',
    steps: [...at(0.1, [0, 2100]), ...at(1, [900, 600])],
    data: tokens(1024, 1024),
    maxReplicas: 12,
  },
  p3: {
    description: 'P3 burst and drain: three bursts of 1 req/s for ten minutes, ten minutes apart',
    steps: at(1, [0, 600], [1200, 600], [2400, 600]),
    data: tokens(1024, 1024),
    maxReplicas: 12,
  },
  p4: {
    description: 'P4 sustained: 1 req/s for an hour',
    steps: at(1, [0, 3600]),
    data: tokens(1024, 1024),
    maxReplicas: 12,
  },
  p5: {
    description: 'P5 mixed: 1 req/s for an hour, prompts and answers of very different lengths',
    steps: at(1, [0, 3600]),
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
    maxReplicas: 12,
  },
} as const satisfies Record<string, LoadPattern>;

export type PatternName = keyof typeof LOAD_PATTERNS;
