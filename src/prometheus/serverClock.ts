/** How far this browser's clock is from the server's: the answers to queries carry a date. */

import { listCache } from '../domain/moduleCaches';

/** ms by which the server's clock is ahead of this browser's. Undefined until an answer had a date. */
let known: number | undefined;
listCache('clock of the server', () => (known = undefined));

/** A header's date is cut to the second, so that on average half of one has passed. */
const CUT_MS = 500;

/** @param askedAt, answeredAt epoch ms by this browser */
export function noteServerDate(headers: Pick<Headers, 'get'> | undefined, askedAt: number, answeredAt: number): void {
  const date = Date.parse(headers?.get('date') ?? '');
  if (Number.isFinite(date)) {
    known = date + CUT_MS - (askedAt + answeredAt) / 2;
  }
}

/** ms to add to `Date.now()` for the server's time; undefined when no answer said it. */
export function serverSkewMs(): number | undefined {
  return known;
}

/** From so much on a clock is off: less is the delay of answers, and harmless. */
const OFF_MS = 60_000;

/** {@link serverSkewMs} where it is more than a minute. */
export function clockOffMs(): number | undefined {
  return known !== undefined && Math.abs(known) > OFF_MS ? known : undefined;
}
