import type { IconName } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Badge, type BadgeColor } from '@grafana/ui';
import React from 'react';

import type { RunPhase } from '../domain/run';
import { testIds } from './testIds';

/** Colour and icon of a phase, everywhere the same; the word stands beside them, so colour is never alone. */
export const PHASE_LOOK: Record<RunPhase, { color: BadgeColor; icon: IconName }> = {
  pending: { color: 'darkgrey', icon: 'clock-nine' },
  running: { color: 'blue', icon: 'play' },
  stopping: { color: 'orange', icon: 'hourglass' },
  succeeded: { color: 'green', icon: 'check' },
  failed: { color: 'red', icon: 'times' },
  cancelled: { color: 'darkgrey', icon: 'ban' },
  'timed-out': { color: 'orange', icon: 'history' },
};

/** A phase as a word. */
export function phaseLabel(phase: RunPhase): string {
  switch (phase) {
    case 'pending':
      return t('shared.phase.pending', 'Pending');
    case 'running':
      return t('shared.phase.running', 'Running');
    case 'stopping':
      return t('shared.phase.stopping', 'Stopping');
    case 'succeeded':
      return t('shared.phase.succeeded', 'Succeeded');
    case 'failed':
      return t('shared.phase.failed', 'Failed');
    case 'cancelled':
      return t('shared.phase.cancelled', 'Cancelled');
    case 'timed-out':
      return t('shared.phase.timed-out', 'Timed out');
  }
}

interface Props {
  phase: RunPhase;
  /** Tekton's reason, shown on hover and focus. */
  reason?: string;
}

export function RunPhaseBadge({ phase, reason }: Props): React.ReactElement {
  return <Badge {...PHASE_LOOK[phase]} text={phaseLabel(phase)} tooltip={reason} data-testid={testIds.runPhase} />;
}
