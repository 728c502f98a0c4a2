/** Differences of figures as text. */
import { figureText } from '../../domain/analysis/figureText';
import type { KpiId } from '../../domain/analysis/kpis';
import type { Delta } from '../../domain/comparison/deltas';
import { formatNumber } from '../../domain/format';

/** From a factor of three on, people say how many times as much or as little, not how many percent. */
const FACTOR_FROM = 3;

/** `+12 %`, `×5.2`, `÷1,850`, or, against a baseline of 0, the difference in the KPI's unit. */
export function deltaText(kpi: KpiId, { absolute, relative }: Delta): string {
  if (absolute === 0) {
    return '±0';
  }
  if (relative === undefined) {
    return `${absolute > 0 ? '+' : ''}${figureText(kpi, absolute)}`;
  }
  const factor = 1 + relative;
  if (factor >= FACTOR_FROM) {
    return `×${factorText(factor)}`;
  }
  return factor > 0 && factor <= 1 / FACTOR_FROM ? `÷${factorText(1 / factor)}` : percentText(relative);
}

function factorText(factor: number): string {
  return formatNumber(factor, factor < 10 ? 1 : 0);
}

/** A share as a change: `+12 %`, `−0.4 %`. */
export function percentText(share: number): string {
  const percent = Math.abs(share * 100);
  const digits = formatNumber(percent, percent < 10 && percent !== Math.round(percent) ? 1 : 0);
  return `${share < 0 ? '−' : '+'}${digits} %`;
}
