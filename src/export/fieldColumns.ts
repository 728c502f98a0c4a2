/** The columns of published tables: one a run, and after the repeats of a group one with their mean. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { groupRuns, groupRunsBy, type RunGroup } from '../domain/comparison/groups';
import { runId } from '../domain/run';
import { t } from '../i18n/t';
import { scalingText } from './runSettings';

export type FieldColumn =
  | { kind: 'run'; title: string; analysis: RunAnalysis }
  | { kind: 'mean'; title: string; members: readonly RunAnalysis[] };

/** Runs that count as one: repeats, or what was grouped by a value. */
export interface PublishedGroup {
  /** What tells it from the other groups. */
  title: string;
  /** What the runs have in common, where they were grouped by a value and have one. */
  value?: string;
  members: readonly RunAnalysis[];
}

/**
 * - `repeats`: runs that were the same experiment in the same way.
 * - `none`: each run by itself.
 * - `by`: the runs with the same value of a param, or of `experiment`, `mode`, `replicas`, `variant`.
 */
export type Grouping = { kind: 'repeats' } | { kind: 'none' } | { kind: 'by'; name: string };

export function publishedGroups(
  analyses: readonly RunAnalysis[],
  grouping: Grouping = { kind: 'repeats' }
): PublishedGroup[] {
  switch (grouping.kind) {
    case 'none':
      return analyses.map((analysis) => ({ title: nameOf(analysis, analyses), members: [analysis] }));
    case 'repeats':
      return groupRuns(analyses).map((group) => ({ title: titleOf(group, analyses), members: group.members }));
    case 'by':
      return groupRunsBy(analyses, grouping.name).map(({ key, members }) => ({
        title: `${grouping.name}: ${key === '' ? t('publish.group.without', 'none') : shortened(key)}`,
        ...(key === '' ? {} : { value: key }),
        members,
      }));
  }
}

/** With one group alone its mean needs no name. */
export function fieldColumns(groups: readonly PublishedGroup[]): FieldColumn[] {
  const all = groups.flatMap(({ members }) => members);
  return groups.flatMap(({ title, members }): FieldColumn[] => [
    ...members.map((analysis): FieldColumn => ({ kind: 'run', title: nameOf(analysis, all), analysis })),
    ...(members.length < 2
      ? []
      : [{ kind: 'mean' as const, title: groups.length === 1 ? MEAN : `${title}, ${MEAN}`, members }]),
  ]);
}

const MEAN = t('publish.mean', 'mean ± s.d.');

/** The name, with its namespace where another run has the same name. */
function nameOf({ run }: RunAnalysis, all: readonly RunAnalysis[]): string {
  return all.filter((other) => other.run.name === run.name).length > 1 ? runId(run) : run.name;
}

function titleOf({ members }: RunGroup<RunAnalysis>, all: readonly RunAnalysis[]): string {
  const [first] = members;
  const name = first === undefined ? '' : nameOf(first, all);
  return members.length === 1 || first === undefined ? name : (scalingText(first.run) ?? name);
}

const MOST_TITLE = 60;
const shortened = (text: string): string => (text.length > MOST_TITLE ? `${text.slice(0, MOST_TITLE)}…` : text);
