/** How a question about a cluster is answered: the state, what was found, what to do next. */

export const CHECK_STATES = ['ready', 'not-ready', 'missing', 'cannot-see', 'asking', 'not-needed'] as const;
/**
 * `ready`: as it should be; `not-ready`: there, and not as it should be; `missing`: not there, though something needs it;
 * `not-needed`: nothing in use needs it; `cannot-see`: not known, for want of a right or an answer; `asking`: no answer yet.
 */
export type CheckState = (typeof CHECK_STATES)[number];

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
