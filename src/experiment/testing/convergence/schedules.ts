/** Random schedules, each played in virtual time from its seed, and many of them with their counts. */
import { Chance, VirtualTime } from './virtualTime';

const START = Date.UTC(2026, 10, 23, 12);

export interface ScheduleOutcome<Fault extends string = string> {
  faults: Array<{ fault: Fault; run: string }>;
  /** From calm until nothing was wrong any more, ms. */
  tookMs: number;
}

/** Plays one schedule; the real timers are back when it ends. */
export async function inVirtualTime<T>(
  seed: number,
  play: (chance: Chance, time: VirtualTime) => Promise<T>
): Promise<T> {
  const time = new VirtualTime(START);
  time.install();
  try {
    return await play(new Chance(seed), time);
  } finally {
    time.uninstall();
  }
}

/** How many and from which seed on: as `npm run soak` says, else `otherwise` from 1 on. */
export const askedSchedules = (otherwise: number) => ({
  count: Number(process.env.SOAK_SCHEDULES ?? otherwise),
  firstSeed: Number(process.env.SOAK_SEED ?? 1),
});

export interface PlayedSchedules<Outcome> {
  outcomes: Array<Outcome & { seed: number }>;
  /** Of those with faults. */
  wrong: Array<{ seed: number; faults: Array<{ fault: string; run: string }> }>;
  /** Longest `tookMs`. */
  slowestMs: number;
  sum: (of: (outcome: Outcome) => number) => number;
  /** How many there were of each kind of fault, for people. */
  faultText: (kinds: readonly string[]) => string;
}

export async function playSchedules<Outcome extends ScheduleOutcome>(
  { count, firstSeed }: ReturnType<typeof askedSchedules>,
  run: (seed: number) => Promise<Outcome>
): Promise<PlayedSchedules<Outcome>> {
  const outcomes: Array<Outcome & { seed: number }> = [];
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    outcomes.push({ seed, ...(await run(seed)) });
  }
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const countOf = (kind: string) => sum(({ faults }) => faults.filter(({ fault }) => fault === kind).length);
  return {
    outcomes,
    wrong: outcomes.filter(({ faults }) => faults.length > 0).map(({ seed, faults }) => ({ seed, faults })),
    slowestMs: Math.max(...outcomes.map(({ tookMs }) => tookMs)),
    sum,
    faultText: (kinds) => kinds.map((kind) => `${countOf(kind)} ${kind}`).join(', '),
  };
}
