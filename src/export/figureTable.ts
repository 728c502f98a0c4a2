/** Every figure of the catalogue as a table of texts, and in words what has no value or cannot be relied on. */
import { figureText } from '../domain/analysis/figureText';
import { KPI_IDS, KPIS, type KpiId } from '../domain/analysis/kpis';
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { t } from '../i18n/t';
import type { FieldColumn } from './fieldColumns';
import { meanText, type FieldTable } from './fieldRows';

export function figureTable(columns: readonly FieldColumn[]): FieldTable {
  return {
    head: ['', ...columns.map(({ title }) => title)],
    rows: KPI_IDS.map((id) => [
      KPIS[id].title,
      ...columns.map((column) =>
        column.kind === 'run'
          ? figureText(id, column.analysis.kpis[id].value)
          : meanText(
              column.members.map(({ kpis }) => kpis[id].value),
              (value) => figureText(id, value)
            )
      ),
    ]),
  };
}

/** Reasons, each once, with the figures that it concerns, and the runs where that is not all of them. */
export function figureRemarks(columns: readonly FieldColumn[]): string[] {
  const runs = columns.flatMap((column) => (column.kind === 'run' ? column : []));
  const remarks = new Map<string, Map<KpiId, string[]>>();
  for (const { title, analysis } of runs) {
    for (const id of KPI_IDS) {
      const reason = reasonOf(analysis, id);
      if (reason !== undefined) {
        const figures = remarks.get(reason) ?? new Map<KpiId, string[]>();
        figures.set(id, [...(figures.get(id) ?? []), title]);
        remarks.set(reason, figures);
      }
    }
  }
  return [...remarks].flatMap(([reason, figures]) =>
    [...byRuns(figures)].map(([names, ids]) => {
      const titles = ids.map((id) => KPIS[id].title).join(', ');
      return names.length === runs.length ? `${titles}: ${reason}` : `${titles} (${names.join(', ')}): ${reason}`;
    })
  );
}

/** Figures that a reason concerns in the same runs. */
function byRuns(figures: ReadonlyMap<KpiId, string[]>): Map<string[], KpiId[]> {
  const groups = new Map<string, { names: string[]; ids: KpiId[] }>();
  for (const [id, names] of figures) {
    const key = JSON.stringify(names);
    groups.set(key, { names, ids: [...(groups.get(key)?.ids ?? []), id] });
  }
  return new Map([...groups.values()].map(({ names, ids }) => [names, ids]));
}

function reasonOf({ kpis }: RunAnalysis, id: KpiId): string | undefined {
  const { value, why, problem } = kpis[id];
  return value === undefined ? (why ?? problem ?? t('publish.unknown', 'not known')) : problem;
}
