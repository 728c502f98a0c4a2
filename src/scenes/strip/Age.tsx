import { dateTimeFormat, getTimeZone } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { VariantState } from '../../domain/decisions/types';
import { STALLED_SECONDS } from '../../domain/decisions/wva';
import { formatDuration, UNKNOWN } from '../../domain/format';
import { t } from '../../i18n/t';
import { useNow } from '../../shared/useNow';
import { getStyles } from './stripStyles';

/** The moment of a state. */
export interface AsOf {
  /** Epoch ms. */
  at: number;
  /** Whether the time range ends now; else the state is one of the past. */
  isNow: boolean;
}

interface Props {
  state: Pick<VariantState, 'ageSeconds' | 'decisionAgeSeconds'>;
  asOf: AsOf;
}

const TICK_MS = 1000;

/** Since when WVA has decided nothing; where it does not count its decisions, the age of its last sample. */
export function Age({ state, asOf }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { ageSeconds, decisionAgeSeconds = ageSeconds } = state;
  const byDecision = state.decisionAgeSeconds !== undefined;
  const isLeast = byDecision && decisionAgeSeconds !== undefined && decisionAgeSeconds >= STALLED_SECONDS;
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>
        {byDecision
          ? t('overview.state.decision-age', 'WVA’s last decision')
          : t('overview.state.sample-age', 'WVA’s last sample')}
      </dt>
      <dd className={styles.value}>
        {decisionAgeSeconds === undefined ? (
          UNKNOWN
        ) : (
          <>
            {isLeast && '≥ '}
            {asOf.isNow ? (
              <Ticking seconds={decisionAgeSeconds} since={asOf.at} />
            ) : (
              formatDuration(Math.max(0, decisionAgeSeconds))
            )}
            <span className={styles.note}>
              {asOf.isNow ? t('overview.state.ago', 'ago') : t('overview.state.before', 'before then')}
            </span>
          </>
        )}
      </dd>
    </div>
  );
}

/** An age that goes on; not read out at every second. */
function Ticking({ seconds, since }: { seconds: number; since: number }): React.ReactElement {
  const now = useNow(TICK_MS);
  return (
    <span role="timer" aria-live="off">
      {formatDuration(Math.max(0, Math.round(seconds + Math.max(0, now - since) / 1000)))}
    </span>
  );
}

/** Which past moment is shown. */
export function asOfText({ at }: AsOf): string {
  return t('overview.state.as-of', 'As of {{time}}, the end of the time range.', {
    time: dateTimeFormat(at, { timeZone: getTimeZone(), format: 'YYYY-MM-DD HH:mm:ss' }),
  });
}
