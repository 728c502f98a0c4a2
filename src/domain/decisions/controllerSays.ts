/** What the controller's log says of a decision, and where that differs from what metrics say of it. */
import type { Span } from '../analysis/types';
import type { ControllerAnalysis, ControllerCycle, ControllerDecision } from './controllerLog';
import type { Comparison, Decision, DecisionRule, Quantity } from './types';

/** A variant as the controller may call it. */
export interface ControllerSubject {
  namespace: string;
  /** The workload's own name, and those of the scalers that target it. */
  names: readonly string[];
}

export interface ControllerSays {
  cycle: ControllerCycle;
  /** Of the variant. */
  decision: ControllerDecision;
  /** The cycle, with the one before and the one after: a scrape shows the values of one of them. */
  around: readonly ControllerCycle[];
}

/** WVA decides every 15 to 60 s: two cycles before a moment, and what a scrape shows of the last, ms. */
const BEFORE_MS = 150_000;
const AFTER_MS = 30_000;

/** The time of which the log has to be read for a span: what it begins with counts, not its length. */
export const logTimeOf = ({ from, to }: Span): Span => ({
  from: from - BEFORE_MS,
  to: Math.min(to, from + BEFORE_MS) + AFTER_MS,
});

/**
 * The cycle of a span: where the number changed in it, the one that changed it, else the last before its beginning.
 *
 * @returns undefined when no cycle of that time decides on the variant
 */
export function saidOf(
  cycles: readonly ControllerCycle[],
  subject: ControllerSubject,
  span: Span,
  { changed, done }: Pick<Decision, 'changed' | 'done'>
): ControllerSays | undefined {
  const near = { from: span.from - BEFORE_MS, to: span.to + AFTER_MS };
  const own = cycles.filter(
    (cycle) => cycle.at >= near.from && cycle.at <= near.to && decisionOn(cycle, subject) !== undefined
  );
  const isChange = (cycle: ControllerCycle) => {
    const { current, target } = decisionOn(cycle, subject)!;
    return target !== current && target === done;
  };
  const changes = changed ? own.filter(isChange) : [];
  const chosen =
    changes.find(({ at }) => at >= span.from) ??
    changes.at(-1) ??
    own.filter(({ at }) => at <= span.from).at(-1) ??
    own[0];
  if (chosen === undefined) {
    return undefined;
  }
  const at = own.indexOf(chosen);
  return { cycle: chosen, decision: decisionOn(chosen, subject)!, around: own.slice(Math.max(0, at - 1), at + 2) };
}

const decisionOn = ({ namespace, decisions }: ControllerCycle, subject: ControllerSubject) =>
  namespace === subject.namespace ? decisions.find(({ name }) => subject.names.includes(name)) : undefined;

/** A value that is not the same in log and metrics. */
export type ControllerDifference =
  | { what: 'value'; quantity: Quantity; log: number; metrics: number }
  | { what: 'threshold'; quantity: Quantity; log: number; metrics: number }
  | { what: 'target'; log: number; metrics: number }
  | { what: 'direction'; log: ControllerDecision['action']; metrics: Decision['direction'] };

/** By these rules a change is due at the next cycle. */
const DUE: ReadonlySet<DecisionRule> = new Set<DecisionRule>([
  'spare-kv',
  'spare-queue',
  'all-saturated',
  'required-capacity',
  'scale-down',
]);

/** What differs by more than a cycle's time explains. */
export function differencesOf(
  { around, decision }: ControllerSays,
  subject: ControllerSubject,
  told: Decision
): ControllerDifference[] {
  const decisions = around.flatMap((cycle) => decisionOn(cycle, subject) ?? []);
  const differences = told.measured.flatMap((one) => valueDifference(one, around));
  if (told.done !== undefined && !decisions.some(({ target }) => target === told.done)) {
    differences.push({ what: 'target', log: decision.target, metrics: told.done });
  } else if (DUE.has(told.rule) && told.direction !== 'none') {
    if (!decisions.some(({ action }) => action === told.direction)) {
      differences.push({ what: 'direction', log: decision.action, metrics: told.direction });
    }
  }
  return differences;
}

function valueDifference(one: Comparison, around: readonly ControllerCycle[]): ControllerDifference[] {
  const { quantity, value, threshold } = one;
  const said = around.flatMap(({ analyses }) => analyses.flatMap((analysis) => valuesOf(analysis)[quantity] ?? []));
  const [first] = said;
  if (first === undefined) {
    return [];
  }
  const values = said.map((each) => each.value);
  const slack = Math.max(...said.map((each) => each.slack));
  const [least, most] = [Math.min(...values) - slack, Math.max(...values) + slack];
  const nearest = value < least ? Math.min(...values) : Math.max(...values);
  const limit = first.thresholds?.[one.source?.split(',')[0] ?? ''];
  return [
    ...(value < least || value > most ? [{ what: 'value' as const, quantity, log: nearest, metrics: value }] : []),
    ...(limit !== undefined && threshold !== undefined && Math.abs(limit - threshold) > 1e-9
      ? [{ what: 'threshold' as const, quantity, log: limit, metrics: threshold }]
      : []),
  ];
}

interface Said {
  value: number;
  /** By so much a scrape at another moment of the same cycle may differ. */
  slack: number;
  /** By the ConfigMap's key. */
  thresholds?: Readonly<Record<string, number | undefined>>;
}

function valuesOf(analysis: ControllerAnalysis): Partial<Record<Quantity, Said>> {
  if (analysis.kind === 'spare') {
    const { spareKv, spareQueue, replicas, nonSaturated } = analysis;
    return {
      spareKv: { value: spareKv, slack: 0.1 },
      spareQueue: { value: spareQueue, slack: 1 },
      ...(replicas === undefined || nonSaturated === undefined
        ? {}
        : { saturated: { value: replicas - nonSaturated, slack: 1 } }),
    };
  }
  const { supply, utilization, required, spare, scaleUpThreshold, scaleDownBoundary } = analysis;
  const slack = 0.05 * supply;
  return {
    utilization: { value: utilization, slack: 0.05, thresholds: { scaleUpThreshold, scaleDownBoundary } },
    required: { value: required, slack },
    spareTokens: { value: spare, slack },
  };
}
