import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, Field, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, { useCallback, useId, useMemo } from 'react';

import { knownRuns } from '../../annotations/knownRuns';
import type { AnnotationStore } from '../../annotations/store';
import type { TektonApi } from '../../datasource/types';
import { KPI_IDS, KPIS, type KpiId } from '../../domain/analysis/kpis';
import { trendLines } from '../../domain/comparison/trend';
import { useLoad } from '../../shared/useLoad';
import { useRuns } from '../../experiment/useRuns';
import { t } from '../../i18n/t';
import { ChartsSkeleton } from '../../scenes/ChartsSkeleton';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { SaidOnce } from '../../shared/SaidOnce';
import { viewState } from '../../shared/viewState';
import { testIds } from '../../shared/testIds';
import { LoadProgress } from '../../assessment/LoadProgress';
import { candidatesOf, type Candidate } from '../../assessment/runOptions';
import { clusterRecords } from '../../assessment/records/clusterRecords';
import { useClusterRecords, type ClusterRecords } from '../../assessment/records/useClusterRecords';
import { recordOfRun } from '../../assessment/listedRuns';
import { listedMember } from '../../records/listedFigures';
import { useAppSettings } from '../../shared/appSettings';
import { useComparison, type AnalyseRun } from '../../assessment/useComparison';
import { TrendChart } from './TrendChart';
import { TrendTable } from './TrendTable';
import { LIMITS, MOST_MEASURED, type TrendView } from './trendUrl';

interface Props {
  api: TektonApi;
  annotations: AnnotationStore;
  analyse: AnalyseRun;
  view: TrendView;
  onView: (view: Partial<TrendView>) => void;
}

/** One figure over the runs of an experiment, newest last, with what was changed between them. */
export function TrendScreen({ api, annotations, analyse, view, onView }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const snapshot = useRuns(api);
  const load = useCallback(() => knownRuns(annotations), [annotations]);
  const { value: known, error: unread, loading, reload } = useLoad(load);
  const inCluster = useClusterRecords(api, snapshot.state !== 'loading');
  const { records } = inCluster;
  const candidates = useMemo(
    () => candidatesOf(snapshot.runs, known ?? [], { records }),
    [snapshot.runs, known, records]
  );
  const experiments = useMemo(
    () => [...new Set(candidates.flatMap(({ experiment }) => experiment ?? []))],
    [candidates]
  );
  const experiment = view.experiment ?? experiments[0];
  const choices = viewState({
    value: experiments,
    error: snapshot.error ?? unread,
    loading: snapshot.state === 'loading' || loading || inCluster.loading,
    isEmpty: (all) => all.length === 0,
  });
  const again = (): void => {
    api.retryRuns();
    reload();
  };
  const { listed, refs } = useChosen(candidates, experiment, view.limit, inCluster);
  const sources = useMemo(
    // The list has told of every record; only where it could not be read may a run have one all the same.
    () => ({ api, annotations, ...(inCluster.error !== undefined && { findRecord: clusterRecords(api) }) }),
    [api, annotations, inCluster.error]
  );
  const comparison = useComparison(sources, analyse, refs);
  const { latencyLimits } = useAppSettings();
  const members = useMemo(
    () => [
      ...listed.map((record) => listedMember(record, latencyLimits)),
      ...comparison.runs.flatMap(({ analysis }) => analysis ?? []),
    ],
    [listed, latencyLimits, comparison.runs]
  );
  const lines = useMemo(() => trendLines(members, view.kpi), [members, view.kpi]);
  return (
    <div className={styles.page} data-testid={testIds.trend.page}>
      <Choices view={view} experiment={experiment} experiments={experiments} onView={onView} />
      {choices.kind === 'failed' ? (
        <ErrorNotice error={choices.error} onRetry={again} />
      ) : choices.kind === 'loading' ? (
        <ChartsSkeleton rows={1} />
      ) : choices.kind === 'empty' ? (
        <NoExperiment />
      ) : !experiments.includes(experiment ?? '') ? (
        <UnknownExperiment name={experiment ?? ''} error={choices.error} onRetry={again} />
      ) : (
        <SaidOnce>
          {choices.error !== undefined && <ErrorNotice error={choices.error} onRetry={again} />}
          <LoadProgress comparison={comparison} />
          {lines.length > 0 ? (
            <>
              <TrendChart kpi={view.kpi} lines={lines} />
              <TrendTable kpi={view.kpi} lines={lines} />
            </>
          ) : (
            members.length > 0 && comparison.state === 'done' && <NoFigure kpi={view.kpi} />
          )}
        </SaidOnce>
      )}
    </div>
  );
}

function NoExperiment(): React.ReactElement {
  return (
    <EmptyState icon="chart-line" title={t('pages.trend.empty', 'No experiment yet')}>
      {t(
        'pages.trend.empty-text',
        'Runs get their experiment when they are started with this app, or by the label llmd-wva-app/experiment.'
      )}
    </EmptyState>
  );
}

interface UnknownProps {
  name: string;
  /** Not all runs could be read: it may be among the others. */
  error: unknown;
  onRetry: () => void;
}

function UnknownExperiment({ name, error, onRetry }: UnknownProps): React.ReactElement {
  return error !== undefined ? (
    <ErrorNotice error={error} onRetry={onRetry} />
  ) : (
    <EmptyState
      icon="chart-line"
      title={t('pages.trend.unknown', 'There is no run of the experiment “{{name}}”', { name })}
    >
      {t('pages.trend.unknown-text', 'Neither the cluster nor an annotation has one. Choose another experiment above.')}
    </EmptyState>
  );
}

function NoFigure({ kpi }: { kpi: KpiId }): React.ReactElement {
  return (
    <EmptyState
      icon="chart-line"
      title={t('pages.trend.no-figure', 'None of these runs has the figure {{title}}', { title: KPIS[kpi].title })}
    >
      {t('pages.trend.no-figure-text', 'It has no value when {{why}}. Choose another figure above.', {
        why: KPIS[kpi].noData,
      })}
    </EmptyState>
  );
}

/**
 * The newest runs of an experiment: those whose record is listed, and those to be measured, which are none until it is known
 * what is listed. The same lists while nothing changed, so that nothing is asked for again.
 */
function useChosen(
  candidates: readonly Candidate[],
  experiment: string | undefined,
  limit: number,
  { records, loading }: ClusterRecords
) {
  const chosen = useMemo(() => {
    const ownRecord = recordOfRun(records);
    return candidates
      .filter((candidate) => candidate.experiment === experiment && experiment !== undefined)
      .slice(0, limit)
      .map((candidate, i) => {
        const own = ownRecord(candidate);
        // A preliminary one says less than Prometheus can, where the run is known by more than its record.
        return { candidate, i, record: own?.run.finishedAt !== undefined || candidate.recorded ? own : undefined };
      });
  }, [candidates, experiment, limit, records]);
  const listed = useMemo(() => chosen.flatMap(({ record }) => record ?? []), [chosen]);
  const text = JSON.stringify(
    chosen
      .filter(({ record, i }) => !loading && record === undefined && i < MOST_MEASURED)
      .map(({ candidate: { namespace, name } }) => ({ namespace, name }))
  );
  const refs = useMemo(() => JSON.parse(text) as Array<{ namespace: string; name: string }>, [text]);
  return { listed, refs };
}

interface ChoicesProps extends Pick<Props, 'view' | 'onView'> {
  experiment: string | undefined;
  experiments: readonly string[];
}

function Choices({ view, experiment, experiments, onView }: ChoicesProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  const ids = { experiment: useId(), kpi: useId() };
  return (
    <div className={styles.choices}>
      <Field
        label={t('pages.trend.experiment', 'Experiment')}
        htmlFor={ids.experiment}
        noMargin
        className={styles.wide}
      >
        <Combobox
          id={ids.experiment}
          options={experiments.map((value) => ({ value, label: value }))}
          value={experiment ?? null}
          onChange={({ value }) => onView({ experiment: value })}
        />
      </Field>
      <Field label={t('pages.trend.kpi', 'Figure')} htmlFor={ids.kpi} noMargin className={styles.wide}>
        <Combobox
          id={ids.kpi}
          options={KPI_IDS.map((value) => ({ value, label: KPIS[value].title, description: KPIS[value].formula }))}
          value={view.kpi}
          onChange={({ value }) => onView({ kpi: value })}
        />
      </Field>
      <Field label={t('pages.trend.limit', 'Newest runs')} noMargin>
        <RadioButtonGroup
          aria-label={t('pages.trend.limit', 'Newest runs')}
          options={LIMITS.map((value) => ({ value, label: String(value) }))}
          value={view.limit}
          onChange={(limit) => onView({ limit })}
        />
      </Field>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0, width: '100%' }),
  choices: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(1.5) }),
  wide: css({ flex: '1 1 240px', minWidth: 0, maxWidth: 480 }),
});
