/** The load that an experiment offers: time-shifted generators whose rates, or users, add up where they overlap. */

/** One load generator (one GuideLLM instance). */
export interface LoadStep {
  name: string;
  /** Seconds from the start of the load to the first request. */
  delaySeconds: number;
  durationSeconds: number;
  /** Requests per second; undefined for a profile that has none, or whose rate is not known. */
  rate?: number;
  /** Requests that are kept in flight at once, for the profiles that are set by them. */
  users?: number;
  /** GuideLLM's profile where it is not a constant rate, for example `concurrent`, `sweep`. */
  profile?: string;
  /** Mean tokens of a prompt, and of an answer; undefined when the scenario does not say. */
  promptTokens?: number;
  outputTokens?: number;
}

export interface LoadProfile {
  steps: LoadStep[];
}

/** A point of the summed rate: `rate` req/s from `atSeconds` until the next point. */
export interface RatePoint {
  atSeconds: number;
  rate: number;
}

/** Whether the rate of every step is known: without it there is no planned number of requests, and no rate to draw. */
export function hasKnownRate(profile: LoadProfile): boolean {
  return profile.steps.every(({ rate }) => rate !== undefined);
}

/** The load as users in place of requests per second; undefined when a step is not set by them. */
export function asUsers(profile: LoadProfile): LoadProfile | undefined {
  return profile.steps.every(({ users }) => users !== undefined)
    ? { steps: profile.steps.map((step) => ({ ...step, rate: step.users })) }
    : undefined;
}

/** Seconds from the start of the load until the last step ends; 0 without steps. */
export function totalSeconds(profile: LoadProfile): number {
  return profile.steps.reduce((end, step) => Math.max(end, step.delaySeconds + step.durationSeconds), 0);
}

/**
 * The summed rate of a load whose rate is known (`hasKnownRate`) as a step function, first point at 0, last point at {@link totalSeconds} with the rate 0. Points where
 * the rate does not change are left out.
 */
export function summedRate(profile: LoadProfile): RatePoint[] {
  const edges = new Set([0, ...profile.steps.flatMap((s) => [s.delaySeconds, s.delaySeconds + s.durationSeconds])]);
  const points = [...edges].sort((a, b) => a - b).map((atSeconds) => ({ atSeconds, rate: rateAt(profile, atSeconds) }));
  return points.filter((point, i) => i === 0 || i === points.length - 1 || point.rate !== points[i - 1]?.rate);
}

/** Summed rate in req/s at a time; a step counts from its start up to, not including, its end. */
export function rateAt(profile: LoadProfile, atSeconds: number): number {
  const rate = profile.steps
    .filter((s) => atSeconds >= s.delaySeconds && atSeconds < s.delaySeconds + s.durationSeconds)
    .reduce((sum, s) => sum + (s.rate ?? 0), 0);
  return Math.round(rate * 1e9) / 1e9; // 0.1 + 0.2 is 0.3 req/s
}

/** Highest summed rate, req/s. */
export function peakRate(profile: LoadProfile): number {
  return summedRate(profile).reduce((peak, { rate }) => Math.max(peak, rate), 0);
}
