/** What logs said of a run that do not last: read while the run went on, and kept in its record. */
import type { ControllerCycle, ControllerLog } from '../decisions/controllerLog';
import type { LatencyId } from './types';

export interface RunLogs {
  /** Of WVA's controller. */
  controller?: KeptControllerLog;
  /** A load step each, in the order in which they began. */
  load?: LoadStepSummary[];
}

/** The cycles of the run's namespace over its time; of a long run those that changed something, and some of the others. */
export interface KeptControllerLog extends Pick<ControllerLog, 'lines' | 'broken'> {
  cycles: ControllerCycle[];
  /** Of the first line that was read, epoch ms: what came before had rotated. */
  from?: number;
  /** Up to here it was read, epoch ms. */
  to?: number;
  /** Pod that said most of it. */
  pod?: string;
  /** Why it was not read, or not all of it. */
  why?: string;
}

/** Seconds. */
export interface PrintedLatency {
  median: number;
  p95: number;
}

/** One benchmark as GuideLLM prints it: one strategy at one rate. What was not printed is undefined. */
export interface PrintedBenchmark {
  strategy: string;
  durationSeconds?: number;
  /** Of completed requests, all of them together. */
  promptTokens?: number;
  outputTokens?: number;
  /** Of completed requests. */
  latency: Partial<Record<LatencyId, PrintedLatency>>;
  /** Mean. */
  requestsPerSecond?: number;
  concurrency?: number;
  outputTokensPerSecond?: number;
}

/** Lines of a log that report an error of one kind: an exception is one, however many lines it takes. */
export interface PrintedError {
  /** `Other` where it is not known. */
  kind: string;
  count: number;
  /** The first one. */
  example: string;
}

export interface PrintedSummary {
  benchmarks: PrintedBenchmark[];
  /** Requests, where the task says so. */
  succeeded?: number;
  failed?: number;
  /** Requests that were under way at the end of the step. */
  incomplete?: number;
  /** The most frequent first; undefined where there is none. */
  errors?: PrintedError[];
  /** Lines that were looked through. */
  lines: number;
  /** Rows of the tables that cannot be read. */
  broken: number;
}

/** What a load step's own log says of it. */
export interface LoadStepSummary extends PrintedSummary {
  /** Name of its TaskRun. */
  task: string;
  /** Each try of a task has a pod of its own. */
  pod: string;
  /** Why its log was not read. */
  why?: string;
}
