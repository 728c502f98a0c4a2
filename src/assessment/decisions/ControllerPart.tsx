import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useId } from 'react';

import type { KeptControllerLog } from '../../domain/analysis/runLogs';
import type { CapacityAnalysis, ControllerCycle } from '../../domain/decisions/controllerLog';
import { differencesOf, saidOf, type ControllerSays } from '../../domain/decisions/controllerSays';
import { actionText, analysisText, differenceText, reasonText } from '../../domain/decisions/controllerText';
import type { LaneSpan } from '../../domain/decisions/types';
import { formatNumber, UNKNOWN } from '../../domain/format';
import { t } from '../../i18n/t';
import { ScrollTable } from '../../shared/ScrollTable';
import type { ControllerReading } from './readController';
import { silentText, unreadText } from './unreadText';
import { useController, type ControllerAnswer } from './useController';

interface Props {
  prometheusUid: string;
  workload: { namespace: string; variant: string };
  span: LaneSpan;
  timeText: (at: number) => string;
}

/** What WVA's controller itself says of a decision, and whether metrics say the same; quiet where its log cannot be read. */
export function ControllerPart({ prometheusUid, workload, span, timeText }: Props): React.ReactElement {
  const { value } = useController({ prometheusUid, workload, span });
  return <Part answer={value} span={span} timeText={timeText} />;
}

interface KeptProps extends Pick<Props, 'span' | 'timeText'> {
  /** What the record of the run has of the log. */
  kept: KeptControllerLog;
  workload: Props['workload'];
}

/** The same from the record of a run: the log itself may have rotated long ago. */
export function KeptControllerPart({ kept, workload, span, timeText }: KeptProps): React.ReactElement {
  const { cycles, lines, broken, from, to, pod = '' } = kept;
  const told = new Set(cycles.flatMap(({ decisions }) => decisions.map(({ name }) => name)));
  // WVA may call a variant by its scaler; where it decides on one alone, that is the run's.
  const names = told.size === 1 ? [...told] : [workload.variant];
  const reading: ControllerReading =
    lines === 0 && kept.why !== undefined
      ? { kind: 'failed', message: kept.why }
      : { kind: 'read', log: { cycles, lines, broken, other: 0, from, to }, from: pod };
  return (
    <Part answer={{ reading, subject: { namespace: workload.namespace, names } }} span={span} timeText={timeText} />
  );
}

type PartProps = Pick<Props, 'span' | 'timeText'> & { answer: ControllerAnswer | undefined };

function Part({ answer: value, span, timeText }: PartProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <div className={styles.part} role="group" aria-labelledby={id}>
      <h4 id={id} className={styles.title}>
        {t('decision.controller.title', 'What the controller says')}
      </h4>
      {value === undefined ? (
        <p className={styles.quiet} role="status">
          {t('decision.controller.loading', 'Reading the controller’s log')}
        </p>
      ) : (
        <Answer answer={value} span={span} timeText={timeText} />
      )}
    </div>
  );
}

type AnswerProps = Pick<Props, 'span' | 'timeText'> & { answer: ControllerAnswer };

function Answer({ answer: { reading, subject }, span, timeText }: AnswerProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  if (reading.kind !== 'read') {
    return <p className={styles.quiet}>{unreadText(reading, timeText)}</p>;
  }
  const says = saidOf(reading.log.cycles, subject, span, span.decision);
  if (says === undefined) {
    return <p className={styles.quiet}>{silentText(reading, span.from, timeText)}</p>;
  }
  const capacities = says.cycle.analyses.filter((one) => one.kind === 'capacity');
  return (
    <>
      <p className={styles.sentence}>
        <strong>{actionText(says.decision)}</strong>
        {', '}
        {t('decision.controller.cycle', 'cycle of {{time}}.', { time: timeText(says.cycle.at) })}
      </p>
      {says.cycle.analyses.map((analysis, i) => (
        <p key={i} className={styles.sentence}>
          {analysisText(analysis)}
        </p>
      ))}
      {capacities.map((analysis) => (
        <Variants key={analysis.analyzer} analysis={analysis} cycle={says.cycle} />
      ))}
      <p className={styles.sentence}>
        {differenceText(differencesOf(says, subject, span.decision), span.decision.certainty)}
      </p>
      <p className={styles.quiet}>{sourceText(reading, says, timeText)}</p>
    </>
  );
}

const count = (value: number | undefined): string => (value === undefined ? UNKNOWN : formatNumber(value));

function Variants({ analysis, cycle }: { analysis: CapacityAnalysis; cycle: ControllerCycle }): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <ScrollTable label={t('decision.controller.variants', 'Variants of the model in the log')} look="plain">
      <thead>
        <tr>
          <th scope="col">{t('decision.controller.variant', 'Variant')}</th>
          <th scope="col">{t('decision.controller.replica-capacity', 'Capacity per replica')}</th>
          <th scope="col">{t('decision.controller.capacity-from', 'Capacity from')}</th>
          <th scope="col">{t('decision.controller.role', 'Role')}</th>
          <th scope="col">{t('decision.controller.target', 'Target')}</th>
        </tr>
      </thead>
      <tbody>
        {analysis.variants.map(({ name, capacity, reason, role }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td className={styles.number}>{count(capacity)}</td>
            <td title={reason}>{reasonText(reason)}</td>
            <td>{role ?? UNKNOWN}</td>
            <td className={styles.number}>{count(cycle.decisions.find((one) => one.name === name)?.target)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

/** Where it comes from, what was skipped, and where reading stopped. */
function sourceText(
  { from, log, cutAt }: Extract<ControllerReading, { kind: 'read' }>,
  { cycle }: ControllerSays,
  timeText: (at: number) => string
): string {
  const source = t('decision.controller.source', 'Log of {{pod}}: {{lines}} lines read, {{broken}} cannot be read.', {
    pod: from,
    lines: count(log.lines),
    broken: count(log.broken),
  });
  const cut =
    cutAt === undefined
      ? []
      : [t('decision.controller.cut', 'Its lines after {{time}} were not read.', { time: timeText(cutAt) })];
  const { model } = cycle;
  const ofModel = model === undefined ? [] : [t('decision.controller.model', 'Model {{model}}.', { model })];
  return [...ofModel, source, ...cut].join(' ');
}

const getStyles = (theme: GrafanaTheme2) => ({
  part: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  title: css({ ...theme.typography.h6, margin: 0 }),
  sentence: css({ margin: 0, maxWidth: '100ch' }),
  quiet: css({ margin: 0, maxWidth: '100ch', color: theme.colors.text.secondary, overflowWrap: 'anywhere' }),
  number: css({ fontVariantNumeric: 'tabular-nums' }),
});
