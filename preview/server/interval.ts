/**
 * How Grafana's Prometheus backend chooses the step of a range query and fills its time macros.
 *
 * grafana/grafana: pkg/promlib/models/query.go (calculatePrometheusInterval, InterpolateVariables) and intervalv2.
 */

/** Points that Prometheus accepts in a series; Grafana stays below. */
const SAFE_RESOLUTION = 11_000;
const DEFAULT_SCRAPE_MS = 15_000;

export interface StepInput {
  /** Range of the query, ms. */
  rangeMs: number;
  /** `interval` of the query: the least step, as a duration. */
  minInterval?: string;
  intervalMs?: number;
  intervalFactor?: number;
  maxDataPoints?: number;
  /** `jsonData.timeInterval` of the data source: its scrape interval. */
  timeInterval?: string;
}

const UNITS: Record<string, number> = { ms: 1, s: 1e3, m: 60e3, h: 3600e3, d: 86400e3, w: 604800e3, y: 31536000e3 };

/** Milliseconds of a duration such as `15s` or `1h30m`; undefined when it is none. */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim().replace(/^[<>]=?/, '');
  if (/^\d+(\.\d+)?$/.test(trimmed)) {
    return Number(trimmed) * 1000;
  }
  if (!/^(\d+(\.\d+)?(ms|[smhdwy]))+$/.test(trimmed)) {
    return undefined;
  }
  let sum = 0;
  for (const [, amount, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdwy])/g)) {
    sum += Number(amount) * (UNITS[unit ?? ''] ?? 0);
  }
  return sum;
}

/** Step of a range query in milliseconds. */
export function stepMs(input: StepInput): number {
  const least = minIntervalMs(input);
  const calculated = input.rangeMs / (input.maxDataPoints || 1500);
  const interval = calculated < least ? least : roundInterval(calculated);
  const safe = roundInterval(input.rangeMs / SAFE_RESOLUTION);
  return Math.max(interval, safe) * Math.max(1, input.intervalFactor ?? 1);
}

function minIntervalMs(input: StepInput): number {
  const own = input.minInterval ?? '';
  if (own === '' || own === '0s' || own.startsWith('$__')) {
    return input.intervalMs || scrapeMs(input.timeInterval);
  }
  return parseDuration(own) ?? scrapeMs(input.timeInterval);
}

function scrapeMs(timeInterval: string | undefined): number {
  return parseDuration(timeInterval ?? '') || DEFAULT_SCRAPE_MS;
}

const ROUND: Array<[number, number]> = [
  [10, 1],
  [15, 10],
  [35, 20],
  [75, 50],
  [150, 100],
  [350, 200],
  [750, 500],
  [1500, 1e3],
  [3500, 2e3],
  [7500, 5e3],
  [12500, 10e3],
  [17500, 15e3],
  [25e3, 20e3],
  [45e3, 30e3],
  [90e3, 60e3],
  [210e3, 120e3],
  [450e3, 300e3],
  [750e3, 600e3],
  [1050e3, 900e3],
  [1500e3, 1200e3],
  [2700e3, 1800e3],
  [5400e3, 3600e3],
  [9000e3, 7200e3],
  [16200e3, 10800e3],
  [32400e3, 21600e3],
  [86400e3, 43200e3],
  [604800e3, 86400e3],
  [1814400e3, 604800e3],
  [3628800e3, 2592000e3],
];

/** Grafana's round steps: 1, 2, 5, 10, 15, 20, 30 seconds, minutes, … */
function roundInterval(ms: number): number {
  return ROUND.find(([below]) => ms < below)?.[1] ?? 31536000e3;
}

/** Fills `$__interval`, `$__rate_interval`, `$__range` and their `_ms` and `_s` kin. */
export function fillMacros(expr: string, step: number, input: StepInput): string {
  const own = parseDuration(input.minInterval ?? '');
  const scrape = own ?? scrapeMs(input.timeInterval);
  const rate = Math.max(step + scrape, 4 * scrape);
  const rangeS = Math.round(input.rangeMs / 1000);
  const values: Record<string, string> = {
    __interval_ms: String(step),
    __interval: duration(step),
    __range_ms: String(input.rangeMs),
    __range_s: String(rangeS),
    __range: `${rangeS}s`,
    __rate_interval_ms: String(rate),
    __rate_interval: duration(rate),
  };
  return expr.replace(
    /\$(__\w+)|\$\{(__\w+)\}/g,
    (match, plain: string | undefined, braced: string | undefined) => values[plain ?? braced ?? ''] ?? match
  );
}

/** As a PromQL duration, in the largest units that divide it. */
export function duration(ms: number): string {
  const parts: string[] = [];
  let rest = Math.round(ms);
  for (const unit of ['h', 'm', 's', 'ms']) {
    const size = UNITS[unit] ?? 1;
    const count = Math.floor(rest / size);
    if (count > 0) {
      parts.push(`${count}${unit}`);
      rest -= count * size;
    }
  }
  return parts.join('') || '0s';
}
