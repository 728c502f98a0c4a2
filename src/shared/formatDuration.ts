/**
 * A duration as people say it in an experiment: `42s`, `12m 05s`, `1h 05m`, `2d 03h`. Two units at most, the smaller one
 * with two digits, so that columns of them line up. Not a number: `–`.
 */
export function formatDuration(seconds: number | undefined): string {
  if (seconds === undefined || !Number.isFinite(seconds)) {
    return '–';
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
  return `${Math.floor(s / 86_400)}d ${two(Math.floor(s / 3600) % 24)}h`;
}
