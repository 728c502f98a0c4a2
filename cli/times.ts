/** Moments as people type them. */
import { UsageError } from './usage';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1e3, m: 60e3, h: 3600e3, d: 86_400e3, w: 604_800e3 };
/** Seconds since the epoch up to the year 5138, milliseconds from 1973 on. */
const FIRST_MS = 1e11;

/**
 * Epoch ms of `2026-11-28T10:00:00Z`, seconds or milliseconds since the epoch, `now`, `now-1h30m`. A date without a zone is
 * rejected, because nothing says whose it is.
 *
 * @throws UsageError that names the option
 */
export function parseTime(option: string, text: string, now: number): number {
  const relative = /^now(?:-((?:\d+[smhdw])+))?$/.exec(text);
  if (relative) {
    const parts = [...(relative[1] ?? '').matchAll(/(\d+)([smhdw])/g)];
    return now - parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (UNIT_MS[unit ?? ''] ?? 0), 0);
  }
  if (/^\d+(\.\d+)?$/.test(text)) {
    const number = Number(text);
    return number >= FIRST_MS ? number : number * 1000;
  }
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/i.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) {
    throw new UsageError(
      `--${option} ${JSON.stringify(text)} is no time: write 2026-11-28T10:00:00Z, seconds or milliseconds since 1970, or now-1h`
    );
  }
  return time;
}
