import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, IconName } from '@grafana/data';
import { Icon, Tooltip, useStyles2 } from '@grafana/ui';
import React from 'react';

import { formatNumber, UNKNOWN } from '../../domain/format';
import { decide } from '../../domain/decisions/decide';
import { lossOf, type Loss } from '../../domain/decisions/loss';
import type { Decision, VariantState } from '../../domain/decisions/types';
import { lossText } from '../../domain/decisions/lossText';
import { missingText } from '../../domain/decisions/missing';
import { quantityName, severityOf, type Severity } from '../../domain/decisions/names';
import { decisionText } from '../../domain/decisions/sentences';
import type { EffectiveThresholds } from '../../domain/variant';
import { t } from '../../i18n/t';

interface Props {
  state: VariantState;
  limits: EffectiveThresholds;
  title: string;
}

const SEVERITY_ICON: Record<Severity, IconName> = {
  ok: 'check-circle',
  info: 'info-circle',
  warning: 'exclamation-triangle',
};

/** Desired → HPA → created → ready, the room left before the next decision, and both in a sentence. */
export function StateStrip({ state, limits, title }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const decision = decide(state, { limits });
  const loss = lossOf(state, decision.scaler.kind);
  const severity = severityOf(decision.rule);
  const missing = missingText(decision);
  return (
    <section className={styles.strip} aria-label={title}>
      <ol className={styles.chain}>
        <Step name={t('overview.state.desired', 'WVA desired')} value={state.desired} source="wva_desired_replicas" />
        <Step
          name={t('overview.state.hpa', 'HPA desired')}
          value={state.hpaDesired}
          note={boundsOf(state)}
          source="kube_horizontalpodautoscaler_status_desired_replicas"
          lossBefore={isHpaLoss(loss) ? loss.replicas : undefined}
        />
        <Step
          name={t('overview.state.created', 'Created')}
          value={state.created}
          source="kube_deployment_status_replicas"
          lossBefore={loss.at === 'creating' || loss.at === 'deleting' ? loss.replicas : undefined}
        />
        <Step
          name={t('overview.state.ready', 'Ready')}
          value={state.ready}
          source="kube_deployment_status_replicas_ready"
          lossBefore={loss.at === 'starting' ? loss.replicas : undefined}
        />
      </ol>
      <dl className={styles.facts}>
        <Facts decision={decision} state={state} limits={limits} />
        <div className={styles.fact}>
          <dt className={styles.name}>{t('overview.state.saturated', 'Saturated replicas')}</dt>
          <dd className={styles.value}>
            {state.saturated ?? '–'}
            <span className={styles.note}>{t('overview.state.of', 'of {{count}}', { count: state.ready ?? 0 })}</span>
          </dd>
        </div>
        <div className={styles.fact}>
          <dt className={styles.name}>{t('overview.state.age', 'Last sample')}</dt>
          <dd className={styles.value}>
            {state.ageSeconds === undefined ? '–' : Math.max(0, Math.round(state.ageSeconds))}
            <span className={styles.note}>{t('overview.state.seconds-ago', 's ago')}</span>
          </dd>
        </div>
      </dl>
      <div className={styles.words}>
        <p className={styles.sentence}>
          <Icon name={SEVERITY_ICON[severity]} className={cx(styles[severity])} aria-hidden /> {decisionText(decision)}{' '}
          {missing}
        </p>
        <p className={styles.sentence}>
          <Icon name={lossIcon(loss)} aria-hidden /> {lossText(loss)}
        </p>
      </div>
    </section>
  );
}

function lossIcon({ at }: Loss): IconName {
  switch (at) {
    case 'none':
      return 'check-circle';
    case 'gone':
      return 'exclamation-triangle';
    case 'unknown':
      return 'question-circle';
    default:
      return 'clock-nine';
  }
}

function isHpaLoss(loss: Loss): loss is Extract<Loss, { replicas: number }> {
  return loss.at === 'hpa' || loss.at === 'hpa-max' || loss.at === 'hpa-min';
}

function boundsOf({ hpaMin, hpaMax }: VariantState): string | undefined {
  return hpaMin === undefined && hpaMax === undefined ? undefined : `${hpaMin ?? '?'}–${hpaMax ?? '?'}`;
}

interface StepProps {
  name: string;
  value?: number;
  note?: string;
  /** Name of the metric that says it. */
  source: string;
  /** Replicas that are lost between the step before and this one. */
  lossBefore?: number;
}

function Step({ name, value, note, source, lossBefore }: StepProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <li className={styles.step}>
      <span className={cx(styles.arrow, lossBefore !== undefined && styles.lossy)} aria-hidden>
        <Icon name="arrow-right" />
      </span>
      <Tooltip content={source}>
        <span className={cx(styles.stepBox, lossBefore !== undefined && styles.lossyBox)} tabIndex={0}>
          <span className={styles.name}>{name}</span>
          <span className={styles.big}>
            {value ?? '–'}
            {note && <span className={styles.note}>{note}</span>}
          </span>
        </span>
      </Tooltip>
    </li>
  );
}

interface FactsProps {
  decision: Decision;
  state: VariantState;
  limits: EffectiveThresholds;
}

/** What the rules of the scaler compare: V1's spares, where nothing else is compared. */
function Facts({ decision, state, limits }: FactsProps): React.ReactElement {
  const { spareKv, spareQueue } = state;
  const compared = decision.measured.filter(({ quantity }) => quantity === 'trigger' || quantity === 'utilization');
  if (compared.length > 0) {
    return (
      <>
        {compared.map((one) => (
          <Fact key={quantityName(one)} {...one} title={quantityName(one)} digits={2} passed="above" />
        ))}
      </>
    );
  }
  const ofV1 = (name: 'kvSpareTrigger' | 'queueSpareTrigger') => ({
    threshold: limits.values[name],
    source: `${name}, ${limits.sources[name]}`,
    passed: 'below' as const,
  });
  return (
    <>
      <Fact title={quantityName({ quantity: 'spareKv' })} value={spareKv} digits={2} {...ofV1('kvSpareTrigger')} />
      <Fact
        title={quantityName({ quantity: 'spareQueue' })}
        value={spareQueue}
        digits={1}
        {...ofV1('queueSpareTrigger')}
      />
    </>
  );
}

interface FactProps {
  title: string;
  value?: number;
  digits: number;
  threshold?: number;
  source?: string;
  /** On which side of its threshold it leads to a scale-up. */
  passed: 'above' | 'below';
}

function Fact({ title, value, digits, threshold, source, passed }: FactProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  const isPast =
    value !== undefined && threshold !== undefined && (passed === 'below' ? value < threshold : value > threshold);
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>{title}</dt>
      <dd className={styles.value}>
        {isPast && (
          <Icon
            name="exclamation-triangle"
            className={styles.warning}
            title={t('overview.state.past', 'past its threshold')}
          />
        )}
        {value === undefined ? UNKNOWN : formatNumber(value, digits)}
        {threshold !== undefined && (
          <Tooltip content={t('overview.state.trigger-source', 'Trigger by {{source}}', { source: source ?? UNKNOWN })}>
            <span className={styles.note} tabIndex={0}>
              {t('overview.state.trigger', 'trigger {{trigger}}', { trigger: formatNumber(threshold, { most: 2 }) })}
            </span>
          </Tooltip>
        )}
      </dd>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  strip: css({
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(2, 4),
    alignItems: 'center',
    padding: theme.spacing(1.5, 2),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  chain: css({ display: 'flex', flexWrap: 'wrap', listStyle: 'none', gap: theme.spacing(1), margin: 0 }),
  step: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    '&:first-child > span:first-child': { display: 'none' },
  }),
  arrow: css({ color: theme.colors.text.secondary }),
  lossy: css({ color: theme.colors.warning.text }),
  stepBox: css({
    display: 'flex',
    flexDirection: 'column',
    padding: theme.spacing(0.5, 1),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    border: '1px solid transparent',
    minWidth: 92,
  }),
  lossyBox: css({ borderColor: theme.colors.warning.border }),
  name: css({
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    fontWeight: 'normal',
  }),
  big: css({ fontSize: theme.typography.h3.fontSize, fontVariantNumeric: 'tabular-nums', lineHeight: 1.2 }),
  facts: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 3), margin: 0 }),
  fact: css({ display: 'flex', flexDirection: 'column' }),
  value: css({ margin: 0, fontSize: theme.typography.h4.fontSize, fontVariantNumeric: 'tabular-nums' }),
  note: css({
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    marginLeft: theme.spacing(0.75),
  }),
  words: css({ flexBasis: '100%', display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5) }),
  sentence: css({ margin: 0 }),
  ok: css({ color: theme.colors.success.text }),
  info: css({ color: theme.colors.info.text }),
  warning: css({ color: theme.colors.warning.text, marginRight: theme.spacing(0.5) }),
});
