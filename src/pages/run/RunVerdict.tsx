import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, useStyles2 } from '@grafana/ui';
import React, { useId, useMemo } from 'react';

import type { KpiId } from '../../domain/analysis/kpis';
import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import type { AnalysedRun } from '../../domain/analysis/types';
import { checkGate, overall, type GateOutcome } from '../../domain/comparison/checkGate';
import { isWindow } from '../../domain/markedWindow';
import { chooseGates, type ChosenGates, type GateTexts } from '../../domain/comparison/gates';
import { isTerminal, parseRunId, runId, type RunRef } from '../../domain/run';
import { t } from '../../i18n/t';
import { comparePath, trendPath } from '../../routes';
import { PageButton } from '../../shared/PageButton';
import { testIds } from '../../shared/testIds';
import { RejectedGates } from '../../assessment/gates/GateEditor';
import { sourceText } from '../../domain/comparison/gateText';
import { LoadProgress } from '../../assessment/LoadProgress';
import { OutcomeBadge } from '../../assessment/gates/OutcomeBadge';
import { Verdict } from '../../assessment/gates/Verdict';
import type { Assessment, BaselineReason } from '../../assessment/useAssessment';
import { FigureTiles } from './FigureTiles';
import type { RunColumns } from './useRunColumns';

interface Props {
  assessment: Assessment;
  columns: RunColumns['columns'];
  gates: GateTexts;
  onBaseline: (baseline: RunRef | undefined) => void;
}

/** What the run comes to: one line, the gates with their arithmetic, and against which run and why. */
export function RunVerdict({ assessment, columns, gates, onBaseline }: Props): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const { comparison, run, baseline } = assessment;
  const inForce = useMemo(() => chooseGates(undefined, gates, run.subject?.experiment), [gates, run.subject]);
  const isOver = run.subject !== undefined && isEnded(run.subject);
  const outcome = outcomeOf(assessment, inForce);
  const figures = run.analysis && knownFigures(run.analysis);
  return (
    <section
      className={styles.box}
      aria-label={t('pages.run.verdict.heading', 'Verdict')}
      data-testid={testIds.run.verdict}
    >
      <div className={styles.top}>
        {outcome && <OutcomeBadge outcome={outcome} text={gatesText(outcome)} />}
        {figures === undefined ? (
          <p className={styles.sentence}>{sentence(assessment)}</p>
        ) : (
          <span className={styles.gap} />
        )}
        <Links run={run.ref} baseline={baseline?.ref} experiment={run.subject?.experiment} />
      </div>
      {figures && <FigureTiles columns={columns} kpis={figures} />}
      <LoadProgress comparison={comparison} />
      {!isOver && run.subject && (
        <p className={styles.quiet}>
          {t(
            'pages.run.verdict.so-far',
            'The run did not complete successfully, or not yet: these figures cover only what was measured.'
          )}
        </p>
      )}
      {run.error === undefined && <BaselineRow assessment={assessment} onBaseline={onBaseline} />}
      {baseline && columns.length === 2 && (
        <>
          <RejectedGates gates={inForce} />
          <details>
            <summary className={styles.summary}>
              {t('pages.run.verdict.gates', 'Gates: {{source}}', {
                source: sourceText(inForce.source, run.subject?.experiment),
              })}
            </summary>
            <Verdict columns={columns} gates={inForce} />
          </details>
        </>
      )}
    </section>
  );
}

/** A window that was marked by hand has no phase, and nothing of it is missing. */
const isEnded = (run: AnalysedRun): boolean => isWindow(run) || (run.phase !== 'unknown' && isTerminal(run.phase));

/** Undefined until both runs have been measured. */
function outcomeOf({ run, baseline }: Assessment, { gates }: ChosenGates): GateOutcome | undefined {
  const [own, held] = [run.analysis, baseline?.analysis];
  return own && held ? overall(gates.map((gate) => checkGate(gate, [own.kpis], [held.kpis]))) : undefined;
}

/** Not just `Failed`: beside it stands the phase of a run that did its work well. */
function gatesText(outcome: GateOutcome): string {
  switch (outcome) {
    case 'passed':
      return t('pages.run.verdict.passed', 'Gates passed');
    case 'flagged':
      return t('pages.run.verdict.flagged', 'Gates flagged');
    case 'failed':
      return t('pages.run.verdict.failed', 'Gates failed');
    case 'unknown':
      return t('pages.run.verdict.unknown', 'Gates not known');
  }
}

/** What a reader wants to know first, in this order; what is not known is left out. */
const SUMMARY: readonly KpiId[] = [
  'ttft-p99',
  'e2e-p99',
  'error-rate',
  'served-share',
  'gpu-hours',
  'requests-per-gpu-hour',
];

/** Undefined where none is known. */
function knownFigures({ kpis, measurements: { window } }: RunAnalysis): KpiId[] | undefined {
  const known = window.to <= window.from ? [] : SUMMARY.filter((kpi) => kpis[kpi].value !== undefined);
  return known.length === 0 ? undefined : known;
}

/** Why there are no figures. Of a run that could not be measured nothing: what failed is said below it. */
function sentence({ run, comparison }: Assessment): string {
  if (run.analysis) {
    const { window } = run.analysis.measurements;
    return window.to <= window.from
      ? t('pages.run.verdict.no-load', 'Nothing was measured: the run ended before its load began.')
      : t(
          'pages.run.verdict.no-data',
          'Prometheus has no data of this run: its samples are gone, or the workload was not scraped.'
        );
  }
  return run.error === undefined && comparison.state === 'loading'
    ? t('pages.run.verdict.measuring', 'Measuring the run…')
    : '';
}

function Links({
  run,
  baseline,
  experiment,
}: {
  run: RunRef;
  baseline?: RunRef;
  experiment?: string;
}): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.links}>
      <PageButton
        size="sm"
        variant="secondary"
        icon="code-branch"
        href={comparePath({ runs: baseline ? [baseline, run] : [run], baseline })}
      >
        {t('pages.run.verdict.compare', 'Compare with…')}
      </PageButton>
      {experiment !== undefined && (
        <PageButton size="sm" variant="secondary" icon="chart-line" href={trendPath({ experiment })}>
          {t('pages.run.verdict.trend', 'Trend')}
        </PageButton>
      )}
    </div>
  );
}

function BaselineRow({ assessment, onBaseline }: Pick<Props, 'assessment' | 'onBaseline'>): React.ReactElement {
  const styles = useStyles2(getStyles);
  const id = useId();
  const { baseline, because, choices, looking } = assessment;
  const known = choices.map((ref) => ({ value: runId(ref), label: ref.name }));
  const current = baseline && runId(baseline.ref);
  // One that the URL names, and a pruned one, are not in the list.
  const options =
    baseline && !known.some(({ value }) => value === current)
      ? [{ value: runId(baseline.ref), label: baseline.ref.name }, ...known]
      : known;
  return (
    <div className={styles.baseline}>
      <label htmlFor={id} className={styles.label}>
        {t('pages.run.verdict.against', 'Compared with')}
      </label>
      <div className={styles.choice}>
        <Combobox
          id={id}
          options={options}
          value={current ?? null}
          placeholder={
            looking ? t('pages.run.verdict.looking', 'Looking for one…') : t('pages.run.verdict.none', 'No run')
          }
          isClearable
          onChange={(next) => onBaseline(next ? parseRunId(next.value) : undefined)}
        />
      </div>
      <span className={styles.quiet}>{reasonText(because, baseline !== undefined, looking)}</span>
    </div>
  );
}

function reasonText(because: BaselineReason | undefined, found: boolean, looking: boolean): string {
  if (!found) {
    return looking
      ? ''
      : t(
          'pages.run.verdict.no-baseline',
          'There is no successful static run of the same experiment. Choose another run to get a verdict.'
        );
  }
  switch (because) {
    case 'chosen':
      return t('pages.run.verdict.because-chosen', 'chosen by hand');
    case 'same-load':
      return t(
        'pages.run.verdict.because-same-load',
        'the last successful static run of the same experiment with the same load'
      );
    case 'static':
      return t(
        'pages.run.verdict.because-static',
        'the last successful static run of the same experiment, with a different load'
      );
    case undefined:
      return '';
  }
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
  top: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1, 1.5) }),
  gap: css({ flex: 1 }),
  sentence: css({ flex: '1 1 320px', margin: 0, fontVariantNumeric: 'tabular-nums', ...theme.typography.h5 }),
  links: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
  baseline: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5, 1) }),
  choice: css({ flex: '0 1 260px', minWidth: 0 }),
  label: css({ color: theme.colors.text.secondary }),
  quiet: css({ margin: 0, color: theme.colors.text.secondary }),
  summary: css({ cursor: 'pointer', marginBottom: theme.spacing(1) }),
});
