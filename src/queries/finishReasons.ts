/** Why a request ended, as vLLM and llm-d-inference-sim write it. */
import { copyLabel } from './promql';
import type { Matcher } from './selector';

/** Reasons of a complete answer; at `repetition` vLLM ends one that goes round in circles. */
export const COMPLETE_REASONS: readonly string[] = ['stop', 'length', 'repetition'];
const COMPLETE = COMPLETE_REASONS.join('|');

/** vLLM's label of the reason, and llm-d-inference-sim's. */
export const REASONS = ['finished_reason', 'finish_reason'];

/** Matchers of requests that ended in a complete answer. A series has one of the labels: the other is empty. */
export const IS_COMPLETE: Matcher[] = REASONS.map((label) => ({ label, op: '=~', value: `(${COMPLETE})?` }));

/** Matchers of requests that ended in any other way. */
export const IS_FAILED: Matcher[] = REASONS.map((label) => ({ label, op: '!~', value: COMPLETE }));

/** The reason under vLLM's label, whoever wrote it. */
export const withReason = (expr: string): string => copyLabel(expr, 'finished_reason', 'finish_reason');
