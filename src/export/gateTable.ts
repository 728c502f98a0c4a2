/** Gates of each group against the baseline's, with their arithmetic, as a table of texts. */
import { checkGate, overall, type GateResult, type Side } from '../domain/comparison/checkGate';
import { arithmetic, doubtText, gateTitle, outcomeLabel } from '../domain/comparison/gateText';
import type { Gate } from '../domain/comparison/gates';
import { runId } from '../domain/run';
import { t } from '../i18n/t';
import type { PublishedGroup } from './fieldColumns';
import type { FieldTable } from './fieldRows';

/**
 * @param baseline id of a run of the baseline; the first group without
 * @returns undefined where there is nothing to hold against another
 */
export function gateTable(
  groups: readonly PublishedGroup[],
  gates: readonly Gate[],
  baseline: string | undefined
): FieldTable | undefined {
  const held =
    groups.find(({ members }) => members.some(({ run }) => baseline !== undefined && runId(run) === baseline)) ??
    groups[0];
  const others = groups.filter((group) => group !== held);
  if (held === undefined || others.length === 0 || gates.length === 0) {
    return undefined;
  }
  const results = others.map((group) => gates.map((gate) => checkGate(gate, sideOf(group), sideOf(held))));
  return {
    head: [
      t('publish.gates.against', 'Gate, against {{baseline}}', { baseline: held.title }),
      ...others.map(({ title }) => title),
    ],
    rows: [
      ...gates.map((gate, i) => [
        gate.level === 'flag'
          ? t('publish.gates.flag', '{{gate}} (flags only)', { gate: gateTitle(gate) })
          : gateTitle(gate),
        ...results.map((ofGroup) => resultText(ofGroup[i])),
      ]),
      [t('publish.gates.verdict', 'Verdict'), ...results.map((ofGroup) => outcomeLabel(overall(ofGroup)))],
    ],
  };
}

const sideOf = ({ members }: PublishedGroup): Side => members.map(({ kpis }) => kpis);

/** `Failed: 182 s > 0.31 s × 1.1 = 0.34 s`. */
function resultText(result: GateResult | undefined): string {
  if (result === undefined) {
    return '';
  }
  const { outcome, doubt, gate } = result;
  const parts = [arithmetic(result), doubt && doubtText(gate.kpi, doubt)].filter((part) => part !== undefined);
  return [outcomeLabel(outcome), ...(parts.length > 0 ? [parts.join('; ')] : [])].join(': ');
}
