/** What a vLLM engine counts, with vLLM's bucket boundaries (vllm/v1/metrics/loggers.py). */
import { Histogram } from './histogram';

const TTFT = [
  0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560,
];
const ITL = [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80];
const REQUEST = [0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680];
/** vLLM's max_model_len in the lab, which bounds the token histograms. */
const MAX_MODEL_LEN = 65_536;

/** 1, 2, 5, 10, … up to a bound, as vLLM's build_1_2_5_buckets. */
function oneTwoFive(max: number): number[] {
  const bounds: number[] = [];
  for (let power = 1; ; power *= 10) {
    for (const mantissa of [1, 2, 5]) {
      if (mantissa * power > max) {
        return bounds;
      }
      bounds.push(mantissa * power);
    }
  }
}

const TOKENS = oneTwoFive(MAX_MODEL_LEN);

/** vLLM's FinishReason. */
export const FINISH_REASONS = ['stop', 'length', 'abort'] as const;
export type FinishReason = (typeof FINISH_REASONS)[number];

export class EngineMetrics {
  readonly finished: Record<FinishReason, number> = { stop: 0, length: 0, abort: 0 };
  promptTokens = 0;
  generationTokens = 0;
  preemptions = 0;
  readonly ttft = new Histogram(TTFT);
  readonly itl = new Histogram(ITL);
  readonly e2e = new Histogram(REQUEST);
  readonly queueTime = new Histogram(REQUEST);
  readonly prefillTime = new Histogram(REQUEST);
  readonly decodeTime = new Histogram(REQUEST);
  readonly requestPromptTokens = new Histogram(TOKENS);
  readonly requestGenerationTokens = new Histogram(TOKENS);
}
