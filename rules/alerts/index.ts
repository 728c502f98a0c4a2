/** All alerts, in groups. */
import type { SaturationLimits } from '../../src/queries/saturation';
import type { Alert, RuleGroup } from '../rule';
import { CONTROLLER_ALERTS } from './controller';
import { GPU_ALERTS } from './gpu';
import { saturationAlerts } from './saturation';
import { SCALING_ALERTS } from './scaling';

const EVERY = '30s';

export function alertGroups(limits: SaturationLimits): Array<RuleGroup<Alert>> {
  return [
    { name: 'llmd-wva-scaling-alerts', interval: EVERY, rules: SCALING_ALERTS },
    { name: 'llmd-wva-saturation-alerts', interval: EVERY, rules: saturationAlerts(limits) },
    { name: 'llmd-wva-controller-alerts', interval: EVERY, rules: CONTROLLER_ALERTS },
    // Their windows are long and their series many.
    { name: 'llmd-wva-gpu-alerts', interval: '1m', rules: GPU_ALERTS },
  ];
}
