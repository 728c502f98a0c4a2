/** Figures and their differences as text, in Grafana's units. */
import { formattedValueToString, getValueFormat } from '@grafana/data';

import { KPIS, type KpiId } from '../../domain/analysis/kpis';
import type { Delta } from '../../domain/comparison/deltas';

/**
 * `–` for what is not known.
 *
 * @param more decimals beyond the usual ones
 */
export function kpiText(kpi: KpiId, value: number | undefined, more = 0): string {
  if (value === undefined || !Number.isFinite(value)) {
    return '–';
  }
  const { unit, decimals } = KPIS[kpi];
  // Counts in full: `3 K` beside `3 K` would hide a difference of hundreds.
  const shown = unit === 'short' && Math.abs(value) < 1e7 ? 'locale' : unit;
  const digits = decimalsFor(value, unit, decimals);
  const formatted = getValueFormat(shown)(value, more === 0 ? digits : (digits ?? 0) + more);
  // Grafana sets a unit of one's own, `suffix: …`, apart with a space too many.
  return formattedValueToString(formatted).replace(/ {2,}/g, ' ');
}

/** A duration that becomes minutes or hours keeps two digits; 0.0042 s becomes `4.2 ms`, which needs one. */
function decimalsFor(value: number, unit: string, decimals: number | undefined): number | undefined {
  if (unit !== 's') {
    return decimals;
  }
  const size = Math.abs(value);
  return size >= 60 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 0 : 1;
}

/** From a factor of three on, people say how many times as much or as little, not how many percent. */
const FACTOR_FROM = 3;

/** `+12 %`, `×5.2`, `÷1,850`, or, against a baseline of 0, the difference in the KPI's unit. */
export function deltaText(kpi: KpiId, { absolute, relative }: Delta): string {
  if (absolute === 0) {
    return '±0';
  }
  if (relative === undefined) {
    return `${absolute > 0 ? '+' : ''}${kpiText(kpi, absolute)}`;
  }
  const factor = 1 + relative;
  if (factor >= FACTOR_FROM) {
    return `×${factorText(factor)}`;
  }
  return factor > 0 && factor <= 1 / FACTOR_FROM ? `÷${factorText(1 / factor)}` : percentText(relative);
}

function factorText(factor: number): string {
  return factor < 10 ? factor.toFixed(1) : Math.round(factor).toLocaleString('en');
}

/** A share as a change: `+12 %`, `−0.4 %`. */
export function percentText(share: number): string {
  const percent = Math.abs(share * 100);
  const digits = percent < 10 && percent !== Math.round(percent) ? percent.toFixed(1) : percent.toFixed(0);
  return `${share < 0 ? '−' : '+'}${digits} %`;
}
