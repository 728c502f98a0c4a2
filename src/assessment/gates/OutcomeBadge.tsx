import type { IconName } from '@grafana/data';
import { Badge, type BadgeColor } from '@grafana/ui';
import React from 'react';

import type { GateOutcome } from '../../domain/comparison/checkGate';
import { outcomeLabel } from '../../domain/comparison/gateText';

const LOOK: Record<GateOutcome, { color: BadgeColor; icon: IconName }> = {
  passed: { color: 'green', icon: 'check' },
  flagged: { color: 'orange', icon: 'exclamation-triangle' },
  failed: { color: 'red', icon: 'times' },
  unknown: { color: 'darkgrey', icon: 'question-circle' },
};

/** What came of a gate, or of all of them: a word beside its colour. */
export function OutcomeBadge({ outcome, text }: { outcome: GateOutcome; text?: string }): React.ReactElement {
  return <Badge {...LOOK[outcome]} text={text ?? outcomeLabel(outcome)} />;
}
