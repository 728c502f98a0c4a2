/** The figures of a run from what was measured, each as its row in kpis.ts says. */
import { t } from '../../i18n/t';
import type { RunAnalysis } from './runAnalysis';
import type { Figure } from './kpi';
import { KPI_IDS, KPIS, type Kpi, type KpiId } from './kpis';
import { Measured } from './measured';
import { changes } from './replicas';
import { coverage } from './segments';
import type { AnalysedRun, KpiValue, Measurements } from './types';
import { modeInForce } from '../scaler';

/** Below this share of the window a figure says how much was measured: the last sample before its end is no gap. */
const FULL_COVERAGE = 0.98;

/** @returns every figure: a value, or why there is none */
export function measureKpis(run: AnalysedRun, measurements: Measurements): Record<KpiId, KpiValue> {
  return kpisOf(new Measured(run, measurements));
}

/** Everything that follows from a run's measurements. */
export function analysisOf(asApplied: AnalysedRun, measurements: Measurements): RunAnalysis {
  const run = withScaler(asApplied, measurements);
  const measured = new Measured(run, measurements);
  return {
    run,
    measurements,
    kpis: kpisOf(measured),
    gaps: measured.gaps ?? [],
    scalings: changes(measured.of('ready')),
  };
}

function withScaler(run: AnalysedRun, { scaler }: Measurements): AnalysedRun {
  const mode = modeInForce(run.mode, scaler, scaler?.metrics);
  return mode === run.mode ? run : { ...run, mode };
}

function kpisOf(run: Measured): Record<KpiId, KpiValue> {
  // Object.fromEntries forgets the keys; they are all of them.
  return Object.fromEntries(KPI_IDS.map((id) => [id, valueOf(KPIS[id], run)])) as Record<KpiId, KpiValue>;
}

/** Below this share of the window a gate on the figure is not known. */
const LEAST_COVERAGE = 0.9;

function valueOf(kpi: Kpi, run: Measured): KpiValue {
  const without = kpi.inapplicable?.(run);
  return without === undefined ? measuredValue(kpi, run) : { why: without, applies: false };
}

function measuredValue(kpi: Kpi, run: Measured): KpiValue {
  const figure = kpi.figure(run);
  const { value, error, source } = figure;
  if (value === undefined || !Number.isFinite(value)) {
    return noValue(kpi, figure, run);
  }
  const share = figure.measured === undefined ? 1 : coverage(figure.measured, run.m.window);
  const problems = source === undefined ? problemsOf(kpi, figure, run, share) : [];
  return {
    value,
    ...(share < FULL_COVERAGE && { coverage: share }),
    ...(run.m.evidence && error !== undefined && Number.isFinite(error) && { error }),
    ...(problems.length > 0 && { problem: problems.join('; ') }),
    ...(source !== undefined && { source }),
  };
}

function problemsOf({ needs }: Kpi, { problem }: Figure, run: Measured, share: number): string[] {
  const counts = needs.some((key) => key in COUNTERS) ? run.countingProblem : undefined;
  return [warned(needs, run), counts, problem, holes(share)].filter((text) => text !== undefined);
}

function noValue({ needs, noData }: Kpi, { why }: Figure, run: Measured): KpiValue {
  const { window, unread } = run.m;
  if (window.to <= window.from) {
    return { why: t('analysis.problem.run-ended-before-its', 'the run ended before its load began') };
  }
  const missing = needs.filter((key) => unread?.includes(key));
  const warning = warned(needs, run);
  return {
    why:
      missing.length > 0
        ? t('analysis.problem.prometheus-gave-no-answer', 'Prometheus gave no answer for {{missing}}', {
            missing: missing.join(', '),
          })
        : (why ?? noData),
    ...(warning !== undefined && { problem: warning }),
  };
}

/** What Prometheus said beside the answers that a figure is made of. */
function warned(needs: readonly string[], { m }: Measured): string | undefined {
  const words = new Set(
    needs.flatMap((key) => [...(m.warnings?.[key] ?? []), ...(m.warnings?.[COUNTERS[key] ?? ''] ?? [])])
  );
  return words.size === 0
    ? undefined
    : t('analysis.problem.warned', 'Prometheus warns: {{words}}', { words: [...words].join('; ') });
}

/** The counter that a total is counted from. */
const COUNTERS: Readonly<Record<string, string>> = {
  'total:ended': 'counter:ended',
  'total:generatedTokens': 'counter:generatedTokens',
  'total:promptTokens': 'counter:promptTokens',
  'total:preemptions': 'counter:preemptions',
};

function holes(share: number): string | undefined {
  return share < LEAST_COVERAGE
    ? t('analysis.problem.coverage', 'only {{percent}} % of the time was measured', {
        percent: Math.round(share * 100),
      })
    : undefined;
}
