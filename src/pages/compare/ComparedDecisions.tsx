import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

import type { ChartRun } from '../../assessment/charts/runFrames';
import { RunTag } from '../../assessment/charts/RunTag';
import { RunLane } from '../../assessment/decisions/RunLane';
import { Section } from '../../assessment/Section';
import type { EffectiveThresholds } from '../../domain/variant';
import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';

interface Props {
  id?: string;
  runs: readonly ChartRun[];
  thresholds: EffectiveThresholds;
}

/** Lanes and stories of the runs beside each other; asked for by a click, since each run costs a query of its own. */
export function ComparedDecisions({ id, runs, thresholds }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const [isShown, setShown] = useState(false);
  return (
    <Section
      id={id}
      testId={testIds.compare.decisions}
      title={t('decision.lane.title', 'Decisions')}
      note={t(
        'pages.compare.decisions.note',
        'Why the replicas of each run were as many as they were, and what happened in order, with times from the start of its load. Each lane spans the load of its run.'
      )}
      controls={
        <Button
          size="sm"
          variant="secondary"
          icon={isShown ? 'angle-up' : 'angle-down'}
          aria-expanded={isShown}
          onClick={() => setShown(!isShown)}
        >
          {isShown
            ? t('pages.compare.decisions.hide', 'Hide decisions')
            : t('pages.compare.decisions.show', 'Show decisions')}
        </Button>
      }
    >
      {isShown && (
        <div className={styles.runs}>
          {runs.map(({ analysis, look }) => (
            <div key={look.label} role="group" aria-label={look.label} className={styles.run}>
              <RunTag look={look} />
              <RunLane analysis={analysis} thresholds={thresholds} />
            </div>
          ))}
        </div>
      )}
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  runs: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 500px), 1fr))',
    gap: theme.spacing(3),
  }),
  run: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
});
