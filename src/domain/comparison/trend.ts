/** One KPI over the runs of an experiment, and what was changed between one run and the next. */
import type { KpiId } from '../analysis/kpis';
import type { AnalysedRun, KpiValue } from '../analysis/types';
import type { NamedValue } from '../run';
import type { Member } from './groups';
import { PARAMS } from '../params';
import { diffParams, type ParamRow } from './paramDiff';

/** Params and results that say which software was at work. */
const VERSION_NAME = /image|version|digest|\btag\b|commit|revision/i;
/** Those of params or results that name a version, an image, a digest. */
export const versionsAmong = (values: readonly NamedValue[]): NamedValue[] =>
  values.filter(({ name }) => VERSION_NAME.test(name));
/** Names that differ with every run and tell nothing. */
export const NAMING_PARAMS = [PARAMS.experiment, 'run-name'];

export interface TrendChange {
  kind: 'version' | 'param' | 'mode' | 'replicas';
  path: string;
  before?: string;
  after?: string;
}

export interface TrendPoint extends KpiValue {
  run: AnalysedRun;
  /** Against the run before it in the same line. */
  changes: TrendChange[];
}

/** One line of a trend: runs of one mode and number of replicas. */
export interface TrendLine {
  key: string;
  mode?: AnalysedRun['mode'];
  replicas?: string;
  points: TrendPoint[];
}

/** Lines by mode and replicas, each in the order of time: a static run between two of the autoscaler is no change of it. */
export function trendLines(members: readonly Member[], kpi: KpiId): TrendLine[] {
  const lines = new Map<string, TrendLine>();
  const inOrder = [...members].sort((a, b) => a.run.startedAt - b.run.startedAt);
  for (const { run, kpis } of inOrder) {
    const key = JSON.stringify([run.mode ?? '', run.replicas ?? '']);
    const line = lines.get(key) ?? { key, mode: run.mode, replicas: run.replicas, points: [] };
    const before = line.points.at(-1)?.run;
    line.points.push({ run, ...kpis[kpi], changes: before ? changesBetween(before, run) : [] });
    lines.set(key, line);
  }
  return [...lines.values()];
}

/** What changed from one run to another; nothing for a run whose params are gone with it. */
function changesBetween(before: AnalysedRun, after: AnalysedRun): TrendChange[] {
  const named: TrendChange[] = (['mode', 'replicas'] as const).flatMap((kind) =>
    before[kind] === after[kind] ? [] : [{ kind, path: kind, before: before[kind], after: after[kind] }]
  );
  if (before.pruned || after.pruned) {
    return named;
  }
  const rows = [
    ...diffParams([before.params, after.params], NAMING_PARAMS).differing,
    ...diffParams([versionsAmong(before.results), versionsAmong(after.results)]).differing,
  ];
  return [...named, ...rows.map(toChange)];
}

function toChange({ path, values: [before, after] }: ParamRow): TrendChange {
  return { kind: VERSION_NAME.test(path) ? 'version' : 'param', path, before, after };
}
