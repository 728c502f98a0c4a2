import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Alert, Button, Icon, useStyles2 } from '@grafana/ui';
import React, { useCallback, useState } from 'react';

import type { RunsSnapshot, TektonApi } from '../../datasource/types';
import type { Pipeline, RunRequest } from '../../domain/pipeline';
import { t } from '../../i18n/t';
import { validateRequest } from '../../kube/validate';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { isUserError } from '../../shared/errors';
import { takeFocus } from '../../shared/takeFocus';
import { testIds } from '../../shared/testIds';
import { useLoad } from '../../shared/useLoad';
import { useNow } from '../../shared/useNow';
import { useInProgress } from '../useInProgress';
import { Conflicts, needsAgreement } from './Conflicts';
import { planRun, type RunPlan } from './plan';
import { planFacts } from './planFacts';
import { YamlView } from './YamlView';

export type NamedRequest = RunRequest & { name: string };

interface Props {
  api: TektonApi;
  request: NamedRequest;
  pipeline: Pipeline;
  snapshot: RunsSnapshot;
  gpusPerReplica: number;
  timeZone: TimeZone;
  login: string;
  /** Why runs cannot be started; undefined when they can. */
  refusal?: string;
  starting: boolean;
  error?: unknown;
  /** What differs from the run that was edited. */
  changes?: React.ReactNode;
  onStart: () => void;
  onBack: () => void;
}

/** What the run will do, in numbers, checked by the server, before it does it. */
export function Review(props: Props): React.ReactElement {
  const { api, request, pipeline, snapshot, gpusPerReplica, timeZone, login, refusal, starting, error } = props;
  const styles = useStyles2(getStyles);
  const now = useNow(10_000);
  const inProgress = useInProgress(api, snapshot.runs);
  const known = inProgress.known && snapshot.state !== 'loading' && snapshot.state !== 'stale';
  const plan = planRun(request, inProgress.runs, gpusPerReplica, pipeline);
  const [agreed, setAgreed] = useState(false);
  const mustAgree = needsAgreement(plan, known) && !agreed;
  const warnings = validateRequest(request, pipeline).filter(({ severity }) => severity === 'warning');
  const check = useLoad(
    useCallback(() => api.createRun(request, { startedBy: login }, { dryRun: true }), [api, request, login])
  );
  const isRefused = check.error !== undefined && !(isUserError(check.error) && check.error.transient);
  return (
    <div className={styles.box} data-testid={testIds.start.review}>
      <h3 className={styles.title} tabIndex={-1} ref={takeFocus}>
        {t('experiment.review.title', 'This is what will happen')}
      </h3>
      <dl className={styles.facts}>
        {planFacts(plan, request, gpusPerReplica, (seconds) =>
          dateTimeFormat(now + seconds * 1000, { timeZone, format: 'YYYY-MM-DD HH:mm' })
        ).map(([term, detail]) => (
          <React.Fragment key={term}>
            <dt>{term}</dt>
            <dd>{detail}</dd>
          </React.Fragment>
        ))}
      </dl>
      {props.changes}
      <Conflicts plan={plan} known={known} loading={inProgress.loading} agreed={agreed} onAgree={setAgreed} />
      {warnings.length > 0 && (
        <Alert severity="warning" title={t('experiment.review.warnings', 'Check before you start')}>
          {warnings.map(({ field, message }) => (
            <div key={field + message}>{message}</div>
          ))}
        </Alert>
      )}
      <ServerCheck loading={check.loading} error={check.error} onRetry={check.reload} />
      <Manifest api={api} request={request} login={login} />
      {error !== undefined && (
        <ErrorNotice error={error} title={t('experiment.review.failed', 'The run was not started')} />
      )}
      {refusal && (
        <p className={styles.refusal}>
          <Icon name="lock" /> {refusal}
        </p>
      )}
      <div className={styles.foot}>
        <Button
          type="button"
          icon={starting ? 'spinner' : 'play'}
          disabled={starting || refusal !== undefined || isRefused || mustAgree}
          onClick={props.onStart}
          data-testid={testIds.start.submit}
        >
          {starting ? t('experiment.review.starting', 'Starting…') : startLabel(plan)}
        </Button>
        <Button type="button" variant="secondary" disabled={starting} onClick={props.onBack}>
          {t('experiment.review.back', 'Back to the form')}
        </Button>
      </div>
    </div>
  );
}

function startLabel(plan: RunPlan): string {
  return plan.conflicts.some(({ kind }) => kind !== 'waits')
    ? t('experiment.review.start-anyway', 'Start anyway')
    : t('experiment.review.start', 'Start');
}

function ServerCheck({ loading, error, onRetry }: { loading: boolean; error: unknown; onRetry: () => void }) {
  if (error !== undefined) {
    return (
      <ErrorNotice
        error={error}
        title={t('experiment.review.refused', 'The server does not accept this run')}
        onRetry={onRetry}
        retrying={loading}
      />
    );
  }
  return (
    <div role="status">
      {loading ? (
        <>
          <Icon name="spinner" /> {t('experiment.review.checking', 'Checking with the server…')}
        </>
      ) : (
        <>
          <Icon name="check" /> {t('experiment.review.accepted', 'The server accepts this run (dry run).')}
        </>
      )}
    </div>
  );
}

function Manifest({ api, request, login }: { api: TektonApi; request: RunRequest; login: string }) {
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button type="button" size="sm" variant="secondary" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? t('experiment.review.yaml-hide', 'Hide YAML') : t('experiment.review.yaml', 'Show YAML')}
      </Button>
      {open && <YamlView manifest={api.manifest(request, { startedBy: login })} fileName="pipelinerun.yaml" />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'grid', gap: theme.spacing(2), minWidth: 0 }),
  title: css({ margin: 0, fontSize: theme.typography.h4.fontSize, outline: 'none' }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'minmax(90px, max-content) 1fr',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    dt: { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    dd: { margin: 0, overflowWrap: 'anywhere' },
  }),
  refusal: css({ color: theme.colors.text.secondary, margin: 0 }),
  foot: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
