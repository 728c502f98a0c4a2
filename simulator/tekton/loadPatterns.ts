/** The load patterns in use, and the stair compressed for a demonstration. */
import { type LoadPattern, PATTERNS, stepsAt, tokens } from '../../presets/patterns';

export type { LoadPattern } from '../../presets/patterns';

/** req/s of each of the short stair's four steps: the last one needs four L40S replicas at 1024/256 tokens. */
const SHORT_STEP_RATE = 2;

const { stair, ...others } = PATTERNS;

export const LOAD_PATTERNS = {
  stair,
  'stair-short': {
    description: 'Short stair: four steps in three minutes, four minutes in all',
    steps: stepsAt(SHORT_STEP_RATE, [0, 240], [60, 180], [120, 120], [180, 60]),
    data: tokens(1024, 256),
    maxReplicas: 6,
  },
  ...others,
} as const satisfies Record<string, LoadPattern>;

export type PatternName = keyof typeof LOAD_PATTERNS;
