/** Differences of figures as text. */
import { figureText } from '../../domain/analysis/figureText';
import type { KpiId } from '../../domain/analysis/kpis';
import type { Delta } from '../../domain/comparison/deltas';
import { formatChange, formatNumber } from '../../domain/format';

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
  return factor > 0 && factor <= 1 / FACTOR_FROM ? `÷${factorText(1 / factor)}` : formatChange(relative);
}

function factorText(factor: number): string {
  return formatNumber(factor, factor < 10 ? 1 : 0);
}
