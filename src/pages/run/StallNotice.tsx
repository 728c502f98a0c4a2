import { dateTimeFormat } from '@grafana/data';
import { Alert } from '@grafana/ui';
import React from 'react';

import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import { stalledSince, stalls, STALL_SECONDS } from '../../domain/analysis/stalls';
import { formatDuration } from '../../domain/format';
import { t } from '../../i18n/t';

/** A load that stopped making progress: now, or for a while. */
export function StallNotice({ analysis }: { analysis: RunAnalysis }): React.ReactElement | null {
  const { run, measurements } = analysis;
  const found = stalls(run, measurements);
  const since = stalledSince(run, measurements, found);
  if (found.length === 0) {
    return null;
  }
  return (
    <Alert
      severity="warning"
      title={
        since === undefined
          ? t('pages.run.stall.was', 'The load stood still for a while')
          : t('pages.run.stall.is', 'The load is stalled')
      }
    >
      <ul>
        {found.map(({ from, to }) => (
          <li key={from}>
            {t('pages.run.stall.span', '{{from}} to {{to}}: {{length}}', {
              from: dateTimeFormat(from),
              to: dateTimeFormat(to),
              length: formatDuration((to - from) / 1000),
            })}
          </li>
        ))}
      </ul>
      {t(
        'pages.run.stall.what',
        'A load step was on, and for {{least}} or more no request arrived, none ended and no token was generated. Look at the log of the load step, then at the gateway and the replicas.',
        { least: formatDuration(STALL_SECONDS) }
      )}
    </Alert>
  );
}
