import { css } from '@emotion/css';
import { getTimeZone, type GrafanaTheme2 } from '@grafana/data';
import { Alert, Tab, TabsBar, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

import type { TektonApi } from '../../datasource/types';
import { loadCourse } from '../../domain/analysedRun';
import type { ScalingEvent } from '../../domain/analysis/types';
import { isTerminal, type Run, type RunRef } from '../../domain/run';
import { waitingOf } from '../../domain/waiting';
import type { EffectiveThresholds } from '../../domain/variant';
import { currentAccess } from '../../experiment/access';
import { RunNotes } from '../../experiment/RunNotes';
import { useEndNotice } from '../../experiment/useEndNotice';
import { useFollowedRun, versionOf, type FollowedRun } from '../../experiment/useFollowedRun';
import { useNow } from '../../shared/useNow';
import { useRuns } from '../../experiment/useRuns';
import { t } from '../../i18n/t';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { SaidOnce } from '../../shared/SaidOnce';
import { ListGapNotice } from '../../shared/ListGapNotice';
import { testIds } from '../../shared/testIds';
import { ListSkeleton } from '../../shared/ListSkeleton';
import { LazyReadinessNotice } from '../../readiness-view/LazyReadinessNotice';
import { RunDialogs, type RunAction } from '../../experiment/RunDialogs';
import { ManifestView } from './ManifestView';
import { ParamsTab } from './ParamsTab';
import { chartedRun, type ChartedRun } from './runCharts';
import { RunHeader } from './RunHeader';
import { RUN_TABS, type RunTab, type RunView } from './runUrl';
import { TasksTab } from './TasksTab';
import { VanishedRun } from './VanishedRun';

export interface RunScreenProps {
  api: TektonApi;
  runRef: RunRef;
  view: RunView;
  onView: (view: Partial<RunView>) => void;
  /** The charts of the workload under load, over the run's time. */
  Charts: React.ComponentType<{ charted: ChartedRun }>;
  /** What the run comes to, above everything else. */
  verdict?: React.ReactNode;
  /** Its figures. */
  analysis?: React.ReactNode;
  /** They are from the run's record. */
  isRecorded?: boolean;
  /** When ready replicas rose or fell, once that is known. */
  scalings?: readonly ScalingEvent[];
  thresholds?: EffectiveThresholds;
}

/** The page of one run. */
export function RunScreen(props: RunScreenProps): React.ReactElement {
  const { api, runRef, view, onView, Charts, verdict, analysis, isRecorded, scalings, thresholds } = props;
  const styles = useStyles2(getStyles);
  const snapshot = useRuns(api);
  const summary = snapshot.runs.find((r) => r.namespace === runRef.namespace && r.name === runRef.name);
  const detail = useFollowedRun(api, runRef, summary ? versionOf(summary) : snapshot.state);
  const access = currentAccess(api);
  const [action, setAction] = useState<RunAction>();
  const { run, gone } = detail;
  useEndNotice(run);
  const now = useNow(1000, snapshot.clockSkewMs);
  const timeZone = getTimeZone();

  if (!run) {
    return gone ? (
      <SaidOnce>
        <VanishedRun
          runRef={runRef}
          timeZone={timeZone}
          canAnnotate={access.canAnnotate}
          Charts={Charts}
          verdict={verdict}
          analysis={analysis}
          isRecorded={isRecorded}
        />
      </SaidOnce>
    ) : detail.error !== undefined ? (
      <ErrorNotice error={detail.error} onRetry={detail.reload} retrying={detail.loading} />
    ) : (
      <ListSkeleton rows={6} />
    );
  }
  return (
    <div className={styles.page} data-testid={testIds.run.page}>
      <SaidOnce>
        <Notices detail={detail} />
        <RunHeader
          run={run}
          waiting={waitingOf(run, detail.tasks?.items)}
          load={detail.tasks && loadCourse(detail.tasks.items, run)}
          gone={gone}
          now={now}
          timeZone={timeZone}
          access={access}
          onAction={setAction}
        />
        {verdict}
        <Tabs view={view} onView={onView} />
        <div role="tabpanel" aria-label={tabLabel(view.tab)}>
          {view.tab === 'tasks' && (
            <TasksTab
              api={api}
              run={run}
              tasks={detail.tasks?.items}
              now={now}
              timeZone={timeZone}
              view={view}
              onView={onView}
              scalings={scalings}
            />
          )}
          {view.tab === 'analysis' && analysis}
          {view.tab === 'charts' && <ChartsTab run={run} Charts={Charts} />}
          {view.tab === 'params' && <ParamsTab run={run} thresholds={thresholds} />}
          {view.tab === 'notes' && (
            <RunNotes run={run} timeZone={timeZone} canWrite={access.canAnnotate} defaultTime={noteTime(run)} />
          )}
          {view.tab === 'yaml' && <ManifestView run={run} />}
        </div>
      </SaidOnce>
      {action && (
        <RunDialogs
          api={api}
          runs={snapshot.runs}
          clockSkewMs={snapshot.clockSkewMs}
          action={action}
          notice={<LazyReadinessNotice place="start" />}
          onClose={() => setAction(undefined)}
          onChanged={detail.reload}
        />
      )}
    </div>
  );
}

/** A note on a run that is over is about its time, not about now. */
function noteTime(run: Run): number | undefined {
  return isTerminal(run.phase) ? (run.startedAt ?? run.createdAt) : undefined;
}

function ChartsTab({ run, Charts }: { run: Run } & Pick<RunScreenProps, 'Charts'>): React.ReactElement {
  const charted = chartedRun(run);
  return charted ? <Charts charted={charted} /> : <NoCharts run={run} />;
}

function tabLabel(tab: RunTab): string {
  switch (tab) {
    case 'tasks':
      return t('pages.run.tab.tasks', 'Tasks and logs');
    case 'analysis':
      return t('pages.run.tab.analysis', 'Analysis');
    case 'charts':
      return t('pages.run.tab.charts', 'Charts');
    case 'params':
      return t('pages.run.tab.params', 'Parameters and results');
    case 'notes':
      return t('pages.run.tab.notes', 'Notes');
    case 'yaml':
      return t('pages.run.tab.yaml', 'YAML');
  }
}

function Tabs({ view, onView }: Pick<RunScreenProps, 'view' | 'onView'>): React.ReactElement {
  return (
    <TabsBar aria-label={t('pages.run.tabs', 'Parts of this run')}>
      {RUN_TABS.map((tab) => (
        <Tab key={tab} label={tabLabel(tab)} active={view.tab === tab} onChangeTab={() => onView({ tab })} />
      ))}
    </TabsBar>
  );
}

function Notices({ detail }: { detail: FollowedRun }): React.ReactElement {
  const [seen, setSeen] = useState<string>();
  return (
    <>
      {detail.gone && (
        <Alert severity="warning" title={t('pages.run.notice.gone', 'The cluster no longer has this run')}>
          {t(
            'pages.run.notice.gone-text',
            'It was pruned or deleted while this page was open. You see its last known state; its logs were deleted with its pods.'
          )}
        </Alert>
      )}
      {detail.replaced !== undefined && detail.replaced !== seen && (
        <Alert
          severity="warning"
          title={t('pages.run.notice.replaced', 'This is another run of the same name')}
          onRemove={() => setSeen(detail.replaced)}
        >
          {t(
            'pages.run.notice.replaced-text',
            'The run that was here was deleted, and one of the same name was created. Everything below is about the new one.'
          )}
        </Alert>
      )}
      <ListGapNotice gap={detail.tasks?.gap} what={t('pages.run.notice.tasks', 'tasks of this run')} />
      {detail.error !== undefined && (
        <ErrorNotice
          error={detail.error}
          title={t('pages.run.notice.stale', 'The run could not be read anew')}
          onRetry={detail.reload}
          retrying={detail.loading}
        />
      )}
    </>
  );
}

function NoCharts({ run }: { run: Run }): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <p className={styles.quiet}>
      {run.startedAt === undefined && isTerminal(run.phase)
        ? t('pages.run.charts.never', 'The run never started, so there is nothing to chart.')
        : t(
            'pages.run.charts.unknown',
            'The run does not say which workload it puts load on: it has neither the mark of this app nor the param "deployment-name".'
          )}
    </p>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0, width: '100%' }),
  quiet: css({ color: theme.colors.text.secondary }),
});
