/** A line of a structured log (zap's JSON), and its fields as far as they are what they should be. */

export type Fields = Record<string, unknown>;

/** What Kubernetes puts before each line with `timestamps`: RFC 3339 with nanoseconds. */
const STAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)) (.*)$/;

/**
 * @returns the time that stands before the line or in it, epoch ms, and its fields: undefined where the line is no JSON
 *   object, `broken` where it begins as one
 */
export function bodyOf(line: string): { at?: number; fields?: Fields | 'broken' } {
  const [, stamp, rest = line] = STAMP.exec(line) ?? [];
  const outer = objectOf(rest);
  // Collectors wrap a line: OpenShift's keeps it in `message`.
  const inner = typeof outer === 'object' && outer.msg === undefined ? textOf(outer.message) : undefined;
  const wrapped = inner === undefined ? undefined : objectOf(inner);
  const fields = wrapped ?? outer;
  const at = timeOfText(stamp) ?? (typeof fields === 'object' ? timeOf(fields) : undefined);
  return { at, fields };
}

function objectOf(text: string): Fields | 'broken' | undefined {
  if (!text.trimStart().startsWith('{')) {
    return undefined;
  }
  try {
    return asRecord(JSON.parse(text));
  } catch {
    return 'broken';
  }
}

/** `ts` as zap writes it: seconds since the epoch, or ISO 8601. */
export function timeOf({ ts, time, timestamp }: Fields): number | undefined {
  const value = ts ?? time ?? timestamp;
  const seconds = numberOf(value);
  return seconds === undefined ? timeOfText(textOf(value)) : Math.round(seconds * 1000);
}

function timeOfText(text: string | undefined): number | undefined {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? undefined : at;
}

export const asRecord = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

/** A whole number of at least 0. */
export const count = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : undefined;
