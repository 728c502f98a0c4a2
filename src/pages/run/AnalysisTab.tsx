import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { startState } from '../../domain/analysis/startState';
import type { EffectiveThresholds } from '../../domain/variant';
import { t } from '../../i18n/t';
import { ChartsSkeleton } from '../../scenes/ChartsSkeleton';
import { testIds } from '../../shared/testIds';
import type { CompareView } from '../../assessment/compareUrl';
import { KpiSection } from '../../assessment/kpis/KpiSection';
import { Ridges } from '../../assessment/charts/Ridges';
import { LeftoverNotice } from '../../assessment/LeftoverNotice';
import { startFacts } from '../../assessment/startText';
import { Section } from '../../assessment/Section';
import { VariantsSection } from '../../assessment/variants/VariantsSection';
import { SpreadSection } from '../../assessment/charts/SpreadSection';
import { ClientSection } from './client/ClientSection';
import { RunActions } from './client/RunActions';
import { LoadServedChart } from './LoadServedChart';
import { RunDecisions } from './RunDecisions';
import { RunFacts } from './RunFacts';
import type { RunView } from './runUrl';
import { StallNotice } from './StallNotice';
import type { Assessment } from '../../assessment/useAssessment';
import type { RunColumns } from './useRunColumns';

interface Props {
  assessment: Assessment;
  shown: RunColumns;
  view: RunView;
  onView: (view: Partial<RunView>) => void;
  /** Where WVA draws its lines: part of what is exported. */
  thresholds?: EffectiveThresholds;
}

/** The figures of one run, beside those of its baseline where it has one. */
export function AnalysisTab({ assessment, shown, view, onView, thresholds }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { run } = assessment;
  const { own, columns } = shown;
  if (run.analysis === undefined) {
    return run.error === undefined ? (
      <ChartsSkeleton rows={1} />
    ) : (
      <p className={styles.quiet}>
        {t('pages.run.analysis.none', 'There are no figures of this run; the verdict above has the reason.')}
      </p>
    );
  }
  const onKpis = ({ figures = view.figures, search = view.search }: Partial<CompareView>): void =>
    onView({ figures, search });
  return (
    <div className={styles.page} data-testid={testIds.run.analysis}>
      <Problems problems={run.analysis.measurements.problems} />
      <StallNotice analysis={run.analysis} />
      <RunActions analysis={run.analysis} thresholds={thresholds} />
      <KpiSection
        columns={columns}
        repeats={false}
        view={{ columns: 'runs', differing: false, figures: view.figures, search: view.search }}
        onView={onKpis}
        fixed
      />
      <VariantsSection runs={own} />
      <Section
        title={t('pages.run.start.title', 'At the start of the load')}
        note={t(
          'pages.run.start.note',
          'The last samples before the first load step: what an earlier load left over is part of this run.'
        )}
      >
        <LeftoverNotice runs={[run.analysis]} />
        <RunFacts facts={startFacts(startState(run.analysis.run, run.analysis.measurements))} />
      </Section>
      <Section
        title={t('pages.run.analysis.load', 'Load: planned, offered, served')}
        note={t(
          'pages.run.analysis.load-note',
          'Planned by the load steps, offered as vLLM and the scheduler saw it arrive, served as answers ended. A plan that is not offered is the load generator’s limit; an offer that is not served piles up.'
        )}
      >
        <LoadServedChart analysis={run.analysis} />
      </Section>
      {thresholds && <RunDecisions analysis={run.analysis} thresholds={thresholds} />}
      <SpreadSection
        runs={own}
        latency={view.latency}
        alignment="elapsed"
        onLatency={(latency) => onView({ latency })}
      />
      <Section title={t('pages.compare.ridges.title', 'Distributions')}>
        <Ridges runs={own} />
      </Section>
      <ClientSection analysis={run.analysis} />
    </div>
  );
}

function Problems({ problems }: { problems: readonly string[] }): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  return problems.length === 0 ? null : (
    <ul className={styles.problems}>
      {problems.map((problem) => (
        <li key={problem}>{problem}</li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3), minWidth: 0 }),
  quiet: css({ color: theme.colors.text.secondary }),
  problems: css({ margin: 0, paddingLeft: theme.spacing(2), color: theme.colors.warning.text }),
});
