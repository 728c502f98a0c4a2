/** All checks on what is known: a line each, in the order in which things depend on each other, and a summary. */
import type { Check, CheckResult } from './check';
import type { CheckState } from './verdict';
import { AUTOSCALING_CHECKS } from './checks/autoscaling';
import { CLUSTER_CHECKS } from './checks/cluster';
import { DELIVERY_CHECKS } from './checks/delivery';
import { INSTALLED_CHECKS } from './checks/installed';
import { METRICS_CHECKS } from './checks/metrics';
import { PIPELINE_CHECKS } from './checks/pipelines';
import { PLUGIN_CHECKS } from './checks/plugin';
import { SERVING_CHECKS } from './checks/serving';
import type { Findings } from './findings';

export const CHECKS: readonly Check[] = [
  ...CLUSTER_CHECKS,
  ...DELIVERY_CHECKS,
  ...PIPELINE_CHECKS,
  ...AUTOSCALING_CHECKS,
  ...SERVING_CHECKS,
  ...METRICS_CHECKS,
  ...PLUGIN_CHECKS,
  ...INSTALLED_CHECKS,
];

export interface Readiness {
  results: CheckResult[];
  /** Checks that are ready, of those that something needs and that can be seen. */
  ready: number;
  of: number;
  /** Checks that a run needs and that are not ready or missing. */
  blocking: CheckResult[];
  /** Checks that are not ready or missing, and without which a run can start. */
  advice: CheckResult[];
}

const COUNTS: Record<CheckState, boolean> = {
  ready: true,
  'not-ready': true,
  missing: true,
  asking: true,
  'cannot-see': false,
  'not-needed': false,
};

/** Pure: called again with each new answer. */
export function assess(findings: Findings): Readiness {
  const results = CHECKS.map((check): CheckResult => ({
    id: check.id,
    group: check.group,
    title: check.title(),
    weight: check.weight,
    ...check.judge(findings),
  }));
  const counted = results.filter(({ state }) => COUNTS[state]);
  const lacking = (weight: Check['weight']) =>
    results.filter((one) => one.weight === weight && (one.state === 'missing' || one.state === 'not-ready'));
  return {
    results,
    ready: counted.filter(({ state }) => state === 'ready').length,
    of: counted.length,
    blocking: lacking('needed'),
    advice: lacking('advice'),
  };
}
