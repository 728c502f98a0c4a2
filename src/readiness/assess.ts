/** All checks on what is known, in the order in which things depend on each other. */
import type { Check } from './check';
import { AUTOSCALING_CHECKS } from './checks/autoscaling';
import { CLUSTER_CHECKS } from './checks/cluster';
import { DELIVERY_CHECKS } from './checks/delivery';
import { INSTALLED_CHECKS } from './checks/installed';
import { METRICS_CHECKS } from './checks/metrics';
import { PIPELINE_CHECKS } from './checks/pipelines';
import { PLUGIN_CHECKS } from './checks/plugin';
import { PRESET_CHECKS } from './checks/presets';
import { SERVING_CHECKS } from './checks/serving';
import type { Findings } from './findings';
import { weigh, type Readiness } from './weigh';

export const CHECKS: readonly Check[] = [
  ...CLUSTER_CHECKS,
  ...DELIVERY_CHECKS,
  ...PIPELINE_CHECKS,
  ...PRESET_CHECKS,
  ...AUTOSCALING_CHECKS,
  ...SERVING_CHECKS,
  ...METRICS_CHECKS,
  ...PLUGIN_CHECKS,
  ...INSTALLED_CHECKS,
];

export const assess = (findings: Findings): Readiness => weigh(CHECKS, findings);
