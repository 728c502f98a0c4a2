/** The checks of what a run cannot do without: without those of the rest, which bring a YAML parser and the rules of the form. */
import type { Check } from './check';
import { AUTOSCALING_CHECKS } from './checks/autoscaling';
import { CLUSTER_CHECKS } from './checks/cluster';
import { METRICS_CHECKS } from './checks/metrics';
import { PIPELINE_CHECKS } from './checks/pipelines';
import { PLUGIN_CHECKS } from './checks/plugin';
import { SERVING_CHECKS } from './checks/serving';

export const NEEDED_CHECKS: readonly Check[] = [
  ...CLUSTER_CHECKS,
  ...PIPELINE_CHECKS,
  ...AUTOSCALING_CHECKS,
  ...SERVING_CHECKS,
  ...METRICS_CHECKS,
  ...PLUGIN_CHECKS,
].filter(({ weight }) => weight === 'needed');
