/** The decisions of runs beside what their simulated worlds remember of them: by which rule, and when what followed was there. */
import { laneOf, spanAt, type Lane } from '../../src/domain/decisions/lane';
import { dueBy } from '../../src/domain/decisions/wvaV1';
import type { DecisionRule, Moment, ScalerKindInForce } from '../../src/domain/decisions/types';
import { waterfallOf, type HopId, type Scaling } from '../../src/domain/decisions/waterfall';
import { effectiveThresholds } from '../../src/domain/variant';
import { askCourse } from '../../src/measuring/askCourse';
import { DIALECT_NAMES, DIALECTS } from '../../src/queries/dialect';
import type { DecisionRecord, DecisionRule as TrueRule } from '../../simulator/world/decision';
import type { Second } from '../../simulator/truth/observer';
import { decisionsOf, type TrueRun } from '../../simulator/truth/trueRun';
import { askAsGrafana } from './askAsGrafana';
import { SCRAPE_SECONDS, trueRuns, type TrueCase, type TrueRuns } from './trueRuns';

export const PATTERNS = ['stair', 'p1', 'p2', 'p3', 'p4', 'p5'] as const;
export const LIMITS = effectiveThresholds();
/** Share of decisions that the lane must name as the world does; docs/decisions.md says why the rest cannot be known. */
export const LEAST_NAMED = 0.95;

interface Scaled extends Pick<TrueCase, 'scaler' | 'mode'> {
  exposition: Omit<TrueCase['exposition'], 'labels'>;
  decides: ScalerKindInForce;
}

/**
 * WVA of versions without and with a word on its analyzer, V1 and V2; KEDA and an HPA of somebody's own beside a WVA that
 * looks on; nobody.
 */
export const SCALED = {
  'WVA V1': { mode: 'wva', scaler: 'wva', exposition: { wvaVersion: '0.5' }, decides: 'wva-v1' },
  'WVA V2': { mode: 'wva', scaler: 'wva', exposition: { wvaVersion: '0.9' }, decides: 'wva-v2' },
  'KEDA, queue': { mode: 'wva', scaler: 'keda-queue', exposition: { wvaVersion: '0.5' }, decides: 'keda' },
  'KEDA, saturation': { mode: 'wva', scaler: 'keda-saturation', exposition: { wvaVersion: '0.9' }, decides: 'keda' },
  HPA: { mode: 'wva', scaler: 'hpa', exposition: { wvaVersion: '0.9', plainHpas: true }, decides: 'hpa' },
  static: { mode: 'static', exposition: { wvaVersion: '0.5' }, decides: 'none' },
} as const satisfies Record<string, Scaled>;
export type ScaledName = keyof typeof SCALED;
export const SCALED_NAMES = Object.keys(SCALED) as ScaledName[];

/** What no decision is told from: most samples of a world. */
const UNREAD = [
  'DCGM_',
  'controller_runtime_reconcile_time_',
  'wva_optimization_duration_seconds_bucket',
  ...['time_', 'e2e_', 'request_', 'inter_'].map((beginning) => `vllm:${beginning}`),
];

export interface DecisionCase extends TrueCase {
  scaled: ScaledName;
  decides: ScalerKindInForce;
}

/** A scaler under a pattern; labels and replicas at the beginning go by turns. */
export function decisionCase(scaled: ScaledName, pattern: (typeof PATTERNS)[number], seed: number): DecisionCase {
  const { exposition, ...given } = SCALED[scaled];
  const turn = seed + SCALED_NAMES.indexOf(scaled) + PATTERNS.indexOf(pattern);
  const labels = DIALECT_NAMES[turn % DIALECT_NAMES.length]!;
  return {
    ...given,
    scaled,
    pattern,
    seed,
    replicas: 1 + (seed % 2),
    exposition: { ...exposition, labels, unexposed: UNREAD },
  };
}

/** What the world calls a rule, and what the lane may call it. */
export const SAME: Readonly<Record<TrueRule, readonly DecisionRule[]>> = {
  'spare-kv': ['spare-kv', 'all-saturated'],
  'spare-queue': ['spare-queue'],
  'scale-down': ['scale-down'],
  'required-capacity': ['required-capacity'],
  hold: ['room', 'starting'],
  'in-transition': ['in-transition', 'stuck'],
  'no-metrics': ['no-load', 'no-number', 'inactive'],
  limited: ['limited'],
  bounds: ['at-max', 'at-min'],
  'largest-trigger': ['largest-trigger'],
  tolerance: ['tolerance'],
  stabilised: ['held-by-window'],
  policy: ['held-by-policy'],
};

/** A run, and what the app makes of it. */
export interface ToldRun {
  given: DecisionCase;
  run: TrueRun;
  moments: Moment[];
  lane: Lane;
}

/** Runs in a Prometheus of their own, told as the app tells them. */
export async function toldRuns(cases: readonly DecisionCase[]): Promise<{ world: TrueRuns; told: ToldRun[] }> {
  const world = await trueRuns(cases);
  const ask = askAsGrafana(world.url);
  const told: ToldRun[] = [];
  for (const [i, run] of world.runs.entries()) {
    const given = cases[i]!;
    const { moments } = await askCourse({
      ask,
      dialect: DIALECTS[given.exposition.labels],
      workload: run.run.workload,
      range: run.window,
      stepSeconds: SCRAPE_SECONDS,
      limits: LIMITS.values,
    });
    const lane = laneOf(moments, run.window, { limits: LIMITS, stepSeconds: SCRAPE_SECONDS });
    told.push({ given, run, moments, lane });
  }
  return { world, told };
}

export interface Judged {
  record: DecisionRecord;
  told: string;
  isNamed: boolean;
  isOpposite: boolean;
}

const deciderOf = ({ decides }: DecisionCase): string => (decides === 'keda' ? 'hpa' : decides);

/** Every decision of who decides, beside what the lane says of the time in which it fell. */
export function judged({ given, run: { workload, window }, lane, moments }: ToldRun): Judged[] {
  const last = moments.at(-1)?.at ?? -Infinity;
  return (
    decisionsOf(workload, window)
      // One in the first second of the window came of what was before it.
      .filter(({ by, at }) => by === deciderOf(given) && at * 1000 > window.from)
      // What is decided after the last look is in none.
      .filter(({ at }) => at * 1000 <= last)
      .map((record) => {
        // A scrape at the second of a decision shows what came of it.
        const told = spanAt(lane.spans, record.at * 1000 - 1)?.decision;
        const sense = Math.sign(record.done - record.current);
        const named = told?.direction === 'up' ? 1 : told?.direction === 'down' ? -1 : 0;
        return {
          record,
          told: told?.rule ?? 'nothing',
          isNamed: told !== undefined && SAME[record.rule].includes(told.rule),
          isOpposite: sense * named < 0,
        };
      })
  );
}

/** A look at the world every scrape, at points of the same distance, after a sync of the HPA. */
const LATE_MS = 2 * SCRAPE_SECONDS * 1000;

export interface Hops {
  /** Ends that were held against the truth. */
  compared: number;
  /** What is further from the truth than a scrape and a sync, in words. */
  wrong: string[];
}

/** Each end of each hop of each scaling beside the second at which the world was so far. */
export function hopsOf(told: ToldRun): Hops {
  const { given, run, moments } = told;
  const records = decisionsOf(run.workload, run.window).filter(({ by }) => by === deciderOf(given));
  const all = waterfallOf(moments, LIMITS).flatMap((scaling) => {
    const { at, to, direction } = scaling;
    const truth = truthOf(scaling, run);
    const isDecided = records.some((one) => one.done === to && one.at * 1000 <= at && one.at * 1000 > at - LATE_MS);
    return [
      isDecided ? '' : `decision for ${direction} to ${to} at ${at} was not made then`,
      ...scaling.hops.map(({ id, from, to: end }) => {
        if (id === 'decide') {
          return sawSignal(records, from, at) || hasLapsed(run, records, from)
            ? ''
            : `signal of ${direction} to ${to} at ${from}, decided at ${at}`;
        }
        const real = truth[id];
        const isRight = real !== undefined && Math.abs(end - real) <= LATE_MS;
        return isRight ? '' : `${id} of ${direction} to ${to} at ${end}, in truth ${real}`;
      }),
    ];
  });
  const name = `${given.pattern} ${given.scaled}, seed ${given.seed}`;
  return { compared: all.length, wrong: all.flatMap((one) => (one === '' ? [] : [`${name}: ${one}`])) };
}

/** When the world was so far, epoch ms. */
function truthOf({ at, to, direction }: Scaling, { observer, window }: TrueRun): Partial<Record<HopId, number>> {
  const reached = (value = NaN) => (direction === 'up' ? value >= to : value <= to);
  // What is asked for at a look was decided at most a scrape before it; the last look may be at the window's end.
  const since = observer.seconds.filter((second) => second.at >= at - LATE_MS && second.at <= window.to);
  const first = (is: (second: Second) => boolean) => since.find(is)?.at;
  return {
    hpa: first(({ hpaDesired }) => reached(hpaDesired)),
    create: first(({ created }) => reached(created)),
    schedule: first(({ created, unplaced }) => reached(created) && unplaced === 0),
    start: first(({ created, ready }) => reached(created) && reached(ready)),
    // Requests come and go between two scrapes: what no scrape could see does not count.
    serve: first(
      ({ at: second, created, replicas }) =>
        second % (SCRAPE_SECONDS * 1000) === 0 &&
        reached(created) &&
        reached(replicas.filter(({ running, waiting }) => running + waiting > 0).length)
    ),
  };
}

/** Whether a scaler that looks now and then sees the signal from its first look after that moment on. */
function sawSignal(records: readonly DecisionRecord[], from: number, decidedAt: number): boolean {
  const before = records.filter(({ at }) => at * 1000 <= decidedAt);
  let first = before.length - 1;
  // What was decided before it is another scaling's.
  while (first > 0 && isDue(before[first - 1]!) && !isChange(before, first - 1)) {
    first--;
  }
  const [lastWithout, firstWith] = [before[first - 1]?.at ?? -Infinity, before[first]?.at ?? Infinity];
  return from >= lastWithout * 1000 - LATE_MS && from <= firstWith * 1000 + LATE_MS;
}

/** Whether the signal of V1 was away for a while between the cycle before that moment and the moment: no cycle saw it. */
function hasLapsed({ observer }: TrueRun, records: readonly DecisionRecord[], from: number): boolean {
  const cycle = records.filter(({ at }) => at * 1000 < from).at(-1);
  const { kvCacheThreshold, queueLengthThreshold } = LIMITS.values;
  const isDueAt = ({ replicas }: Second) => {
    const free = replicas.filter(({ kv, waiting }) => kv < kvCacheThreshold && waiting < queueLengthThreshold);
    const mean = (spare: (one: Second['replicas'][number]) => number) =>
      free.length === 0 ? undefined : free.reduce((sum, one) => sum + spare(one), 0) / free.length;
    const spareKv = mean(({ kv }) => kvCacheThreshold - kv);
    const spareQueue = mean(({ waiting }) => queueLengthThreshold - waiting);
    const saturated = replicas.length - free.length;
    return dueBy({ spareKv, spareQueue, saturated, reporting: replicas.length }, LIMITS) !== undefined;
  };
  return (
    cycle?.by === 'wva-v1' &&
    observer.seconds.some((second) => second.at > cycle.at * 1000 && second.at <= from && !isDueAt(second))
  );
}

const isChange = (records: readonly DecisionRecord[], i: number): boolean =>
  i > 0 && records[i]!.done !== records[i - 1]!.done;

/** Whether more was asked for at a cycle, whatever became of it. */
function isDue({ by, measured, wanted, current }: DecisionRecord): boolean {
  switch (by) {
    case 'wva-v1':
      return dueBy(measured, LIMITS) !== undefined;
    case 'wva-v2':
      return measured.required! > 0;
    case 'hpa':
      return wanted > current;
  }
}
