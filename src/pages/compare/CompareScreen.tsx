import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useCallback, useMemo, useState, useSyncExternalStore } from 'react';

import { knownRuns } from '../../annotations/knownRuns';
import type { AnnotationStore } from '../../annotations/store';
import type { TektonApi } from '../../datasource/types';
import type { GateTexts } from '../../domain/comparison/gates';
import { runId, type RunRef } from '../../domain/run';
import type { EffectiveThresholds } from '../../domain/variant';
import { PageButton } from '../../shared/PageButton';
import { useLoad } from '../../shared/useLoad';
import { useRuns } from '../../experiment/useRuns';
import { t } from '../../i18n/t';
import { runsPath } from '../../routes';
import { ChartsSkeleton } from '../../scenes/ChartsSkeleton';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { viewState } from '../../shared/viewState';
import { useAppSettings } from '../../shared/appSettings';
import { limitsInForce } from '../../shared/latencyLimits';
import { testIds } from '../../shared/testIds';
import { CompareHeader } from './CompareHeader';
import { ComparedSections } from './ComparedSections';
import { MAX_RUNS, type CompareView } from '../../assessment/compareUrl';
import { BrowserRecordsBox } from '../../assessment/records/BrowserRecordsBox';
import { LoadProgress } from '../../assessment/LoadProgress';
import { looksOf } from '../../assessment/charts/runLook';
import { browserRecords } from '../../assessment/records/browserRecords';
import { candidatesOf, droppedCandidates } from '../../assessment/runOptions';
import { clusterRecords, type FindRecord } from '../../assessment/records/clusterRecords';
import type { RunSources } from '../../assessment/resolveRun';
import { useClusterRecords } from '../../assessment/records/useClusterRecords';
import { useComparison, type AnalyseRun, type ComparedRun } from '../../assessment/useComparison';

interface Props {
  api: TektonApi;
  /** Of several clusters, the chosen one. */
  cluster?: string;
  /** Reads the runs that are compared, of whichever cluster; the api without it. */
  reads?: RunSources['api'];
  /** Their records; those of the api without it. */
  findRecord?: FindRecord;
  annotations: AnnotationStore;
  analyse: AnalyseRun;
  gates: GateTexts;
  view: CompareView;
  onView: (view: Partial<CompareView>) => void;
  /** Actions on what is compared, for the header's row. */
  actions?: (runs: readonly ComparedRun[]) => React.ReactNode;
  /** By which decisions are explained; without them they are not. */
  thresholds?: EffectiveThresholds;
}

/** Up to twelve runs, compared with one of them. */
export function CompareScreen(props: Props): React.ReactElement {
  const { api, cluster, reads = api, annotations, analyse, gates, view, onView, actions, thresholds } = props;
  const { findRecord } = props;
  const styles = useStyles2(getStyles);
  const snapshot = useRuns(api);
  const load = useCallback(() => knownRuns(annotations), [annotations]);
  const { value: known } = useLoad(load);
  const [store] = useState(browserRecords);
  const kept = useSyncExternalStore(store.subscribe, store.state);
  const { records } = useClusterRecords(api, snapshot.state !== 'loading');
  const candidates = useMemo(
    () => [...droppedCandidates(kept.records ?? []), ...candidatesOf(snapshot.runs, known ?? [], { cluster, records })],
    [kept.records, snapshot.runs, known, cluster, records]
  );
  const choices = viewState({
    value: candidates,
    error: snapshot.error,
    loading: snapshot.state === 'loading',
    isEmpty: (all) => all.length === 0,
  });
  const sources = useMemo(
    () => ({ api: reads, annotations, findRecord: findRecord ?? clusterRecords(api) }),
    [reads, annotations, findRecord, api]
  );
  const limits = limitsInForce(view.limits, useAppSettings().latencyLimits);
  const comparison = useComparison(sources, analyse, view.runs, { limits });
  const at = baselineIndex(view);
  const looks = useMemo(
    () =>
      looksOf(
        view.runs.map((ref) => ({ ref })),
        at
      ),
    [view.runs, at]
  );
  return (
    <div className={styles.page} data-testid={testIds.compare.page}>
      <CompareHeader
        view={view}
        looks={looks}
        baseline={at === undefined ? undefined : view.runs[at]}
        candidates={candidates}
        onView={onView}
        limits={limits}
        actions={actions?.(comparison.runs)}
      />
      <BrowserRecordsBox
        store={store}
        state={kept}
        onAdded={(refs) => onView({ runs: withRuns(view.runs, refs) })}
        onRemoved={(ref) => onView({ runs: view.runs.filter((run) => runId(run) !== runId(ref)) })}
      />
      {view.runs.length === 0 ? (
        choices.kind === 'failed' ? (
          <ErrorNotice error={choices.error} onRetry={() => api.retryRuns()} />
        ) : (
          <Nothing />
        )
      ) : (
        <>
          <LoadProgress comparison={comparison} />
          {comparison.runs.some(({ subject }) => subject !== undefined) ? (
            <ComparedSections {...{ comparison, looks, gates, view, onView, thresholds }} />
          ) : (
            comparison.state === 'loading' && <ChartsSkeleton />
          )}
        </>
      )}
    </div>
  );
}

/** Those that are compared, and others at their end, as far as there is room. */
function withRuns(runs: readonly RunRef[], more: readonly RunRef[]): RunRef[] {
  const ids = new Set(runs.map(runId));
  return [...runs, ...more.filter((ref) => !ids.has(runId(ref)))].slice(0, MAX_RUNS);
}

/** The run chosen as the baseline, while it is among those compared; else the first. */
function baselineIndex({ runs, baseline }: CompareView): number | undefined {
  const isChosen = (ref: RunRef): boolean => baseline !== undefined && runId(ref) === runId(baseline);
  const chosen = runs.findIndex(isChosen);
  return chosen >= 0 ? chosen : runs.length > 0 ? 0 : undefined;
}

function Nothing(): React.ReactElement {
  return (
    <EmptyState
      icon="code-branch"
      title={t('pages.compare.empty.title', 'Which runs?')}
      action={
        <PageButton href={runsPath()} variant="secondary" icon="list-ul">
          {t('pages.compare.empty.list', 'Choose in the list of runs')}
        </PageButton>
      }
    >
      {t(
        'pages.compare.empty.text',
        'Choose two runs or more above. The first one is the baseline, until you choose another. Runs that Tekton has pruned can be compared by their annotations.'
      )}
    </EmptyState>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0, width: '100%' }),
});
