/**
 * Repeats: runs that were the same experiment in the same mode, with the same replicas and the same load. Only runs that
 * succeeded are repeats of each other; one that was cut short measured something else. What was measured on another cluster
 * is no repeat either: the hardware is another; nor what began with replicas that an earlier run had left over.
 */
import { KPIS, type KpiId } from '../analysis/kpis';
import { otherReplicas, type Leftover } from '../analysis/startState';
import type { AnalysedRun, KpiValue, Measurements } from '../analysis/types';
import { flattenParams } from './paramDiff';
import { scaleOf } from './scale';
import { estimate, type Estimate } from './statistics';

/** A run with its figures. */
export interface Member {
  run: AnalysedRun;
  kpis: Readonly<Record<KpiId, KpiValue>>;
  /** What they were made of: by it a run is told apart that began with other replicas than it set. */
  measurements?: Measurements;
}

export interface RunGroup<M extends Member = Member> {
  key: string;
  experiment?: string;
  mode?: AnalysedRun['mode'];
  replicas?: string;
  /** Replicas that were left over at the start of the load: such runs are no repeats of those that began as they should. */
  began: Leftover[];
  /** In the order given. */
  members: M[];
}

/** Groups in the order in which their first run was given. A run of no experiment is a group of its own. */
export function groupRuns<M extends Member>(members: readonly M[]): Array<RunGroup<M>> {
  const groups = new Map<string, RunGroup<M>>();
  for (const member of members) {
    const { experiment, mode, replicas } = member.run;
    const began = member.measurements ? otherReplicas(member.run, member.measurements) : [];
    const key = began.length === 0 ? groupKey(member.run) : JSON.stringify([groupKey(member.run), began]);
    const group = groups.get(key) ?? { key, experiment, mode, replicas, began, members: [] };
    group.members.push(member);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Fields of a run by which it can be grouped like by a param. */
const FIELDS = ['experiment', 'mode', 'replicas', 'variant'] as const;

/**
 * Groups by the value of one thing, in the order in which their first run was given: experiment, mode, replicas, variant,
 * or a param by its name or by the path of one of its fields, for example `scaled-object.spec.maxReplicaCount`. The key is
 * the value; runs that do not have it are a group with an empty key.
 */
export function groupRunsBy<M extends Member>(members: readonly M[], name: string): Array<RunGroup<M>> {
  const groups = new Map<string, RunGroup<M>>();
  for (const member of members) {
    const key = valueBy(member.run, name) ?? '';
    const { experiment, mode, replicas } = member.run;
    const group = groups.get(key) ?? { key, experiment, mode, replicas, began: [], members: [] };
    group.members.push(member);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function valueBy(run: AnalysedRun, name: string): string | undefined {
  const field = FIELDS.find((one) => one === name);
  if (field !== undefined) {
    return field === 'variant' ? run.workload.variant : run[field];
  }
  const leaves = [...flattenParams(run.params)].filter(
    ([path]) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`)
  );
  const [only] = leaves;
  return only === undefined || (leaves.length === 1 && only[0] === name)
    ? only?.[1]
    : leaves.map(([path, text]) => `${path.slice(name.length).replace(/^\./, '')}: ${text}`).join(', ');
}

/** The same for repeats, and only for them. */
export function groupKey(run: AnalysedRun): string {
  const { experiment, mode, replicas, phase, loadProfile } = run;
  const load = (loadProfile?.steps ?? [])
    .map((s) => [
      s.delaySeconds,
      s.durationSeconds,
      s.rate ?? null,
      s.users ?? null,
      s.profile ?? null,
      s.promptTokens ?? null,
      s.outputTokens ?? null,
    ])
    .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
  return experiment === undefined || phase !== 'succeeded'
    ? JSON.stringify([run.namespace, run.name, run.uid])
    : JSON.stringify([
        experiment,
        mode ?? '',
        replicas ?? '',
        load,
        ...(run.cluster === undefined ? [] : [run.cluster]),
      ]);
}

/** A run alone, or the repeats of one. */
export interface GroupMembers {
  readonly members: readonly Member[];
}

/** Figures of one KPI over the runs of a group: each as a point, and what they allow to be said. */
export interface GroupKpi {
  points: Array<{ run: AnalysedRun; value: number }>;
  /** Undefined when no run has the figure. */
  estimate?: Estimate;
}

export function groupKpi(group: GroupMembers, kpi: KpiId): GroupKpi {
  const points = group.members.flatMap(({ run, kpis }) => {
    const { value } = kpis[kpi];
    return value === undefined ? [] : [{ run, value }];
  });
  const values = points.map(({ value }) => value);
  return { points, estimate: estimate(values, scaleOf(KPIS[kpi], values)) };
}
