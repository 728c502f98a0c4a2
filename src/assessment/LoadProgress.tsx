import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../i18n/t';
import { isUserError, messageOf } from '../shared/errors';
import { ErrorNotice } from '../shared/ErrorNotice';
import { SlowNotice } from '../shared/SlowNotice';
import { testIds } from '../shared/testIds';
import { useSlow } from '../shared/useSlow';
import { isUnmeasured } from '../measuring/unmeasured';
import { runId } from '../domain/run';
import { MeasuredAgain } from './records/MeasuredAgain';
import { RecordNotice } from './records/RecordNotice';
import { shareDone, type ComparedRun, type Comparison } from './useComparison';

/** How far a comparison is, with a way to stop it; and what of it failed. */
export function LoadProgress({ comparison }: { comparison: Comparison }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { runs, state, stop, resume } = comparison;
  const slow = useSlow(state === 'loading' ? shareDone(runs) : undefined);
  return (
    <div data-testid={testIds.compare.progress} data-state={state}>
      {state !== 'done' && (
        <div className={styles.row}>
          <Bar comparison={comparison} />
          {state === 'loading' ? (
            <Button size="sm" variant="secondary" icon="square-shape" onClick={stop}>
              {t('pages.compare.progress.stop', 'Stop')}
            </Button>
          ) : (
            <Button size="sm" icon="play" onClick={resume}>
              {t('pages.compare.progress.resume', 'Resume')}
            </Button>
          )}
        </div>
      )}
      {slow && <SlowNotice />}
      <RecordNotice comparison={comparison} />
      {runs.map(
        ({ ref, before, analysis }) =>
          before && analysis && <MeasuredAgain key={runId(ref)} before={before} now={analysis} />
      )}
      {failures(runs).map(({ error, names }) =>
        isUnmeasured(error) ? (
          <Alert key={error.message} severity="info" title={error.title}>
            <div>{error.message}</div>
            <div>{error.nextStep}</div>
          </Alert>
        ) : (
          <ErrorNotice
            key={names}
            error={error}
            title={t('pages.compare.progress.failed', '{{name}} could not be measured', { name: names })}
            about={runs.length > 1 && isUserError(error) ? names : undefined}
            onRetry={resume}
          />
        )
      )}
    </div>
  );
}

/** What failed, each cause once with the runs that it kept from being measured. */
function failures(runs: readonly ComparedRun[]): Array<{ error: unknown; names: string }> {
  const byWords = new Map<string, { error: unknown; names: string[] }>();
  for (const { ref, error } of runs) {
    if (error !== undefined) {
      const words = isUserError(error) ? `${error.title}\n${error.message}` : messageOf(error);
      const known = byWords.get(words) ?? { error, names: [] };
      known.names.push(ref.name);
      byWords.set(words, known);
    }
  }
  return [...byWords.values()].map(({ error, names }) => ({ error, names: names.join(', ') }));
}

function Bar({ comparison: { runs, state } }: { comparison: Comparison }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const share = shareDone(runs);
  const measured = runs.filter(({ analysis }) => analysis !== undefined).length;
  const text =
    state === 'stopped'
      ? t('pages.compare.progress.stopped', 'Stopped: {{measured}} of {{total}} runs measured', {
          measured,
          total: runs.length,
        })
      : t('pages.compare.progress.text', '{{measured}} of {{total}} runs measured', { measured, total: runs.length });
  return (
    <>
      <div
        role="progressbar"
        aria-label={t('pages.compare.progress.label', 'Measuring the runs')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        className={styles.bar}
      >
        <div className={styles.done} style={{ width: `${share * 100}%` }} />
      </div>
      <span className={styles.text}>{text}</span>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1.5), minHeight: 32 }),
  bar: css({
    flex: '1 1 120px',
    height: 8,
    borderRadius: theme.shape.radius.pill,
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.medium}`,
    overflow: 'hidden',
  }),
  done: css({ height: '100%', background: theme.colors.primary.main }),
  text: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
