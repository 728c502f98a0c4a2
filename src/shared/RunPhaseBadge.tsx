import { Badge } from '@grafana/ui';
import React from 'react';

import { PHASES, type RunPhase } from '../domain/phase';
import { testIds } from './testIds';

interface Props {
  phase: RunPhase;
  /** Tekton's reason, shown on hover and focus. */
  reason?: string;
}

export function RunPhaseBadge({ phase, reason }: Props): React.ReactElement {
  const { color, icon, label } = PHASES[phase];
  return (
    <Badge
      color={color === 'grey' ? 'darkgrey' : color}
      icon={icon}
      text={label()}
      tooltip={reason}
      data-testid={testIds.runPhase}
    />
  );
}
