/** Gates in words: what is held to what, and how sure the outcome is. */
import { t } from '../../i18n/t';
import { figureText } from '../analysis/figureText';
import { KPIS, type KpiId } from '../analysis/kpis';
import { formatChange } from '../format';
import type { Certainty, Doubt, GateOutcome, GateResult } from './checkGate';
import type { Gate, GateSource } from './gates';
import { LEAST_RUNS } from './statistics';

/** `TTFT p99 at most 10 % above the baseline`. */
export function gateTitle({ kpi, change, relative }: Gate): string {
  const { title, better } = KPIS[kpi];
  const amount = relative ? formatChange(Math.abs(change)).slice(1) : figureText(kpi, Math.abs(change));
  const values = { title, amount };
  if (change === 0) {
    return better === 'lower'
      ? t('pages.compare.gate.not-above', '{{title}} not above the baseline', values)
      : t('pages.compare.gate.not-below', '{{title}} not below the baseline', values);
  }
  if (better === 'lower') {
    return change > 0
      ? t('pages.compare.gate.at-most-above', '{{title}} at most {{amount}} above the baseline', values)
      : t('pages.compare.gate.at-least-below', '{{title}} at least {{amount}} below the baseline', values);
  }
  return change > 0
    ? t('pages.compare.gate.at-least-above', '{{title}} at least {{amount}} above the baseline', values)
    : t('pages.compare.gate.at-most-below', '{{title}} at most {{amount}} below the baseline', values);
}

/** `182 s > 0.31 s × 1.1 = 0.34 s`; the factor rounds, the figures are those that were compared. */
export function arithmetic({ gate, value, baseline, threshold, isLevel = false }: GateResult): string | undefined {
  if (!value || !baseline || threshold === undefined) {
    return undefined;
  }
  const { kpi, change, relative } = gate;
  const digits = isLevel ? 0 : digitsToTell(kpi, value.centre, threshold);
  const text = (figure: number): string => figureText(kpi, figure, digits);
  const sign = isLevel ? '≈' : value.centre > threshold ? '>' : value.centre < threshold ? '<' : '=';
  const sum = relative
    ? `${text(baseline.centre)} × ${Number((1 + change).toFixed(4))} = ${text(threshold)}`
    : change === 0
      ? text(baseline.centre)
      : `${text(baseline.centre)} ${change > 0 ? '+' : '−'} ${text(Math.abs(change))} = ${text(threshold)}`;
  return `${text(value.centre)} ${sign} ${sum}`;
}

const MOST_DIGITS = 4;

/** More digits than usual, as many as show that two figures are not the same. */
function digitsToTell(kpi: KpiId, a: number, b: number): number {
  let digits = 0;
  while (a !== b && digits < MOST_DIGITS && figureText(kpi, a, digits) === figureText(kpi, b, digits)) {
    digits++;
  }
  return digits;
}

export function outcomeLabel(outcome: GateOutcome): string {
  switch (outcome) {
    case 'passed':
      return t('pages.compare.outcome.passed', 'Passed');
    case 'flagged':
      return t('pages.compare.outcome.flagged', 'Flagged');
    case 'failed':
      return t('pages.compare.outcome.failed', 'Failed');
    case 'unknown':
      return t('pages.compare.outcome.unknown', 'Not known');
  }
}

/** How much an outcome is worth, given the repeats behind it. */
export function certaintyText(certainty: Certainty): string {
  switch (certainty) {
    case 'single':
      return t('pages.compare.certainty.single', 'one against one: no spread known');
    case 'shown':
      return t('pages.compare.certainty.shown', 'shown by the repeats (95 %)');
    case 'pairs':
      return t(
        'pages.compare.certainty.pairs',
        'the same for every pair of runs; {{least}} runs on each side would give an interval',
        { least: LEAST_RUNS }
      );
  }
}

/** Why a gate is not known. */
export function doubtText(kpi: KpiId, doubt: Doubt): string {
  switch (doubt.kind) {
    case 'missing':
    case 'problem':
      return doubt.why ?? t('pages.compare.verdict.no-figure', 'a figure is missing');
    case 'error':
      return t('pages.compare.doubt.error', 'the figures have an error of ± {{error}}, which includes the threshold', {
        error: figureText(kpi, doubt.error),
      });
    case 'scatter':
      return doubt.runsNeeded === undefined
        ? t('pages.compare.doubt.scatter', 'the repeats vary too much to tell')
        : t(
            'pages.compare.doubt.scatter-runs',
            'the repeats vary too much to tell; about {{count}} runs on each side would',
            { count: doubt.runsNeeded }
          );
  }
}

export function sourceText(source: GateSource, experiment: string | undefined): string {
  switch (source) {
    case 'page':
      return t('pages.compare.gates.from-page', 'set on this page, kept in its address');
    case 'experiment':
      return t('pages.compare.gates.from-experiment', 'provisioned for {{experiment}}', {
        experiment: experiment ?? '',
      });
    case 'default':
      return t('pages.compare.gates.from-default', 'the default of this app’s provisioning');
    case 'lab':
      return t('pages.compare.gates.from-lab', 'the defaults of the lab');
  }
}
