/** Look and name of a task's phase, as for runs. */
import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';

import type { TaskPhase } from '../../domain/run';
import { PHASE_LOOK, phaseLabel } from '../../shared/RunPhaseBadge';

export function taskPhaseIcon(phase: TaskPhase): IconName {
  return phase === 'skipped' ? 'arrow-right' : PHASE_LOOK[phase].icon;
}

export function taskPhaseLabel(phase: TaskPhase): string {
  return phase === 'skipped' ? t('pages.run.task.skipped', 'Skipped') : phaseLabel(phase);
}
