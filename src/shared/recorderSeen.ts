/** Whether a recorder was at work when a page last looked: what it does, browsers leave to it. */
import { listCache } from '../domain/moduleCaches';

/** A recorder that is killed is missed after this, ms. */
const GOOD_MS = 15 * 60_000;
/** So long a recorder has to mark a change before a browser looks whether it has, ms. */
export const LEFT_TO_IT_MS = 60_000;

let seenAt = -Infinity;
listCache('recorder', () => (seenAt = -Infinity));

/** @param at epoch ms */
export function keepRecorderState(isAtWork: boolean, at: number): void {
  seenAt = isAtWork ? at : -Infinity;
}

/** @param now epoch ms */
export const isRecorderAtWork = (now: number): boolean => now - seenAt < GOOD_MS;
