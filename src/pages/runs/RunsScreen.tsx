import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Icon, useStyles2 } from '@grafana/ui';
import React, { useCallback, useMemo, useState } from 'react';

import type { AnnotationStore } from '../../annotations/store';
import type { ListedRun } from '../../assessment/listedRuns';
import { BrowserRecordsBox } from '../../assessment/records/BrowserRecordsBox';
import { MarkWindowButton } from '../../assessment/windows/MarkWindowButton';
import { useListedRuns } from '../../assessment/useListedRuns';
import type { TektonApi } from '../../datasource/types';
import { runId, type RunRef } from '../../domain/run';
import { currentAccess, type Access } from '../../experiment/access';
import { EndNotices } from '../../experiment/EndNotices';
import { useRuns } from '../../experiment/useRuns';
import { t } from '../../i18n/t';
import { EmptyState } from '../../shared/EmptyState';
import { useAppSettings } from '../../shared/appSettings';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { SkipLink } from '../../shared/SkipLink';
import { testIds } from '../../shared/testIds';
import { viewState, type ViewState } from '../../shared/viewState';
import { ListSkeleton } from '../../shared/ListSkeleton';
import { LabelsDialog } from './LabelsDialog';
import { ListState } from './ListState';
import { LazyRecorderNotice } from '../../readiness-view/LazyRecorderNotice';
import { LazyReadinessNotice } from '../../readiness-view/LazyReadinessNotice';
import { RunDialogs, type RunAction } from '../../experiment/RunDialogs';
import { facetsOf, NO_FILTER, selectRuns, type RunFilter, type RunSort } from './runFilter';
import { RUNS_TABLE_ID, RunsTable } from './RunsTable';
import { RunsToolbar } from './RunsToolbar';
import { SelectionBar } from './SelectionBar';
import type { RunsView } from './runsUrl';
import { useLabelled } from './useLabelled';
import type { UserStorage } from '../../shared/useKeptIds';

interface Props {
  api: TektonApi;
  annotations: AnnotationStore;
  /** Where pins of whoever looks are kept. */
  storage: UserStorage;
  view: RunsView;
  onView: (view: Partial<RunsView>) => void;
  /** Reports and files of chosen runs. */
  exports?: (runs: readonly RunRef[]) => React.ReactNode;
}

/** The list of experiment runs: what there is, narrowed down, and what can be done with it. */
export function RunsScreen({ api, annotations, storage, view, onView, exports }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const snapshot = useRuns(api);
  const access = currentAccess(api);
  const [action, setAction] = useState(atFirst(view, access));
  const listed = useListedRuns({ api, annotations, snapshot });
  const { inCluster, loading, unread, reload, store, kept } = listed;
  const {
    runs,
    followed,
    togglePin,
    toggleFollowed,
    reload: reloadLabels,
  } = useLabelled(listed.runs, annotations, storage);
  const [labelled, setLabelled] = useState<ListedRun>();
  const { latencyLimits } = useAppSettings();
  const hasOutcomes = useMemo(() => runs.some(({ outcome }) => outcome !== undefined), [runs]);
  const list = viewState({
    value: runs,
    error: snapshot.error,
    loading: (snapshot.state === 'loading' || loading) && api.namespaces.length > 0,
    isEmpty: (all) => all.length === 0,
  });
  const facets = useMemo(() => facetsOf(runs), [runs]);
  const selected = useMemo(
    () => selectRuns(runs, view.filter, view.sort, latencyLimits),
    [runs, view.filter, view.sort, latencyLimits]
  );
  const onFilter = useCallback((filter: RunFilter) => onView({ filter }), [onView]);
  const onSort = useCallback((sort: RunSort) => onView({ sort }), [onView]);
  const { selected: chosen } = view;
  const onSelect = useCallback(
    (run: RunRef, isChosen: boolean) => {
      const others = chosen.filter((id) => id !== runId(run));
      onView({ selected: isChosen ? [...others, runId(run)] : others });
    },
    [chosen, onView]
  );

  return (
    <div className={styles.page} data-testid={testIds.runs.page}>
      <SkipLink to={RUNS_TABLE_ID}>{t('pages.runs.skip', 'Skip to the list')}</SkipLink>
      <div className={styles.top}>
        {list.kind === 'ready' || list.kind === 'empty' ? (
          <ListState snapshot={snapshot} shown={selected.length} total={runs.length} />
        ) : (
          <span />
        )}
        <div className={styles.buttons}>
          <MarkWindowButton initial={lastHour} store={annotations} onMarked={reload} />
          <StartButton access={access} onStart={() => setAction({ kind: 'start' })} />
        </div>
      </div>
      {list.kind === 'ready' && list.error !== undefined && (
        <ErrorNotice error={list.error} onRetry={() => api.retryRuns()} />
      )}
      {inCluster.error !== undefined && (
        <ErrorNotice error={inCluster.error} title={t('pages.runs.no-records', 'The records could not be read')} />
      )}
      {unread !== undefined && <ErrorNotice error={unread} onRetry={reload} />}
      <EndNotices runs={followed} />
      <LazyRecorderNotice />
      <RunsToolbar
        filter={view.filter}
        facets={facets}
        onFilter={onFilter}
        hasOutcomes={hasOutcomes}
        outcomes={view.outcomes}
        onOutcomes={(outcomes) => onView({ outcomes })}
      />
      {chosen.length > 0 && (
        <SelectionBar selected={chosen} onClear={() => onView({ selected: [] })} exports={exports} />
      )}
      {selected.length > 0 ? (
        <RunsTable
          api={api}
          runs={selected}
          sort={view.sort}
          onSort={onSort}
          clockSkewMs={snapshot.clockSkewMs}
          selected={chosen}
          hasOutcomes={hasOutcomes}
          outcomes={view.outcomes}
          limits={latencyLimits}
          onSelect={onSelect}
          onAction={access.canStart ? setAction : undefined}
          onPin={togglePin}
          onFollow={toggleFollowed}
          onLabel={access.canAnnotate ? setLabelled : undefined}
        />
      ) : (
        <Nothing api={api} list={list} onClear={() => onFilter(NO_FILTER)} />
      )}
      <BrowserRecordsBox store={store} state={kept} />
      <LabelsDialog
        run={labelled}
        store={annotations}
        onDismiss={() => setLabelled(undefined)}
        onSaved={reloadLabels}
      />
      {action && (
        <RunDialogs
          api={api}
          runs={snapshot.runs}
          clockSkewMs={snapshot.clockSkewMs}
          action={action}
          notice={<LazyReadinessNotice place="start" />}
          onClose={() => {
            setAction(undefined);
            onView({ starting: false });
          }}
        />
      )}
    </div>
  );
}

/** A link may lead to the form. */
const atFirst = ({ starting }: RunsView, { canStart }: Access): RunAction | undefined =>
  starting && canStart ? { kind: 'start' } : undefined;

/** Proposed where no chart says which time is meant. */
function lastHour() {
  const to = Date.now();
  return { namespace: '', workload: '', from: to - 3600_000, to };
}

function StartButton({ access, onStart }: { access: Access; onStart: () => void }): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  if (access.canStart) {
    return (
      <Button icon="play" onClick={onStart} data-testid={testIds.runs.start}>
        {t('pages.runs.start', 'Start an experiment')}
      </Button>
    );
  }
  return access.reason === undefined ? null : (
    <span className={styles.why}>
      <Icon name="lock" size="sm" aria-hidden /> {access.reason}
    </span>
  );
}

interface NothingProps {
  api: Pick<TektonApi, 'namespaces' | 'name' | 'retryRuns'>;
  list: ViewState<readonly ListedRun[]>;
  onClear: () => void;
}

/** In place of a list without rows: why there are none, and what to do. */
function Nothing({ api, list, onClear }: NothingProps): React.ReactElement {
  switch (list.kind) {
    case 'ready':
      return (
        <EmptyState
          icon="filter"
          title={t('pages.runs.empty.filtered', 'No run passes these filters')}
          action={
            <Button variant="secondary" icon="times" onClick={onClear}>
              {t('pages.runs.filter.clear', 'Clear filters')}
            </Button>
          }
        >
          {t('pages.runs.empty.filtered-text', 'There are {{total}} runs without them.', { total: list.value.length })}
        </EmptyState>
      );
    case 'failed':
      return (
        <ErrorNotice
          error={list.error}
          title={t('pages.runs.error', 'The runs could not be read')}
          onRetry={() => api.retryRuns()}
        />
      );
    case 'loading':
      return <ListSkeleton />;
    case 'empty':
      return <NoRuns namespaces={api.namespaces} />;
  }
}

function NoRuns({ namespaces }: { namespaces: readonly string[] }): React.ReactElement {
  if (namespaces.length === 0) {
    return (
      <EmptyState icon="database" title={t('pages.runs.empty.no-namespaces', 'No namespaces are configured')}>
        {t(
          'pages.runs.empty.no-namespaces-text',
          'Runs are read from the namespaces in the settings of the data source. An administrator can add them there.'
        )}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="rocket" title={t('pages.runs.empty.none', 'No runs yet')}>
      {t(
        'pages.runs.empty.none-text',
        'No PipelineRun was found, nor a record or an annotation of one. Namespaces that were searched:'
      )}{' '}
      {namespaces.join(', ')}
    </EmptyState>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), minWidth: 0, width: '100%' }),
  top: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    minHeight: theme.spacing(4),
  }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  why: css({ color: theme.colors.text.secondary }),
});
