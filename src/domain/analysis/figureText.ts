/** A figure as text, in its unit: on screen, in a terminal, in Markdown. */
import { formatQuantity } from '../format';
import { KPIS, type KpiId } from './kpis';

/**
 * `12.34 s`, `4.1 %`, `11,040`; `–` for what is not known.
 *
 * @param more decimals beyond the usual ones
 */
export function figureText(id: KpiId, value: number | undefined, more = 0): string {
  const { unit, decimals } = KPIS[id];
  return formatQuantity(value, unit, decimals, more);
}
