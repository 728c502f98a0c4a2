/** Go's durations (`1h30m0s`), in which Tekton keeps timeouts. */

const UNITS: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 1e-3, us: 1e-6, µs: 1e-6, ns: 1e-9 };

/** Seconds; undefined when the text is no duration. */
export function parseDuration(text: string): number | undefined {
  if (/^[-+]?0$/.test(text)) {
    return 0;
  }
  const [, sign, body = ''] = /^([-+]?)((?:\d+(?:\.\d*)?|\.\d+)(?:h|ms|m|s|us|µs|ns).*)$/.exec(text) ?? [];
  const parts = body.match(/(\d+(?:\.\d*)?|\.\d+)(h|ms|m|s|us|µs|ns)/g);
  if (!parts || parts.join('') !== body) {
    return undefined;
  }
  const seconds = parts.reduce((sum, part) => {
    const [, count = '0', unit = 's'] = /^([\d.]+)(.+)$/.exec(part) ?? [];
    return sum + Number(count) * (UNITS[unit] ?? 0);
  }, 0);
  return sign === '-' ? -seconds : seconds;
}

/** As `time.Duration.String()` does for whole seconds: `1h0m0s`, `1m30s`, `5s`. */
export function formatDuration(seconds: number): string {
  const total = Math.abs(seconds);
  const sign = seconds < 0 ? '-' : '';
  if (total < 1 && total > 0) {
    return `${sign}${Math.round(total * 1e6) / 1e3}ms`;
  }
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor((total % 3600) / 60);
  const rest = Math.round((total % 60) * 1e9) / 1e9;
  return `${sign}${hours ? `${hours}h` : ''}${hours || minutes ? `${minutes}m` : ''}${rest}s`;
}

/** Why Go cannot read a text as a duration (`time.ParseDuration`). */
export function durationError(text: string): string {
  const quoted = JSON.stringify(text);
  const [, number = '', unit = ''] = /^[-+]?(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(text) ?? [];
  if (number === '') {
    return `invalid duration ${quoted}`;
  }
  return unit === ''
    ? `missing unit in duration ${quoted}`
    : `unknown unit ${JSON.stringify(unit)} in duration ${quoted}`;
}
