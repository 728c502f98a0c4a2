/**
 * What a run is judged by: one number over the whole range (`$__range`), for the variant in scope. Instant queries at the
 * range's end, which a run's link sets to the run's own.
 */
import { gpuCount, gpuPower } from './gpu';
import { latency, type Latency } from './latency';
import { IS_COMPLETE, IS_FAILED, REASONS } from './finishReasons';
import { M } from './metrics';
import { overPods } from './fleetOwners';
import { isOne, perServer, podMatchers } from './ownership';
import { aggregate, series } from './promql';
import { desired, ready } from './replicas';
import type { Matcher, Scope } from './selector';

/** Seconds between two looks at a state that is counted over the range: that of a usual scrape. */
const STEP_SECONDS = 15;

/** Requests that ended over the range, in whatever way or as the matchers say. */
function endedOverRange(s: Scope, matchers: Matcher[]): string {
  const increase = `increase(${series(M.success, [...podMatchers(s), ...matchers], '[$__range]')})`;
  return overPods('sum', s, perServer(increase, REASONS));
}

/** Requests that ended in a complete answer over the range, a whole number: what was counted between two scrapes is estimated. */
export function completedCount(s: Scope): string {
  return `round(${completed(s)})`;
}

/** Requests that ended in a complete answer over the range. */
export function completed(s: Scope): string {
  return endedOverRange(s, IS_COMPLETE);
}

/** Share of the ended requests that were not complete (aborted, failed), 0 to 1. No sample where none ended. */
export function failedShare(s: Scope): string {
  const all = endedOverRange(s, []);
  const failed = endedOverRange(s, IS_FAILED);
  return `(${failed} or 0 * ${all}) / (${all} > 0)`;
}

/** A quantile of a latency over all requests of the range, seconds. */
export function latencyOverRange(s: Scope, which: Latency, quantile: number): string {
  return latency(s, which, quantile, '$__range');
}

/** GPU-hours that the variant's pods held over the range, by the GPUs that the DCGM exporter leads to them. */
export function gpuHours(s: Scope): string {
  return overRange(gpuCount(s), 3600);
}

/** Complete answers for each GPU-hour held; without a variant, all answers for each GPU-hour that there was. */
export function completedPerGpuHour(s: Scope): string {
  const answers = isOne(s) ? completed(s) : aggregate('sum', [], completed(s));
  return `${answers} / ${gpuHours(s)}`;
}

/** Seconds in which fewer replicas served than WVA wanted. */
export function shortfallSeconds(s: Scope): string {
  return overRange(`(${desired(s)} > bool ${ready(s)})`, 1);
}

/** Energy that the GPUs of the variant's pods used, Wh; a GPU counts while a pod holds it. */
export function energy(s: Scope): string {
  return overRange(gpuPower(s), 3600);
}

/** Time integral over the range in units of so many seconds. A gap in the data adds nothing. */
function overRange(expr: string, unitSeconds: number): string {
  return `(sum_over_time(${expr}[$__range:${STEP_SECONDS}s]) * ${STEP_SECONDS} / ${unitSeconds})`;
}
