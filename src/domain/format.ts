/**
 * Numbers, quantities and durations as visible texts write them. Always as in `en-US`, like the texts around them, and never
 * by the browser's language: a sentence does not mix `42.19 s` and `1.796,8`. Charts have Grafana's own formatter.
 */

/** What stands for a value that is not known. */
export const UNKNOWN = '–';

/** Digits after the point: exactly so many, or at most so many without zeros at the end. */
type Decimals = number | { most: number };

/** `1,796.8`. @param decimals none by default */
export function formatNumber(value: number, decimals: Decimals = 0): string {
  const [least, most] = typeof decimals === 'number' ? [decimals, decimals] : [0, decimals.most];
  return value.toLocaleString('en-US', { minimumFractionDigits: least, maximumFractionDigits: most });
}

/** A share as a change: `+12 %`, `−0.4 %`. */
export function formatChange(share: number): string {
  const percent = Math.abs(share * 100);
  const digits = formatNumber(percent, percent < 10 && percent !== Math.round(percent) ? 1 : 0);
  return `${share < 0 ? '−' : '+'}${digits} %`;
}

/** Milliseconds from a beginning, as a duration: `12m 05s`, `−42s` before it. */
export function formatElapsed(ms: number): string {
  return `${ms < 0 ? '−' : ''}${formatDuration(Math.abs(ms) / 1000)}`;
}

/** From so many days on a duration is a mistake of whoever says it, and its digits are of no use. */
const MOST_DAYS = 9999;

/**
 * A duration as people say it in an experiment: `42s`, `12m 05s`, `1h 05m`, `2d 03h`. Two units at most, the smaller one
 * with two digits, so that columns of them line up.
 */
export function formatDuration(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) {
    return UNKNOWN;
  }
  const s = Math.max(0, Math.round(seconds));
  const two = (n: number): string => String(n).padStart(2, '0');
  if (s < 60) {
    return `${s}s`;
  }
  if (s < 3600) {
    return `${Math.floor(s / 60)}m ${two(s % 60)}s`;
  }
  const minutes = Math.floor(s / 60);
  if (s < 86_400) {
    return `${Math.floor(minutes / 60)}h ${two(minutes % 60)}m`;
  }
  const days = Math.floor(s / 86_400);
  return days > MOST_DAYS ? `> ${MOST_DAYS}d` : `${days}d ${two(Math.floor(s / 3600) % 24)}h`;
}

/** What stands after a number, by Grafana's id of the unit. */
const UNITS: Readonly<Record<string, string>> = {
  s: 's',
  m: 'min',
  percentunit: '%',
  reqps: 'req/s',
  short: '',
  watt: 'W',
  watth: 'Wh',
  celsius: '°C',
  decbytes: 'B',
};
/** Units that grow by powers of 1,000. */
const SCALED = new Set(['watt', 'watth', 'decbytes']);
const PREFIXES = ['', 'k', 'M', 'G', 'T'];
const SUFFIX = 'suffix: ';

/** What stands after a number of this unit; empty for counts. */
function unitText(unit: string): string {
  return unit.startsWith(SUFFIX) ? unit.slice(SUFFIX.length) : (UNITS[unit] ?? unit);
}

/**
 * A value with its unit: `42.19 s`, `249 ms`, `4m 29s`, `47.87 %`, `1.2 kW`, `11,040`.
 *
 * @param unit Grafana's id of the unit in which the value is; `suffix: …` for a unit of one's own
 * @param decimals of the unit as it is; seconds have their own by size
 * @param more decimals beyond these, to tell two values apart; a duration is then in seconds
 */
export function formatQuantity(value: number | undefined, unit: string, decimals?: Decimals, more = 0): string {
  if (value === undefined || !Number.isFinite(value)) {
    return UNKNOWN;
  }
  if (unit === 's') {
    return formatSeconds(value, more);
  }
  if (unit === 'percentunit') {
    return `${formatNumber(value * 100, plus(decimals ?? 1, more))} %`;
  }
  if (SCALED.has(unit)) {
    return formatScaled(value, unit, plus(decimals ?? 1, more));
  }
  const after = unitText(unit);
  const number = formatNumber(value, plus(decimals ?? (unit === 'short' ? { most: 1 } : 1), more));
  return after === '' ? number : `${number} ${after}`;
}

const plus = (decimals: Decimals, more: number): Decimals =>
  typeof decimals === 'number' ? decimals + more : { most: decimals.most + more };

/** Milliseconds below a second; from a minute on a duration. */
function formatSeconds(value: number, more: number): string {
  const size = Math.abs(value);
  if (size >= 60 && more === 0) {
    return value < 0 ? `-${formatDuration(size)}` : formatDuration(size);
  }
  if (size >= 1 || value === 0) {
    return `${formatNumber(value, value === 0 ? 0 : 2 + more)} s`;
  }
  return `${formatNumber(value * 1000, (size >= 0.1 ? 0 : 1) + more)} ms`;
}

function formatScaled(value: number, unit: string, decimals: Decimals): string {
  const power = Math.min(PREFIXES.length - 1, Math.max(0, Math.floor(Math.log10(Math.abs(value) || 1) / 3)));
  const number = formatNumber(value / 1000 ** power, decimals);
  return `${number} ${PREFIXES[power]}${unitText(unit)}`;
}
