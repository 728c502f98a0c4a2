import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../i18n/t';
import { ErrorNotice } from '../shared/ErrorNotice';
import { runId } from '../domain/run';
import { testIds } from '../shared/testIds';
import { shareDone, type Comparison } from './useComparison';

/** How far a comparison is, with a way to stop it; and what of it failed. */
export function LoadProgress({ comparison }: { comparison: Comparison }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { runs, state, stop, resume } = comparison;
  const failed = runs.filter(({ error }) => error !== undefined);
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
      {failed.map(({ ref, error }) => (
        <ErrorNotice
          key={runId(ref)}
          error={error}
          title={t('pages.compare.progress.failed', '{{name}} could not be measured', { name: ref.name })}
          onRetry={resume}
        />
      ))}
    </div>
  );
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
