import { css, cx } from '@emotion/css';
import { dateTimeFormat, getTimeZone, type GrafanaTheme2, type IconName } from '@grafana/data';
import { Icon, TextLink, useStyles2 } from '@grafana/ui';
import React, { useId, useMemo } from 'react';

import {
  alertsAbout,
  keyOf,
  type AlertRules,
  type AlertSeverity,
  type AlertState,
  type AlertSubject,
  type ProjectAlert,
} from '../../domain/alerts';
import { formatDuration, formatNumber } from '../../domain/format';
import { t } from '../../i18n/t';
import type { RulesAnswer } from '../../prometheus/alertRules';
import { decodeRules } from '../../prometheus/decodeRules';
import { serverSkewMs } from '../../prometheus/serverClock';

interface Props {
  answer: RulesAnswer;
  subject: AlertSubject;
}

const ICONS: Record<AlertSeverity, IconName> = {
  critical: 'exclamation-circle',
  warning: 'exclamation-triangle',
  info: 'info-circle',
};

function severityName(severity: AlertSeverity): string {
  switch (severity) {
    case 'critical':
      return t('alerts.severity.critical', 'critical');
    case 'warning':
      return t('alerts.severity.warning', 'warning');
    case 'info':
      return t('alerts.severity.info', 'info');
  }
}

function stateName(state: AlertState): string {
  return state === 'firing' ? t('alerts.state.firing', 'Firing') : t('alerts.state.pending', 'Pending');
}

/** The alerts about a subject that fire or are pending now, or that none does; nothing where the answer cannot be read. */
export default function Alerts({ answer, subject }: Props): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const id = useId();
  const known = useMemo(() => rulesOf(answer.body), [answer.body]);
  if (known === undefined || known.rules === 0) {
    return null;
  }
  const alerts = alertsAbout(subject, known.alerts);
  const now = answer.at + (serverSkewMs() ?? 0);
  return (
    <section className={styles.box} aria-labelledby={id}>
      <h2 id={id} className={styles.title}>
        {t('alerts.title', 'Alerts now')}
      </h2>
      {alerts.length === 0 ? (
        <p className={styles.quiet}>
          <Icon name="bell" aria-hidden /> {quietText(subject, known.rules)}
        </p>
      ) : (
        <ul className={styles.list}>
          {alerts.map((alert) => (
            <AlertLine key={keyOf(alert)} alert={alert} now={now} />
          ))}
        </ul>
      )}
      {known.broken.length > 0 && (
        <p className={styles.quiet}>
          {t('alerts.broken', 'Prometheus cannot evaluate: {{names}}', { names: known.broken.join(', ') })}
        </p>
      )}
    </section>
  );
}

function quietText(subject: AlertSubject, rules: number): string {
  return subject.kind === 'gpus'
    ? t('alerts.none.gpus', 'No alert about GPUs is firing or pending (alerting rules loaded: {{rules}}).', { rules })
    : t('alerts.none.variant', 'No alert about this variant is firing or pending (alerting rules loaded: {{rules}}).', {
        rules,
      });
}

/** @returns undefined for an answer of another form, which is nobody's fault here */
function rulesOf(body: unknown): AlertRules | undefined {
  try {
    return decodeRules(body);
  } catch {
    return undefined;
  }
}

function AlertLine({ alert, now }: { alert: ProjectAlert; now: number }): React.ReactElement {
  const { name, state, severity, summary, description, since, value, runbook } = alert;
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.line}>
      <Icon name={ICONS[severity]} className={styles[severity]} aria-hidden />
      <span className={cx(styles.state, state === 'firing' && styles[severity])}>
        {stateName(state)} ({severityName(severity)})
      </span>
      <span className={styles.words} title={description}>
        {summary ?? name}
      </span>
      {value !== undefined && (
        <span className={styles.note}>
          {t('alerts.value', 'value {{value}}', { value: formatNumber(value, { most: 2 }) })}
        </span>
      )}
      {since !== undefined && (
        <span className={styles.note}>
          {t('alerts.since', 'since {{time}}, {{length}}', {
            time: dateTimeFormat(since, { timeZone: getTimeZone(), format: 'YYYY-MM-DD HH:mm' }),
            length: formatDuration((now - since) / 1000),
          })}
        </span>
      )}
      {runbook === undefined ? (
        <span className={styles.note}>{name}</span>
      ) : (
        <TextLink href={runbook} external inline={false} variant="bodySmall">
          {t('alerts.runbook', 'Runbook {{name}}', { name })}
        </TextLink>
      )}
    </li>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    padding: theme.spacing(1, 2),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    minWidth: 0,
  }),
  title: css({
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightMedium,
    color: theme.colors.text.secondary,
    margin: theme.spacing(0, 0, 0.5),
  }),
  list: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), listStyle: 'none', margin: 0 }),
  line: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  state: css({ fontWeight: theme.typography.fontWeightMedium }),
  words: css({ minWidth: 0, overflowWrap: 'anywhere' }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
  quiet: css({ color: theme.colors.text.secondary, margin: 0 }),
  critical: css({ color: theme.colors.error.text }),
  warning: css({ color: theme.colors.warning.text }),
  info: css({ color: theme.colors.info.text }),
});
