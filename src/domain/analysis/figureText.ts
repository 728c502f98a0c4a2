/** A figure as plain text, in English and without a library: for a terminal, Markdown, CSV's readers. */
import { KPIS, type KpiId } from './kpis';

/** What stands after a number, by the unit's id; a share is shown in percent. */
const UNIT_TEXT: Readonly<Record<string, string>> = {
  s: 's',
  m: 'min',
  percentunit: '%',
  reqps: 'req/s',
  short: '',
  watt: 'W',
  watth: 'Wh',
};
const SUFFIX = 'suffix: ';

/** What stands after a number of this unit; empty for counts. */
function unitText(unit: string): string {
  return unit.startsWith(SUFFIX) ? unit.slice(SUFFIX.length) : (UNIT_TEXT[unit] ?? unit);
}

/** `12.34 s`, `4.1 %`, `11,040`; `–` for what is not known. */
export function figureText(id: KpiId, value: number | undefined): string {
  if (value === undefined || !Number.isFinite(value)) {
    return '–';
  }
  const { unit, decimals = 1 } = KPIS[id];
  const shown = unit === 'percentunit' ? value * 100 : value;
  const number = shown.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  const after = unitText(unit);
  return after === '' ? number : `${number} ${after}`;
}
