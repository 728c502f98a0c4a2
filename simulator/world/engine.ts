/**
 * One vLLM engine with continuous batching: prompts are processed one after another, all sequences of the batch decode
 * in step, KV blocks fill with tokens in flight, and requests wait when no block or place is left.
 *
 * Every decoding sequence advances at the same rate, so one running total (`progress`, tokens a sequence has made since
 * the engine started) serves them all: a sequence that joins at progress p with n tokens to go ends at p + n.
 */
import type { EngineProfile } from './accelerator';
import { EngineMetrics } from './engineMetrics';
import type { Random } from './random';
import type { Sequence, ServedRequest } from './request';

/** Share of a second that prefill can take from decode; chunked prefill leaves decode some of every step. */
const MOST_PREFILL = 0.85;
/** vLLM keeps one per cent of the blocks free when it admits. */
const WATERMARK = 0.01;
/** Spread of the length of a decode step around its mean, with weights. */
const STEP_SPREAD = [
  [0.95, 0.5],
  [1.03, 0.4],
  [1.13, 0.1],
] as const;

const IDLE = { busy: 0, prefill: 0, tokensPerSecond: 0, batch: 0 };

export class Engine {
  readonly metrics = new EngineMetrics();
  received = 0;
  private readonly queue: Sequence[] = [];
  /** In the order in which their prompts are processed. */
  private prefilling: Sequence[] = [];
  /** Ascending by the progress at which they end. */
  private decoding: Sequence[] = [];
  private progress = 0;
  private prefillFreeAt = 0;
  private generated = 0;
  /** Tokens in the cache of the decoding sequences. */
  private decodingTokens = 0;
  /** Blocks in use; never above the profile's number. */
  blocks = 0;
  /** Work of the last tick, for the GPU's telemetry: shares of the second, and sequences. */
  load = IDLE;

  constructor(
    private readonly profile: EngineProfile,
    private readonly random: Random
  ) {}

  get running(): number {
    return this.prefilling.length + this.decoding.length;
  }

  get waiting(): number {
    return this.queue.length;
  }

  /** Requests that ended in any way. */
  get finished(): number {
    const { stop, length, abort } = this.metrics.finished;
    return stop + length + abort;
  }

  /** Share of KV blocks in use, 0 to 1. */
  get kvUse(): number {
    return this.blocks / this.profile.numGpuBlocks;
  }

  /** Tokens of KV cache that it has. */
  get kvTokens(): number {
    return this.profile.numGpuBlocks * this.profile.blockSize;
  }

  receive(request: ServedRequest): void {
    this.received++;
    const fresh = { startedAt: 0, firstTokenAt: 0, kept: 0, toCompute: 0, endsAt: 0 };
    this.queue.push({ ...request, ...fresh });
  }

  /** Drops the requests that `mine` picks, as a client that hangs up does. */
  abort(mine: (request: ServedRequest) => boolean = () => true): void {
    const before = this.running + this.waiting;
    const stays = (s: Sequence) => !mine(s);
    this.decoding.filter(mine).forEach((s) => s.onBreak?.(s.outputTokens - Math.max(0, s.endsAt - this.progress)));
    [...this.prefilling, ...this.queue].filter(mine).forEach((s) => s.onBreak?.(s.kept));
    this.prefilling = this.prefilling.filter(stays);
    this.decoding = this.decoding.filter(stays);
    const queued = this.queue.filter(stays);
    this.queue.length = 0;
    this.queue.push(...queued);
    this.metrics.finished.abort += before - this.running - this.waiting;
    this.countBlocks();
  }

  /** Lets time pass. Requests that arrive in it were received before. */
  advance(from: number, to: number): void {
    if (this.running + this.queue.length === 0) {
      this.load = IDLE;
      return;
    }
    const seconds = to - from;
    const step = this.stepSeconds();
    const prefills = this.admit(from, to, step);
    const share = Math.min(MOST_PREFILL, this.prefillWork(from, to) / seconds);
    const batch = this.decoding.length;
    const made = this.decode(from, seconds, (1 - share) / step);
    this.observeSteps(made, step, prefills * batch);
    this.join(to, (1 - share) / step);
    this.countBlocks();
    this.preempt();
    this.load = {
      busy: batch > 0 || share > 0 ? 1 : 0,
      prefill: share,
      tokensPerSecond: made / seconds + share * this.profile.prefillTokensPerSecond,
      batch,
    };
  }

  private blocksFor(tokens: number): number {
    return Math.ceil(tokens / this.profile.blockSize);
  }

  /** Tokens in the cache: a decoding sequence holds its prompt and what it has made. */
  private heldTokens(s: Sequence): number {
    return s.promptTokens + s.outputTokens - Math.max(0, s.endsAt - this.progress);
  }

  private countBlocks(): void {
    let blocks = 0;
    let tokens = 0;
    for (const s of this.prefilling) {
      blocks += this.blocksFor(s.promptTokens + s.kept);
    }
    for (const s of this.decoding) {
      const held = this.heldTokens(s);
      tokens += held;
      blocks += this.blocksFor(held);
    }
    this.blocks = blocks;
    this.decodingTokens = tokens;
  }

  private stepSeconds(): number {
    const { stepSeconds, stepSecondsPerSequence, stepSecondsPerToken } = this.profile;
    return stepSeconds + this.decoding.length * stepSecondsPerSequence + this.decodingTokens * stepSecondsPerToken;
  }

  /** Moves requests from the queue to prefill while there is room; returns how many. */
  private admit(from: number, to: number, step: number): number {
    const { numGpuBlocks, maxNumSeqs, prefillTokensPerSecond } = this.profile;
    let free = numGpuBlocks * (1 - WATERMARK) - this.blocks;
    let admitted = 0;
    while (admitted < this.queue.length) {
      const next = this.queue[admitted];
      const start = Math.max(next?.arrivedAt ?? 0, this.prefillFreeAt, from);
      if (!next || this.running >= maxNumSeqs || start >= to) {
        break;
      }
      const tokens = next.promptTokens + next.kept;
      free -= this.blocksFor(tokens);
      if (free < 0) {
        break;
      }
      next.toCompute = next.prefilled && next.kept === 0 ? 0 : tokens;
      const seconds = next.toCompute / prefillTokensPerSecond + step;
      this.prefillFreeAt = start + seconds;
      this.start(next, start, this.prefillFreeAt);
      admitted++;
    }
    this.queue.splice(0, admitted);
    return admitted;
  }

  private start(sequence: Sequence, start: number, end: number): void {
    this.prefilling.push(sequence);
    if (sequence.firstTokenAt === 0) {
      sequence.startedAt = start;
    }
    sequence.endsAt = end; // until it decodes, the time at which its prefill ends
  }

  /** Seconds of prefill work between two times; prompts follow each other without overlap. */
  private prefillWork(from: number, to: number): number {
    return this.prefilling.reduce((sum, s) => {
      const seconds = s.toCompute / this.profile.prefillTokensPerSecond;
      return sum + Math.max(0, Math.min(s.endsAt, to) - Math.max(s.endsAt - seconds, from));
    }, 0);
  }

  /** All sequences make tokens at `rate`; returns how many in all. Those that are through leave. */
  private decode(from: number, seconds: number, rate: number): number {
    const before = this.progress;
    const after = before + seconds * rate;
    let made = 0;
    let done = 0;
    for (const s of this.decoding) {
      made += Math.min(after, s.endsAt) - before;
      if (s.endsAt <= after) {
        this.finish(s, from + (s.endsAt - before) / rate);
        done++;
      }
    }
    this.decoding.splice(0, done);
    this.progress = after;
    return made;
  }

  private finish(s: Sequence, at: number): void {
    const { metrics } = this;
    metrics.finished.length++; // GuideLLM sets ignore_eos: every answer runs to its length
    metrics.e2e.observe(at - s.arrivedAt);
    metrics.queueTime.observe(s.startedAt - s.arrivedAt);
    metrics.prefillTime.observe(s.firstTokenAt - s.startedAt);
    metrics.decodeTime.observe(at - s.firstTokenAt);
    metrics.requestPromptTokens.observe(s.promptTokens);
    metrics.requestGenerationTokens.observe(s.outputTokens);
    s.onFinish?.(s.firstTokenAt, at);
  }

  /** Counts made tokens by the time since the one before: most wait a step, `stalled` of them a prefill as well. */
  private observeSteps(made: number, step: number, stalled: number): void {
    this.generated += made;
    const whole = Math.floor(this.generated) - this.metrics.generationTokens;
    if (whole <= 0) {
      return;
    }
    this.metrics.generationTokens += whole;
    const slow = Math.min(whole, stalled);
    const prefillSeconds = 1024 / this.profile.prefillTokensPerSecond;
    if (slow > 0) {
      this.metrics.itl.observe(step + prefillSeconds, slow);
    }
    let left = whole - slow;
    for (const [factor, weight] of STEP_SPREAD) {
      const times = Math.min(left, Math.ceil((whole - slow) * weight));
      left -= times;
      if (times > 0) {
        this.metrics.itl.observe(step * factor * this.random.between(0.98, 1.02), times);
      }
    }
  }

  /** Sequences whose prompt is through begin to decode, each with what it made since. */
  private join(to: number, rate: number): void {
    for (let s = this.prefilling[0]; s && s.endsAt <= to; s = this.prefilling[0]) {
      this.prefilling.shift();
      const at = s.endsAt;
      this.metrics.promptTokens += s.promptTokens + s.kept;
      if (s.firstTokenAt === 0) {
        s.firstTokenAt = at;
        this.metrics.ttft.observe(at - s.arrivedAt);
      }
      const ahead = Math.min((to - at) * rate, s.outputTokens - s.kept - 1);
      s.endsAt = this.progress + s.outputTokens - s.kept - ahead;
      this.generated += ahead;
      this.insert(s);
    }
  }

  private insert(s: Sequence): void {
    let low = 0;
    let high = this.decoding.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.decoding[middle]?.endsAt ?? Infinity) <= s.endsAt) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    this.decoding.splice(low, 0, s);
  }

  /** While the cache is over-full, the newest sequence goes back to the head of the queue and is recomputed later. */
  private preempt(): void {
    while (this.blocks > this.profile.numGpuBlocks && this.decoding.length > 0) {
      const newest = this.decoding.reduce((last, s) => (s.startedAt > last.startedAt ? s : last));
      this.decoding.splice(this.decoding.indexOf(newest), 1);
      newest.kept = Math.floor(newest.outputTokens - (newest.endsAt - this.progress));
      this.queue.unshift(newest);
      this.metrics.preemptions++;
      this.countBlocks();
    }
  }
}
