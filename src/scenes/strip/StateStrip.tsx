import { cx } from '@emotion/css';
import type { IconName } from '@grafana/data';
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
import { sparesForFewer } from '../../domain/decisions/wvaV1';
import { t } from '../../i18n/t';
import { Age, asOfText, type AsOf } from './Age';
import { getStyles } from './stripStyles';

interface Props {
  state: VariantState;
  limits: EffectiveThresholds;
  title: string;
  asOf: AsOf;
}

const SEVERITY_ICON: Record<Severity, IconName> = {
  ok: 'check-circle',
  info: 'info-circle',
  warning: 'exclamation-triangle',
};

/** Desired → HPA → created → ready, the room left before the next decision, and both in a sentence. */
export function StateStrip({ state, limits, title, asOf }: Props): React.ReactElement {
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
        <Age state={state} asOf={asOf} />
      </dl>
      <div className={styles.words}>
        {!asOf.isNow && <p className={styles.sentence}>{asOfText(asOf)}</p>}
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
          <Fact
            key={quantityName(one)}
            {...one}
            {...(one.quantity === 'utilization' ? ofV2(limits) : {})}
            title={quantityName(one)}
            digits={2}
            passed="above"
          />
        ))}
      </>
    );
  }
  const fewer = sparesForFewer(state, limits);
  const ofV1 = (name: 'kvSpareTrigger' | 'queueSpareTrigger') => ({
    threshold: limits.values[name],
    source: `${name}, ${limits.sources[name]}`,
    passed: 'below' as const,
  });
  return (
    <>
      <Fact
        title={quantityName({ quantity: 'spareKv' })}
        value={spareKv}
        digits={2}
        fewer={fewer?.spareKv}
        {...ofV1('kvSpareTrigger')}
      />
      <Fact
        title={quantityName({ quantity: 'spareQueue' })}
        value={spareQueue}
        digits={1}
        fewer={fewer?.spareQueue}
        {...ofV1('queueSpareTrigger')}
      />
    </>
  );
}

/** V2 has a threshold for each direction. */
const ofV2 = ({ values, sources }: EffectiveThresholds) => ({
  threshold: values.scaleUpThreshold,
  source: `scaleUpThreshold, ${sources.scaleUpThreshold}`,
  fewer: values.scaleDownBoundary,
});

interface FactProps {
  title: string;
  value?: number;
  digits: number;
  threshold?: number;
  source?: string;
  /** From where on a replica fewer is enough. */
  fewer?: number;
  /** On which side of its threshold it leads to a scale-up. */
  passed: 'above' | 'below';
}

function Fact({ title, value, digits, threshold, source, passed, fewer }: FactProps): React.ReactElement {
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
        {fewer !== undefined && (
          <span className={styles.note}>
            {passed === 'below'
              ? t('overview.state.fewer-above', 'scale-down from {{value}}', {
                  value: formatNumber(fewer, { most: 2 }),
                })
              : t('overview.state.fewer-below', 'scale-down below {{value}}', {
                  value: formatNumber(fewer, { most: 2 }),
                })}
          </span>
        )}
      </dd>
    </div>
  );
}
