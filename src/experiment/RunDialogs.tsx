import { getTimeZone } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { Drawer } from '@grafana/ui';
import React, { useCallback } from 'react';

import type { TektonApi } from '../datasource/types';
import type { RunRef, RunSummary } from '../domain/run';
import { t } from '../i18n/t';
import { CancelRunDialog } from './CancelRunDialog';
import { repeatRequest } from './repeat';
import { RunForm } from './RunForm';
import { useLoad } from '../shared/useLoad';
import { runPath } from '../routes';
import { ErrorNotice } from '../shared/ErrorNotice';
import { ListSkeleton } from '../shared/ListSkeleton';
import { RequestChanges } from './RequestChanges';
import { RerunDialog } from './RerunDialog';

/** What a user can ask for on the run list and on a run's page. */
export type RunAction = { kind: 'start' } | { kind: 'cancel' | 'rerun' | 'edit'; run: RunSummary };

interface Props {
  api: TektonApi;
  /** All runs that are known: the ones in progress are named before another one is started. */
  runs: RunSummary[];
  /** Cluster's clock minus browser's clock, ms. */
  clockSkewMs: number;
  action: RunAction;
  /** Above the start form: what the cluster lacks. */
  notice?: React.ReactNode;
  onClose: () => void;
  /** After a run was cancelled. */
  onChanged?: () => void;
}

/** The dialog of an action. A run that was started is shown on its own page. */
export function RunDialogs({ api, runs, clockSkewMs, action, notice, onClose, onChanged }: Props): React.ReactElement {
  const open = (run: RunRef): void => {
    onClose();
    locationService.push(runPath(run));
  };
  switch (action.kind) {
    case 'start':
      return (
        <Drawer title={t('pages.runs.start-title', 'Start an experiment')} size="lg" onClose={onClose}>
          <RunForm
            api={api}
            draftKey="runs"
            timeZone={getTimeZone()}
            notice={notice}
            onStarted={open}
            onLeave={onClose}
          />
        </Drawer>
      );
    case 'edit':
      return (
        <Drawer
          title={t('pages.runs.edit-title', 'Edit and rerun')}
          subtitle={action.run.name}
          size="lg"
          onClose={onClose}
        >
          <EditForm api={api} run={action.run} notice={notice} onStarted={open} onLeave={onClose} />
        </Drawer>
      );
    case 'rerun':
      return (
        <RerunDialog
          api={api}
          run={action.run}
          runs={runs}
          clockSkewMs={clockSkewMs}
          onStarted={open}
          onDismiss={onClose}
        />
      );
    case 'cancel':
      return (
        <CancelRunDialog
          api={api}
          run={action.run}
          onDismiss={onClose}
          onCancelled={() => {
            onClose();
            onChanged?.();
          }}
        />
      );
  }
}

interface EditFormProps {
  api: TektonApi;
  run: RunSummary;
  notice: React.ReactNode;
  onStarted: (run: RunRef) => void;
  onLeave: () => void;
}

function EditForm({ api, run, notice, onStarted, onLeave }: EditFormProps): React.ReactElement {
  const { namespace, name } = run;
  const load = useCallback(
    (signal: AbortSignal) => repeatRequest(api, { namespace, name }, signal),
    [api, namespace, name]
  );
  const { value, error, loading, reload } = useLoad(load);
  if (value) {
    return (
      <RunForm
        api={api}
        draftKey={`edit:${run.uid}`}
        timeZone={getTimeZone()}
        initial={value}
        changes={(request) => <RequestChanges run={name} before={value} after={request} />}
        notice={notice}
        onStarted={onStarted}
        onLeave={onLeave}
      />
    );
  }
  return error === undefined ? <ListSkeleton /> : <ErrorNotice error={error} onRetry={reload} retrying={loading} />;
}
