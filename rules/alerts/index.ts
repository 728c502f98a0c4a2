/** All alerts, in groups. */
import { ALERT_GROUPS } from '../../src/domain/alerts';
import type { SaturationLimits } from '../../src/queries/saturation';
import { OBJECTIVE_DEFAULTS, type RuleObjectives } from '../objectives';
import type { Alert, RuleGroup } from '../rule';
import { CONTROLLER_ALERTS } from './controller';
import { GPU_ALERTS } from './gpu';
import { objectiveAlerts } from './objectives';
import { RECORDER_ALERTS } from './recorder';
import { saturationAlerts } from './saturation';
import { SCALING_ALERTS } from './scaling';

const EVERY = '30s';

export function alertGroups(
  limits: SaturationLimits,
  objectives: RuleObjectives = OBJECTIVE_DEFAULTS
): Array<RuleGroup<Alert>> {
  return [
    { name: ALERT_GROUPS.scaling, interval: EVERY, rules: SCALING_ALERTS },
    { name: ALERT_GROUPS.saturation, interval: EVERY, rules: saturationAlerts(limits) },
    { name: ALERT_GROUPS.objectives, interval: EVERY, rules: objectiveAlerts(objectives) },
    { name: ALERT_GROUPS.controller, interval: EVERY, rules: [...CONTROLLER_ALERTS, ...RECORDER_ALERTS] },
    // Their windows are long and their series many.
    { name: ALERT_GROUPS.gpu, interval: '1m', rules: GPU_ALERTS },
  ];
}
