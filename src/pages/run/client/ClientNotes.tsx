import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, useStyles2 } from '@grafana/ui';
import React from 'react';

import { failureText, type Failure } from '../../../guidellm/failures';
import type { ClientMeasurements, LeftOut } from '../../../guidellm/mergeReports';
import { t } from '../../../i18n/t';
import { formatDuration, formatNumber } from '../../../domain/format';
import { testIds } from '../../../shared/testIds';

/** Reports that are not counted, and why. */
export function LeftOutNotice({ leftOut }: { leftOut: readonly LeftOut[] }): React.ReactElement | null {
  return leftOut.length === 0 ? null : (
    <Alert severity="warning" title={t('pages.run.client.left-out', 'Not all of it is counted')}>
      {leftOut.map((one, i) => (
        <div key={i}>{leftOutText(one)}</div>
      ))}
    </Alert>
  );
}

function leftOutText({ fileName, reason, offSeconds = 0 }: LeftOut): string {
  const words = { name: fileName, off: formatDuration(Math.abs(offSeconds)) };
  if (reason === 'twice') {
    return t('pages.run.client.twice', '{{name}}: a benchmark that was already added.', words);
  }
  return offSeconds < 0
    ? t(
        'pages.run.client.before',
        '{{name}}: ended {{off}} before the load of this run. Of another run, or by a clock that is off.',
        words
      )
    : t(
        'pages.run.client.after',
        '{{name}}: began {{off}} after the end of this run. Of another run, or by a clock that is off.',
        words
      );
}

/** What is behind the client's figures, in one line. */
export function basisText(client: ClientMeasurements): string {
  const { totals, inFiles, instances } = client;
  const total = totals.successful + totals.errored + totals.incomplete;
  const numbers = {
    instances: instances.length,
    successful: formatNumber(totals.successful),
    errored: formatNumber(totals.errored),
    incomplete: formatNumber(totals.incomplete),
    sample: formatNumber(inFiles),
  };
  const basis = t(
    'pages.run.client.basis',
    'Instances: {{instances}}. Requests: {{successful}} answered, {{errored}} failed, {{incomplete}} cut off by the client at its end.',
    numbers
  );
  return inFiles < total
    ? `${basis} ${t(
        'pages.run.client.basis-sampled',
        'The reports hold a sample of {{sample}}: percentiles are from GuideLLM’s own sums, kinds of errors and charts from the sample.',
        numbers
      )}`
    : basis;
}

/** Failures by kind and who tells them, with an example of each. */
export function FailureList({ failures }: { failures: readonly Failure[] }): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  return failures.length === 0 ? null : (
    <div data-testid={testIds.guidellm.errors}>
      <h3 className={styles.heading}>{t('pages.run.client.errors', 'Failures by kind')}</h3>
      <dl className={styles.list}>
        {failures.map((failure) => (
          <React.Fragment key={`${failure.source} ${failure.kind}`}>
            <dt>{failureText(failure)}</dt>
            <dd className={styles.example}>{failure.example}</dd>
          </React.Fragment>
        ))}
      </dl>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  heading: css({ ...theme.typography.h5, margin: theme.spacing(0, 0, 0.5) }),
  list: css({ margin: 0, display: 'grid', gridTemplateColumns: 'max-content 1fr', gap: theme.spacing(0.5, 2) }),
  example: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});
