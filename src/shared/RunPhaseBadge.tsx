import { Badge } from '@grafana/ui';
import React from 'react';

import { PHASES, WAITING, type RunPhase } from '../domain/phase';
import type { Waiting } from '../domain/waiting';
import { testIds } from './testIds';

interface Props {
  phase: RunPhase;
  /** Tekton's reason, shown on hover and focus. */
  reason?: string;
  /** What keeps it from running, if something does. */
  waiting?: Waiting;
}

export function RunPhaseBadge({ phase, reason, waiting }: Props): React.ReactElement {
  const { color, icon, label } = waiting ? WAITING : PHASES[phase];
  return (
    <Badge
      color={color === 'grey' ? 'darkgrey' : color}
      icon={icon}
      text={label()}
      tooltip={waiting ? [waiting.reason, waiting.message].filter((text) => text !== '').join(': ') : reason}
      data-testid={testIds.runPhase}
    />
  );
}
