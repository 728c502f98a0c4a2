/** What a check is: a question that a person asks of a cluster before an experiment, and how its answer is judged. */
import type { Findings } from './findings';
import type { Verdict } from './verdict';

/** In the order in which things depend on each other. */
export const CHECK_GROUPS = [
  'cluster',
  'delivery',
  'pipelines',
  'autoscaling',
  'serving',
  'metrics',
  'plugin',
] as const;
export type CheckGroup = (typeof CHECK_GROUPS)[number];

export interface Check {
  id: string;
  group: CheckGroup;
  title: () => string;
  /** `needed`: a run cannot do without; `advice`: a run can start all the same. */
  weight: 'needed' | 'advice';
  /** Pure; called again with each new answer. */
  judge: (findings: Findings) => Verdict;
}

export interface CheckResult extends Verdict {
  id: string;
  group: CheckGroup;
  title: string;
  weight: Check['weight'];
}
