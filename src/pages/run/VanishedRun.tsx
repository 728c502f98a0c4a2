import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { useStyles2 } from '@grafana/ui';
import React, { useCallback } from 'react';

import { lastKnownRun } from '../../annotations/knownRuns';
import { grafanaAnnotations, type AnnotationStore } from '../../annotations/store';
import type { AnnotatedRun } from '../../domain/runAnnotation';
import { totalSeconds } from '../../domain/loadProfile';
import { isWindow } from '../../domain/markedWindow';
import type { RunRef } from '../../domain/run';
import { LoadProfileChart } from '../../experiment/LoadProfileChart';
import { RunNotes } from '../../experiment/RunNotes';
import { t } from '../../i18n/t';
import { useLoad } from '../../shared/useLoad';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { formatDuration } from '../../domain/format';
import { RunPhaseBadge } from '../../shared/RunPhaseBadge';
import { ListSkeleton } from '../../shared/ListSkeleton';
import { modeLabel } from '../../shared/modeLabel';
import type { ChartedRun } from './runCharts';
import { RunFacts } from './RunFacts';
import { VanishedHead, WindowHead } from './VanishedHead';

interface Props {
  runRef: RunRef;
  timeZone: TimeZone;
  canAnnotate: boolean;
  Charts: React.ComponentType<{ charted: ChartedRun }>;
  /** What the run comes to, and its figures: both from Prometheus, which outlives Tekton's pruner. */
  verdict?: React.ReactNode;
  analysis?: React.ReactNode;
  /** The cluster has a record of it: verdict and figures are known without an annotation. */
  isRecorded?: boolean;
  store?: AnnotationStore;
}

/** A run that the cluster does not have: what Grafana's annotation still knows of it. */
export function VanishedRun({
  runRef,
  timeZone,
  canAnnotate,
  Charts,
  verdict,
  analysis,
  isRecorded = false,
  store = grafanaAnnotations,
}: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { namespace, name } = runRef;
  const load = useCallback(
    async () => ({ found: await lastKnownRun(store, { namespace, name }) }),
    [store, namespace, name]
  );
  const { value, error, loading, reload } = useLoad(load);
  if (error !== undefined) {
    return <ErrorNotice error={error} onRetry={reload} retrying={loading} />;
  }
  if (value === undefined) {
    return <ListSkeleton rows={4} />;
  }
  const { found } = value;
  const charted = found && chartedByAnnotation(found, namespace);
  return (
    <div className={styles.page}>
      {found && isWindow(found) ? (
        <WindowHead window={found} canAnnotate={canAnnotate} store={store} onUnmarked={reload} />
      ) : (
        <VanishedHead runRef={runRef} found={found} isRecorded={isRecorded} />
      )}
      {found && <Known run={found} timeZone={timeZone} />}
      {(found || isRecorded) && verdict}
      {(found || isRecorded) && analysis}
      {found && (
        <RunNotes
          run={{ ...runRef, uid: found.uid }}
          timeZone={timeZone}
          canWrite={canAnnotate}
          defaultTime={found.startedAt}
          store={store}
        />
      )}
      {charted && <Charts charted={charted} />}
    </div>
  );
}

/** Undefined when the annotation does not say which workload the run loaded. */
function chartedByAnnotation(run: AnnotatedRun, ownNamespace: string): ChartedRun | undefined {
  const { namespace = ownNamespace, variant, startedAt, endsAt } = run;
  return variant ? { namespace, variant, mode: run.mode, span: { startedAt, finishedAt: endsAt } } : undefined;
}

function Known({ run, timeZone }: { run: AnnotatedRun; timeZone: TimeZone }): React.ReactElement {
  const profile = run.load && { steps: run.load };
  return (
    <>
      <RunFacts
        facts={[
          [t('pages.run.fact.phase', 'Last known phase'), lastPhase(run)],
          [t('pages.run.fact.experiment', 'Experiment'), run.experiment],
          [t('pages.run.fact.mode', 'Mode'), run.mode && modeLabel(run.mode)],
          [t('pages.run.fact.replicas', 'Replicas'), run.replicas],
          [
            isWindow(run) ? t('pages.run.fact.marked-by', 'Marked by') : t('pages.run.fact.started-by', 'Started by'),
            run.startedBy,
          ],
          [t('pages.run.fact.pipeline', 'Pipeline'), run.pipeline],
          [t('pages.run.fact.workload', 'Workload'), run.variant],
          [t('pages.run.fact.started', 'Started'), dateTimeFormat(run.startedAt, { timeZone })],
          [t('pages.run.fact.ended', 'Ended'), dateTimeFormat(run.endsAt, { timeZone })],
          [
            t('pages.run.fact.planned', 'Planned length'),
            run.plannedSeconds === undefined ? undefined : formatDuration(run.plannedSeconds),
          ],
        ]}
      />
      {profile && totalSeconds(profile) > 0 && <LoadProfileChart profile={profile} />}
    </>
  );
}

/** A window never had a phase. */
function lastPhase(run: AnnotatedRun): React.ReactNode {
  if (run.status === 'unknown') {
    return isWindow(run) ? undefined : t('pages.run.gone.status', 'not known');
  }
  return <RunPhaseBadge phase={run.status} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(3) }),
});
