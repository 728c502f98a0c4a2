import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Trans } from '@grafana/i18n';
import { Alert, Button, Modal, useStyles2 } from '@grafana/ui';
import React, { useCallback, useMemo, useState } from 'react';

import { runLinks } from '../annotations/links';
import { refreshAnnotations } from '../annotations/refresh';
import { grafanaAnnotations } from '../annotations/store';
import type { TektonApi } from '../datasource/types';
import { runId, type Run, type RunSummary } from '../domain/run';
import { t } from '../i18n/t';
import { currentAccess } from './access';
import { planRun, type Disturbance, type RunPlan } from './form/plan';
import { named, repeatRequest } from './repeat';
import { startRun } from './startRun';
import { useLoad } from '../shared/useLoad';
import { ErrorNotice } from '../shared/ErrorNotice';
import { formatDuration } from '../shared/formatDuration';
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
    async (signal: AbortSignal) => named(await repeatRequest(api, { namespace, name }, signal)),
    [api, namespace, name]
  );
  const { value: request, error, loading, reload } = useLoad(load);
  const plan = useMemo(() => request && planRun(request, runs), [request, runs]);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  const start = async () => {
    if (!request) {
      return;
    }
    setBusy(true);
    setFailure(undefined);
    const access = currentAccess(api);
    const annotations = access.canAnnotate
      ? { store: grafanaAnnotations, links: runLinks, onWritten: refreshAnnotations }
      : undefined;
    try {
      const started = await startRun({ api, request, startedBy: access.login, annotations, clockSkewMs });
      onStarted(started.run);
    } catch (caught) {
      setFailure(caught);
      setBusy(false);
    }
  };

  return (
    <Modal isOpen title={t('pages.runs.rerun.title', 'Run again?')} onDismiss={onDismiss}>
      <div data-testid={testIds.runs.rerun} className={styles.body}>
        <p className={styles.name}>
          <Trans i18nKey="pages.runs.rerun.text">A new run with the same Pipeline, params and workspaces as</Trans>{' '}
          <strong>{runId(run)}</strong>
        </p>
        {error !== undefined && <ErrorNotice error={error} onRetry={reload} retrying={loading} />}
        {!plan && error === undefined && <ListSkeleton rows={3} height={36} />}
        {plan && <PlanFacts plan={plan} />}
        {plan && plan.disturbs.length > 0 && <Disturbs disturbs={plan.disturbs} />}
        {failure !== undefined && (
          <ErrorNotice error={failure} title={t('pages.runs.rerun.failed', 'The run was not started')} />
        )}
      </div>
      <Modal.ButtonRow>
        <Button variant="secondary" fill="outline" onClick={onDismiss}>
          <Trans i18nKey="pages.runs.rerun.no">Do not run</Trans>
        </Button>
        <Button
          icon={busy ? 'spinner' : 'play'}
          onClick={start}
          disabled={busy || !request}
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
      plan.totalSeconds === undefined ? unknown : formatDuration(plan.totalSeconds),
    ],
    [t('pages.runs.rerun.peak', 'Load at most'), number(plan.peakRate, 'req/s')],
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

function Disturbs({ disturbs }: { disturbs: Disturbance[] }): React.ReactElement {
  return (
    <Alert
      severity="warning"
      title={t('pages.runs.rerun.disturbs', '{{count}} runs in progress would be affected', {
        count: disturbs.length,
        defaultValue_one: '{{count}} run in progress would be affected',
      })}
    >
      <ul>
        {disturbs.map(({ run, because }) => (
          <li key={run.uid}>
            {runId(run)}:{' '}
            {because === 'variant'
              ? t('pages.runs.rerun.same-variant', 'it puts load on the same workload; both would measure wrong')
              : t('pages.runs.rerun.same-pipeline', 'it runs the same Pipeline; the new run may wait for it')}
          </li>
        ))}
      </ul>
    </Alert>
  );
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
