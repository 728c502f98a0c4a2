/** Limits of TTFT and ITL as people type them, and as settings and URLs keep them: seconds. */
import type { LatencyLimits } from '../domain/analysis/types';

/** Seconds above 0; undefined for anything else. */
export function limitSeconds(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

/** Any value as limits: what is none is not set. */
export function decodeLatencyLimits(value: unknown): LatencyLimits {
  const { ttftSeconds, itlSeconds } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  return { ttftSeconds: limitSeconds(ttftSeconds), itlSeconds: limitSeconds(itlSeconds) };
}

/** Each limit of the page where it has one, else that of the settings. */
export function limitsInForce(page: LatencyLimits, settings: LatencyLimits): LatencyLimits {
  return {
    ttftSeconds: page.ttftSeconds ?? settings.ttftSeconds,
    itlSeconds: page.itlSeconds ?? settings.itlSeconds,
  };
}
