import { css } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, Stack, Text, useStyles2 } from '@grafana/ui';
import React from 'react';

import { t } from '../../i18n/t';
import { assess } from '../../readiness/assess';
import { CHECK_GROUPS, type CheckResult } from '../../readiness/check';
import type { CheckState } from '../../readiness/verdict';
import { applicationsInOrder } from '../../readiness/checks/delivery';
import type { Findings } from '../../readiness/findings';
import { groupText, stateText } from '../../readiness/words';
import { testIds } from '../../shared/testIds';
import { Applications } from './Applications';
import { Next } from './Next';

interface Look {
  icon: IconName;
  color: 'success' | 'warning' | 'error' | 'secondary' | 'info';
}

/** Icon and colour of a state; the word stands beside them, so colour is never alone. */
const LOOK: Record<CheckState, Look> = {
  ready: { icon: 'check-circle', color: 'success' },
  'not-ready': { icon: 'exclamation-triangle', color: 'warning' },
  missing: { icon: 'times-circle', color: 'error' },
  'cannot-see': { icon: 'eye-slash', color: 'info' },
  asking: { icon: 'hourglass', color: 'secondary' },
  'not-needed': { icon: 'minus-circle', color: 'secondary' },
};

/** All checks, by group, with a summary above them. */
export function ReadinessView({ findings }: { findings: Findings }): React.ReactElement {
  const { results, ready, of, blocking } = assess(findings);
  const styles = useStyles2(getStyles);
  return (
    <div data-testid={testIds.readiness.page} className={styles.page}>
      <Summary ready={ready} of={of} blocking={blocking} />
      {CHECK_GROUPS.map((group) => (
        <section key={group} aria-labelledby={`readiness-${group}`}>
          <h2 id={`readiness-${group}`} className={styles.heading}>
            {groupText(group)}
          </h2>
          <ul className={styles.list}>
            {results
              .filter((result) => result.group === group)
              .map((result) => (
                <CheckRow key={result.id} result={result} />
              ))}
          </ul>
          {group === 'delivery' && (
            <Applications applications={applicationsInOrder(findings)} argoUrl={findings.settings.argoUrl} />
          )}
        </section>
      ))}
    </div>
  );
}

function Summary({ ready, of, blocking }: { ready: number; of: number; blocking: CheckResult[] }): React.ReactElement {
  return (
    <div role="status" data-testid={testIds.readiness.summary}>
      <Stack direction="column" gap={0.5}>
        <Text variant="h3" element="p">
          {t('readiness.summary.count', '{{ready}} of {{of}} ready', { ready, of })}
        </Text>
        <Text color="secondary">
          {blocking.length === 0
            ? t('readiness.summary.clear', 'Nothing that a run needs is known to be missing.')
            : t('readiness.summary.blocking', 'A run needs: {{titles}}.', {
                titles: blocking.map(({ title }) => title).join(', '),
              })}
        </Text>
      </Stack>
    </div>
  );
}

function CheckRow({ result }: { result: CheckResult }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { icon, color } = LOOK[result.state];
  return (
    <li className={styles.row} data-testid={testIds.readiness.check} data-check={result.id} data-state={result.state}>
      <span className={styles.state}>
        <Text color={color}>
          <Icon name={icon} aria-hidden />
        </Text>{' '}
        {stateText(result.state)}
      </span>
      <div className={styles.what}>
        <Text weight="medium">{result.title}</Text>
        {result.weight === 'advice' && (result.state === 'missing' || result.state === 'not-ready') && (
          <Text color="secondary" variant="bodySmall">
            {' '}
            {t('readiness.advice', 'A run can start without it.')}
          </Text>
        )}
        <div className={styles.evidence}>{result.evidence}</div>
        {result.next && result.state !== 'ready' && <Next step={result.next} />}
      </div>
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2), maxWidth: '120ch' }),
  heading: css({ fontSize: theme.typography.h5.fontSize, margin: theme.spacing(0, 0, 1) }),
  list: css({
    listStyle: 'none',
    margin: 0,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(1, 1.5),
    '&:not(:last-child)': { borderBottom: `1px solid ${theme.colors.border.weak}` },
  }),
  state: css({ flex: '0 0 15ch', whiteSpace: 'nowrap' }),
  what: css({ flex: '1 1 30ch', minWidth: 0 }),
  evidence: css({ color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
});
