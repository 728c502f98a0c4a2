/** A request on its way through the router and an engine. Times are seconds since the epoch, with fractions. */
export interface ServedRequest {
  sourceId: string;
  arrivedAt: number;
  promptTokens: number;
  outputTokens: number;
  /** A prefill server has processed the prompt: its KV cache is taken over, not computed. */
  prefilled?: boolean;
  /** Called when the last token is made; a prefill server hands over to a decode server. */
  onFinish?: (firstTokenAt: number, endedAt: number) => void;
  /** Called when it is broken off, with the tokens made until then. */
  onBreak?: (made: number) => void;
}

/** A request inside an engine. */
export interface Sequence extends ServedRequest {
  startedAt: number;
  firstTokenAt: number;
  /** Tokens made before a preemption, to be recomputed with the prompt. */
  kept: number;
  /** Tokens that its prefill has to compute. */
  toCompute: number;
  /** Engine progress at which the last token comes; meaningful while decoding. */
  endsAt: number;
}
