import React from 'react';

import { RunLane, useRunPrometheus } from '../../assessment/decisions/RunLane';
import { Section } from '../../assessment/Section';
import { t } from '../../i18n/t';

/** Why the run's replicas were as many as they were, and where the time of each scaling went. */
export function RunDecisions(props: React.ComponentProps<typeof RunLane>): React.ReactElement | null {
  const canBeAsked = useRunPrometheus(props.analysis.run) !== undefined;
  return canBeAsked || props.analysis.recorded ? (
    <Section
      title={t('decision.lane.title', 'Decisions')}
      note={t('pages.run.decisions.note', 'The rule that held at each moment of the load, with times from its start.')}
    >
      <RunLane {...props} />
    </Section>
  ) : null;
}
