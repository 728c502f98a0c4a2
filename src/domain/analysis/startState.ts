/** The state in which a load found its workload: part of the run, since what an earlier one left over changes its figures. */
import { PARAMS, stringParam } from '../params';
import { isByWva } from '../scaler';
import type { AnalysedRun, Measurements, SeriesId } from './types';

/** At the first load step; undefined: not measured then. */
export interface StartState {
  desired?: number;
  ready?: number;
  /** Requests that waited in vLLM, over all replicas. */
  queue?: number;
  /** Share of the fullest replica's KV cache that was in use, 0 to 1. */
  kv?: number;
  /** Requests in the batches of all replicas. */
  inFlight?: number;
  /** Replicas that the run sets before its load; undefined where it sets none, or that is not known. */
  planned?: number;
}

export type LeftoverId = 'desired' | 'ready' | 'queue' | 'kv' | 'inFlight';

/** What a load found otherwise than its run had set it. */
export interface Leftover {
  id: LeftoverId;
  value: number;
  /** What it should have been. */
  planned: number;
}

/** Less of a cache in use is the rest of a rounding, not of a request. */
const CACHE_IN_USE = 0.01;

/** From series that are read anyway, at the last look before the first load step. */
export function startState(run: AnalysedRun, m: Measurements): StartState {
  const at = (id: SeriesId): number[] =>
    (m.series[id] ?? []).flatMap(({ times, values }) => values[lastBy(times, m.window.from)] ?? []);
  const sum = (values: number[]): number | undefined =>
    values.length === 0 ? undefined : values.reduce((all, value) => all + value, 0);
  const kv = at('kvByPod');
  return {
    desired: at('desired')[0],
    ready: at('ready')[0],
    queue: sum(at('queueByPod')),
    kv: kv.length === 0 ? undefined : Math.max(...kv),
    inFlight: sum(at('runningByPod')),
    planned: plannedReplicas(run),
  };
}

/** Index of the last time that is not after a moment; −1 where there is none. */
const lastBy = (times: readonly number[], moment: number): number => times.filter((time) => time <= moment).length - 1;

/** Replicas to which the run resets its workload. */
function plannedReplicas({ params }: AnalysedRun): number | undefined {
  const text = stringParam(params, PARAMS.initialReplicas)?.trim();
  const isSet = stringParam(params, PARAMS.reset)?.trim() !== 'false' && text !== undefined && /^\d+$/.test(text);
  return isSet ? Number(text) : undefined;
}

/** What is left over from before; nothing where it is not known what should have been. */
export function leftovers(run: AnalysedRun, { planned, desired, ready, queue, kv, inFlight }: StartState): Leftover[] {
  const found: Leftover[] = [];
  const check = (id: LeftoverId, value: number | undefined, wanted: number | undefined, least = 0): void => {
    if (value !== undefined && wanted !== undefined && Math.abs(value - wanted) > least) {
      found.push({ id, value, planned: wanted });
    }
  };
  // In a static run nothing acts on what the autoscaler wants.
  check('desired', isByWva(run.mode) ? desired : undefined, planned);
  check('ready', ready, planned);
  check('queue', queue, 0);
  check('inFlight', inFlight, 0);
  check('kv', kv, 0, CACHE_IN_USE);
  return found;
}

/** Replicas that were otherwise than the run had set them: then it is another experiment than its repeats. */
export function otherReplicas(run: AnalysedRun, m: Measurements): Leftover[] {
  return leftovers(run, startState(run, m)).filter(({ id }) => id === 'desired' || id === 'ready');
}
