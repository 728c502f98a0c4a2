/** Which rule held when: a time without gap or overlap. */
import type { Span } from '../analysis/types';
import type { EffectiveThresholds } from '../variant';
import { decide } from './decide';
import { Ruling } from './ruling';
import { scalersOf } from './scaler';
import type { Decision, DecisionRule, LaneSpan, Moment, ScalerInForce } from './types';
import { isApart } from './wva';

/** A moment stands for the time until the next one when that comes within so many steps. */
const LATEST_NEXT_STEPS = 1.5;

/** Rules by which a scale-up is due, whatever becomes of it. */
const DUE: ReadonlySet<DecisionRule> = new Set([
  'spare-kv',
  'spare-queue',
  'all-saturated',
  'required-capacity',
  'inert',
]);

export interface LaneOptions {
  limits: EffectiveThresholds;
  /** Of the moments, s. */
  stepSeconds: number;
  /** Who scaled at each of the moments, where that is known already. */
  inForce?: readonly ScalerInForce[];
}

export interface Lane {
  /** Who scaled it, each kind once, in the order in which they came. */
  scalers: ScalerInForce[];
  /** They cover the range; of neighbours rule or outcome differ. */
  spans: LaneSpan[];
}

const UNSEEN: ScalerInForce = { kind: 'unknown', certainty: 'unknown' };

export function laneOf(moments: readonly Moment[], range: Span, options: LaneOptions): Lane {
  const { limits, stepSeconds, inForce = scalersOf(moments) } = options;
  const nothing = () => new Ruling(UNSEEN).withoutAnswer('unknown', ['samples']);
  const spans: LaneSpan[] = [];
  const add = (from: number, to: number, decision: Decision) => {
    const [begin, end] = [Math.max(from, range.from), Math.min(to, range.to)];
    if (end <= begin) {
      return;
    }
    const last = spans.at(-1);
    if (last && isSame(last.decision, decision)) {
      last.to = end;
    } else {
      spans.push({ from: begin, to: end, decision });
    }
  };
  let dueSince: number | undefined;
  let apartSince: number | undefined;
  let end = range.from;
  moments.forEach(({ at, state }, i) => {
    add(end, at, nothing());
    const next = moments[i + 1];
    const isNext = next !== undefined && next.at - at <= LATEST_NEXT_STEPS * stepSeconds * 1000;
    end = isNext ? next.at : at + stepSeconds * 1000;
    apartSince = isApart(state) && inForce[i]?.kind !== 'none' ? (apartSince ?? at) : undefined;
    const since = { dueSeconds: secondsSince(dueSince, at), apartSeconds: secondsSince(apartSince, at) };
    // What another scaler asks for shows nothing of this one.
    const isSameScaler = isNext && inForce[i + 1]?.kind === inForce[i]?.kind;
    const after = isSameScaler ? next.state : undefined;
    const decision = decide({ ...state, ...since }, { limits, scaler: inForce[i], after });
    dueSince = DUE.has(decision.rule) && !decision.changed ? (dueSince ?? at) : undefined;
    add(at, end, decision);
  });
  add(end, range.to, nothing());
  const kinds = new Map(inForce.map((scaler) => [scaler.kind, scaler]));
  return { scalers: [...kinds.values()], spans };
}

const secondsSince = (since: number | undefined, now: number): number | undefined =>
  since === undefined ? undefined : (now - since) / 1000;

/** What changes the number that is asked for stands alone. */
function isSame(a: Decision, b: Decision): boolean {
  return (
    !a.changed && !b.changed && a.rule === b.rule && a.certainty === b.certainty && a.scaler.kind === b.scaler.kind
  );
}

/** When it was decided, as far as it is seen: a change by the look after it; else since when the rule has held. */
export const momentOf = ({ from, to, decision }: LaneSpan): number => (decision.changed ? to : from);

/** The span that holds a moment. */
export function spanAt(spans: readonly LaneSpan[], at: number): LaneSpan | undefined {
  return spans.find(({ from, to }) => at >= from && at < to) ?? (spans.at(-1)?.to === at ? spans.at(-1) : undefined);
}
