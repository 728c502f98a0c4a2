/** A gate held to figures: passed, not passed, or not known, with the arithmetic of it. */
import { KPIS, type KpiId } from '../analysis/kpis';
import type { KpiValue } from '../analysis/types';
import { apart, boundsOf, figures } from './apart';
import type { Gate } from './gates';
import { runsNeeded, type Difference, type Estimate } from './statistics';

/** `unknown`: what was measured does not decide it. */
export const GATE_OUTCOMES = ['passed', 'flagged', 'failed', 'unknown'] as const;
export type GateOutcome = (typeof GATE_OUTCOMES)[number];

/**
 * How much an outcome is worth. `single`: one run on each side, so the spread is not known; `pairs`: every run of one side
 * against every run of the other says so, but they are too few for an interval; `shown`: the 95 % interval of the distance
 * to the threshold lies on one side.
 */
export type Certainty = 'single' | 'pairs' | 'shown';

/**
 * Why a gate is not known. `missing`: a figure has no value; `problem`: a figure is not to be relied on; `error`: the
 * distance is within what the figures can be off by; `scatter`: the repeats lie on both sides of the threshold.
 */
export type Doubt =
  | { kind: 'missing' | 'problem'; why?: string }
  | { kind: 'error'; error: number }
  | { kind: 'scatter'; runsNeeded?: number };

/** A gate and the arithmetic of its outcome, all in the KPI's unit. */
export interface GateResult {
  gate: Gate;
  outcome: GateOutcome;
  /** Of a known outcome. */
  certainty?: Certainty;
  /** Of one that is not known. */
  doubt?: Doubt;
  value?: Estimate;
  baseline?: Estimate;
  /** Baseline × (1 + change), or baseline + change. */
  threshold?: number;
  /** value − threshold. */
  distance?: Difference;
  /** The distance is finer than the figure can be told: it counts as none. */
  isLevel?: boolean;
}

/** Kpis of one side of a comparison: a run, or the repeats of one. */
export type Side = ReadonlyArray<Readonly<Record<KpiId, KpiValue>>>;

export function checkGate(gate: Gate, side: Side, baselineSide: Side): GateResult {
  const { kpi } = gate;
  const [values, held] = [figures(kpi, side), figures(kpi, baselineSide)];
  const found = apart(kpi, values, held, {
    shift: (value) => shifted(value, gate),
    finest: resolution([...side, ...baselineSide], kpi),
  });
  if (found.value === undefined || found.limit === undefined || found.distance === undefined) {
    const why = (found.value ? held : values).map((figure) => figure.why).find((reason) => reason !== undefined);
    return { gate, outcome: 'unknown', doubt: { kind: 'missing', why }, value: found.value, baseline: found.baseline };
  }
  const { value, baseline, limit, distance, error, isLevel } = found;
  const known = { gate, value, baseline, threshold: limit.centre, distance, isLevel };
  const problem = [...values, ...held].map((figure) => figure.problem).find((text) => text !== undefined);
  if (problem !== undefined) {
    return { ...known, outcome: 'unknown', doubt: { kind: 'problem', why: problem } };
  }
  const sides = (isLevel ? [0] : boundsOf(found)).map((by) => isWorse(kpi, by));
  if (sides.some((worse) => worse !== sides[0])) {
    return { ...known, outcome: 'unknown', doubt: doubtOf(distance, error, value, limit) };
  }
  return { ...known, outcome: outcomeOf(gate, sides[0] ?? false), certainty: certaintyOf(distance) };
}

function outcomeOf({ level }: Gate, worse: boolean): GateOutcome {
  return worse ? (level === 'fail' ? 'failed' : 'flagged') : 'passed';
}

const isWorse = (kpi: KpiId, distance: number): boolean => (KPIS[kpi].better === 'lower' ? distance > 0 : distance < 0);

function doubtOf({ value, interval }: Difference, error: number, a: Estimate, b: Estimate): Doubt {
  const scatters = interval !== undefined && interval.low <= 0 && interval.high >= 0;
  return scatters || Math.abs(value) > error
    ? { kind: 'scatter', runsNeeded: runsNeeded(a, b) }
    : { kind: 'error', error };
}

/**
 * Finest difference that a figure can show, in its unit. An error rate is one of whole requests: less than one request more
 * is no more.
 */
function resolution(sides: Side, kpi: KpiId): number | undefined {
  if (kpi !== 'error-rate') {
    return undefined;
  }
  const totals = sides.flatMap((kpis) => {
    const [served, failed] = [kpis['requests-served'].value, kpis['requests-failed'].value];
    return served === undefined || failed === undefined || served + failed < 1 ? [] : [served + failed];
  });
  return totals.length === 0 ? undefined : 1 / Math.min(...totals);
}

/** The worst outcome of all: a failure outweighs what is not known, and that a flag. No gates: passed. */
export function overall(results: readonly GateResult[]): GateOutcome {
  const order: GateOutcome[] = ['failed', 'unknown', 'flagged'];
  return order.find((outcome) => results.some((result) => result.outcome === outcome)) ?? 'passed';
}

/** A run of the baseline moved by what the gate allows. */
function shifted(value: number, { change, relative }: Gate): number {
  return relative ? value * (1 + change) : value + change;
}

function certaintyOf({ interval }: Difference): Certainty {
  return interval === undefined ? 'single' : interval.kind === 'span' ? 'pairs' : 'shown';
}
