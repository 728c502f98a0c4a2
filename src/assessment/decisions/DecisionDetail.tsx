import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';

import type { KeptControllerLog } from '../../domain/analysis/runLogs';
import { missingText } from '../../domain/decisions/missing';
import { quantityName } from '../../domain/decisions/names';
import { decisionName, ruleName, scalerName } from '../../domain/decisions/ruleNames';
import { decisionText } from '../../domain/decisions/sentences';
import type { Comparison, LaneSpan } from '../../domain/decisions/types';
import type { Scaling } from '../../domain/decisions/waterfall';
import { hangText, hopText } from '../../domain/decisions/waterfallText';
import { formatDuration, formatNumber, UNKNOWN } from '../../domain/format';
import { t } from '../../i18n/t';
import { PageButton } from '../../shared/PageButton';
import { ScrollTable } from '../../shared/ScrollTable';
import { testIds } from '../../shared/testIds';
import { ControllerPart, KeptControllerPart } from './ControllerPart';

interface Props {
  /** Where more can be asked; undefined where it cannot, as of a record. */
  asked?: { prometheusUid: string; workload: { namespace: string; variant: string }; exploreUrl: string };
  /** The controller's log, where a record has it. */
  kept?: { controller: KeptControllerLog; workload: { namespace: string; variant: string } };
  span: LaneSpan;
  /** What held after it. */
  next?: LaneSpan;
  /** What became of it, where it changed the replicas. */
  scaling?: Scaling;
  /** Between two looks. */
  stepSeconds: number;
  timeText: (at: number) => string;
  onClose: () => void;
}

const count = (value: number | undefined): string => (value === undefined ? UNKNOWN : formatNumber(value, { most: 0 }));

/** One decision: what was measured, against what, what was wanted, what was done, and what happened next. */
export function DecisionDetail(props: Props): React.ReactElement {
  const { asked, kept, span, next, scaling, stepSeconds, timeText } = props;
  const styles = useStyles2(getStyles);
  const id = useId();
  const { decision, from, to } = span;
  const { scaler, current, wanted, done } = decision;
  const isOfWva = scaler.kind === 'wva-v1' || scaler.kind === 'wva-v2';
  const facts: Array<[string, string]> = [
    [t('decision.detail.scaler', 'Scaled by'), scalerName(scaler.kind)],
    [t('decision.detail.current', 'Replicas'), count(current)],
    [t('decision.detail.wanted', 'Wanted'), count(wanted)],
    [t('decision.detail.done', 'Asked for'), count(done)],
  ];
  return (
    <section className={styles.box} aria-labelledby={id} data-testid={testIds.decisions.detail} aria-live="polite">
      <div className={styles.head}>
        <h3 id={id} className={styles.title}>
          {decisionName(decision)}
          {decision.changed && <span className={styles.quiet}> · {ruleName(decision.rule)}</span>}
        </h3>
        <span className={styles.quiet}>
          {timeText(from)} – {timeText(to)}, {formatDuration((to - from) / 1000)}
        </span>
        {asked && (
          <PageButton size="sm" variant="secondary" icon="compass" href={asked.exploreUrl}>
            {t('decision.detail.explore', 'Explore the samples')}
          </PageButton>
        )}
        <IconButton name="times" onClick={props.onClose} tooltip={t('decision.detail.close', 'Close')} />
      </div>
      <div className={styles.sides}>
        {isOfWva && asked && (
          <ControllerPart prometheusUid={asked.prometheusUid} workload={asked.workload} {...{ span, timeText }} />
        )}
        {isOfWva && kept && (
          <KeptControllerPart kept={kept.controller} workload={kept.workload} {...{ span, timeText }} />
        )}
        <div className={styles.side}>
          {isOfWva && <h4 className={styles.heading}>{t('decision.detail.from-metrics', 'By metrics')}</h4>}
          <p className={styles.sentence}>
            {decisionText(decision)} {missingText(decision)}
          </p>
          <dl className={styles.facts}>
            {facts.map(([name, value]) => (
              <div key={name}>
                <dt className={styles.quiet}>{name}</dt>
                <dd className={styles.value}>{value}</dd>
              </div>
            ))}
          </dl>
          {decision.measured.length > 0 && <Measured span={span} />}
        </div>
      </div>
      <p className={styles.sentence}>
        <strong>{t('decision.detail.next', 'What happened next')}:</strong>{' '}
        {scaling ? aftermath(scaling, stepSeconds) : nextText(next, timeText)}
      </p>
    </section>
  );
}

const isOfTokens = ({ quantity }: Comparison): boolean => quantity === 'required' || quantity === 'spareTokens';

function Measured({ span }: { span: LaneSpan }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { measured } = span.decision;
  const wants = measured.some((one) => one.wants !== undefined);
  return (
    <ScrollTable label={t('decision.detail.measured', 'What was measured')} look="plain">
      <thead>
        <tr>
          <th scope="col">{t('decision.detail.quantity', 'Measured')}</th>
          <th scope="col">{t('decision.detail.value', 'Value')}</th>
          <th scope="col">{t('decision.detail.threshold', 'Threshold')}</th>
          <th scope="col">{t('decision.detail.source', 'Threshold from')}</th>
          {wants && <th scope="col">{t('decision.detail.wants', 'Wants replicas')}</th>}
        </tr>
      </thead>
      <tbody>
        {measured.map((one) => (
          <tr key={quantityName(one)}>
            <th scope="row">{quantityName(one)}</th>
            <td className={styles.number}>{formatNumber(one.value, { most: isOfTokens(one) ? 0 : 2 })}</td>
            <td className={styles.number}>
              {one.threshold === undefined ? UNKNOWN : formatNumber(one.threshold, { most: 2 })}
            </td>
            <td>{one.source ?? UNKNOWN}</td>
            {wants && <td className={styles.number}>{count(one.wants)}</td>}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

/** The hops after the decision, each with its time. */
function aftermath({ hops, hangs, at }: Scaling, stepSeconds: number): string {
  const after = hops.filter(({ from }) => from >= at);
  const told = after.map((hop) => hopText(hop, stepSeconds));
  return [...(told.length > 0 ? [`${told.join(', ')}.`] : []), ...(hangs ? [hangText(hangs)] : [])].join(' ');
}

function nextText(next: LaneSpan | undefined, timeText: (at: number) => string): string {
  return next === undefined
    ? t('decision.detail.end', 'It held to the end.')
    : t('decision.detail.then', '{{rule}} from {{time}}: {{sentence}}', {
        rule: decisionName(next.decision),
        time: timeText(next.from),
        sentence: decisionText(next.decision),
      });
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    padding: theme.spacing(1.5),
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    minWidth: 0,
  }),
  head: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1.5) }),
  title: css({ ...theme.typography.h5, margin: 0, flexGrow: 1 }),
  quiet: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular }),
  sides: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))',
    gap: theme.spacing(2, 4),
  }),
  side: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  heading: css({ ...theme.typography.h6, margin: 0 }),
  sentence: css({ margin: 0, maxWidth: '100ch' }),
  facts: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1, 4), margin: 0 }),
  value: css({ margin: 0, fontVariantNumeric: 'tabular-nums', fontSize: theme.typography.h5.fontSize }),
  number: css({ fontVariantNumeric: 'tabular-nums' }),
});
