/** Gates and what is held against them, as options of a call. */
import type { Side } from '../src/domain/comparison/checkGate';
import { LAB_GATES, type Gate } from '../src/domain/comparison/gates';
import { analysesOf } from './analyses';
import type { Given, Io } from './command';
import { gatesFrom } from './gatesFile';

export const GATE_OPTIONS = {
  baseline: { value: 'RECORD', about: 'record or run to hold against', many: true },
  gates: { value: 'FILE', about: 'gates, one a line; # begins a comment' },
} as const;

/** The gates of the call's file, else the lab's. @throws UsageError that names the line */
export function gatesOf(given: Given): readonly Gate[] {
  const file = given.text('gates');
  return file === undefined ? LAB_GATES : gatesFrom(file);
}

/** One side of a comparison: the records or runs that the words name. */
export const sideOf = async (words: readonly string[], given: Given, io: Io): Promise<Side> =>
  (await analysesOf(words, given, io)).map(({ kpis }) => kpis);
