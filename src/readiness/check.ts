/** What a check is: a question that a person asks of a cluster before an experiment, and how its answer is judged. */
import type { Findings } from './findings';

export const CHECK_STATES = ['ready', 'not-ready', 'missing', 'cannot-see', 'asking', 'not-needed'] as const;
/**
 * `ready`: as it should be; `not-ready`: there, and not as it should be; `missing`: not there, though something needs it;
 * `not-needed`: nothing in use needs it; `cannot-see`: not known, for want of a right or an answer; `asking`: no answer yet.
 */
export type CheckState = (typeof CHECK_STATES)[number];

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

/** What to do next: a sentence, and a command or a link that does it. */
export interface NextStep {
  text: string;
  command?: string;
  /** Absolute URL, or a path that Grafana serves. */
  href?: string;
}

export interface Verdict {
  state: CheckState;
  /** What was asked, and what came: a sentence or two. */
  evidence: string;
  next?: NextStep;
}

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
