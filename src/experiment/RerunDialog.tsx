import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Modal, useStyles2 } from '@grafana/ui';
import React, { useCallback, useState } from 'react';

import { runLinks } from '../annotations/links';
import { refreshAnnotations } from '../annotations/refresh';
import { grafanaAnnotations } from '../annotations/store';
import type { TektonApi } from '../datasource/types';
import { runId, type Run, type RunSummary } from '../domain/run';
import { t } from '../i18n/t';
import { currentAccess } from './access';
import { Conflicts, needsAgreement } from './form/Conflicts';
import { planRun, type RunPlan } from './form/plan';
import { named, repeatRequest } from './repeat';
import { intensityText } from './LoadProfileChart';
import { startRun } from './startRun';
import { useInProgress } from './useInProgress';
import { useAct } from '../shared/useAct';
import { useLoad } from '../shared/useLoad';
import { ErrorNotice } from '../shared/ErrorNotice';
import { isUserError } from '../shared/errors';
import { formatDuration } from '../domain/format';
import { testIds } from '../shared/testIds';
import { ListSkeleton } from '../shared/ListSkeleton';
import { modeLabel } from '../shared/modeLabel';

interface Props {
  api: TektonApi;
  run: RunSummary;
  runs: RunSummary[];
  clockSkewMs: number;
  onStarted: (run: Run) => void;
  onDismiss: () => void;
}

/** Says in numbers what running it again means, and does it once. */
export function RerunDialog({ api, run, runs, clockSkewMs, onStarted, onDismiss }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { namespace, name } = run;
  const load = useCallback(
    async (signal: AbortSignal) => {
      const request = named(await repeatRequest(api, { namespace, name }, signal));
      const pipelines = await api.pipelines(namespace, signal).catch(() => ({ items: [] }));
      return { request, pipeline: pipelines.items.find((one) => one.name === request.pipeline) };
    },
    [api, namespace, name]
  );
  const { value, error, loading, reload } = useLoad(load);
  const request = value?.request;
  const inProgress = useInProgress(api, runs);
  const plan = value && planRun(value.request, inProgress.runs, 1, value.pipeline);
  const [agreed, setAgreed] = useState(false);
  const mustAgree = plan !== undefined && needsAgreement(plan, inProgress.known) && !agreed;
  const { act, busy, failure } = useAct();

  const start = async () => {
    if (!request) {
      return;
    }
    const access = currentAccess(api);
    const annotations = access.canAnnotate
      ? { store: grafanaAnnotations, links: runLinks, onWritten: refreshAnnotations }
      : undefined;
    await act(async () => {
      const started = await startRun({ api, request, startedBy: access.login, annotations, clockSkewMs });
      onStarted(started.run);
    });
  };

  return (
    <Modal isOpen title={t('pages.runs.rerun.title', 'Run again?')} onDismiss={onDismiss}>
      <div data-testid={testIds.runs.rerun} className={styles.body}>
        <p className={styles.name}>
          {t('pages.runs.rerun.text', 'A new run with the same Pipeline, params and workspaces as')}{' '}
          <strong>{runId(run)}</strong>
        </p>
        {plan ? (
          <>
            <PlanFacts plan={plan} />
            <Conflicts plan={plan} {...inProgress} agreed={agreed} onAgree={setAgreed} />
          </>
        ) : error === undefined ? (
          <ListSkeleton rows={3} height={36} />
        ) : (
          <ErrorNotice error={error} onRetry={isFinal(error) ? undefined : reload} retrying={loading} />
        )}
        {failure !== undefined && (
          <ErrorNotice error={failure} title={t('pages.runs.rerun.failed', 'The run was not started')} />
        )}
      </div>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          {t('pages.runs.rerun.no', 'Do not run')}
        </Button>
        <Button
          icon={busy ? 'spinner' : 'play'}
          onClick={start}
          disabled={busy || !request || mustAgree}
          data-testid={testIds.runs.rerunConfirm}
        >
          {busy ? t('pages.runs.rerun.busy', 'Starting…') : t('pages.runs.rerun.yes', 'Run again')}
        </Button>
      </Modal.ButtonRow>
    </Modal>
  );
}

/** The numbers of a plan; what the params do not tell is said to be unknown. */
function PlanFacts({ plan }: { plan: RunPlan }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const unknown = t('pages.runs.rerun.unknown', 'not known');
  const number = (value: number | undefined, unit: string): string =>
    value === undefined ? unknown : `${value} ${unit}`.trim();
  const facts = [
    [
      t('pages.runs.rerun.length', 'Takes about'),
      plan.length === undefined ? unknown : formatDuration(plan.length.totalSeconds),
    ],
    [t('pages.runs.rerun.peak', 'Load at most'), plan.profile ? intensityText(plan.profile) : unknown],
    [t('pages.runs.rerun.gpus', 'GPUs at most'), number(plan.maxGpus, '')],
    [t('pages.runs.rerun.mode', 'Mode'), plan.mode ? modeLabel(plan.mode) : unknown],
    [t('pages.runs.rerun.variant', 'Workload'), plan.variant ?? unknown],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value]) => (
        <React.Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}

/** Asking again would not help: only a failure that passes is tried again. */
function isFinal(error: unknown): boolean {
  return isUserError(error) && !error.transient;
}

const getStyles = (theme: GrafanaTheme2) => ({
  body: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  name: css({ overflowWrap: 'anywhere', margin: 0 }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, overflowWrap: 'anywhere', fontVariantNumeric: 'tabular-nums' },
  }),
});
