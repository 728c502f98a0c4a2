/** Everything that an export says: tables, and what is needed to understand and repeat them. */
import { APP_ID } from '../constants';
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { KPIS, KPI_IDS, type Kpi } from '../domain/analysis/kpis';
import type { AnalysedRun, Window } from '../domain/analysis/types';
import { runId } from '../domain/run';
import type { EffectiveThresholds } from '../domain/variant';
import { metricNames } from '../queries/metricNames';
import { failureTable, loadStepTable, stallTable } from './failureTables';
import type { ClientOf } from './fieldRows';
import { seriesAbout } from './seriesAbout';
import { aboutTable, type Table, type TableAbout } from './table';
import { exportedSeries, kpiTable, runTable, seriesTable } from './tables';
import { variantTable } from './variantTable';

export interface ExportDocument {
  /** For the file's name: what was exported. */
  title: string;
  meta: ExportMeta;
  tables: Table[];
}

export interface ExportMeta {
  generator: { plugin: string; version: string };
  /** ISO 8601. */
  exportedAt: string;
  /** Opens what was on screen. */
  link: string;
  runs: Array<
    AnalysedRun & { run: string; window: Window; queries: Readonly<Record<string, string>>; problems: string[] }
  >;
  series: Record<string, { unit: string; about: string }>;
  kpis: Record<string, Pick<Kpi, 'title' | 'unit' | 'better' | 'formula' | 'noData'> & { source: string }>;
  /** WVA's, as they were in force when exported. */
  thresholds?: Pick<EffectiveThresholds, 'values' | 'sources'>;
  /** Gates that held on the page, as texts. */
  gates?: readonly string[];
  tables: Record<string, TableAbout>;
}

export interface ExportContext {
  link: string;
  pluginVersion: string;
  /** Epoch ms. */
  now: number;
  thresholds?: ExportMeta['thresholds'];
  gates?: readonly string[];
  clientOf?: ClientOf;
  /** What else belongs to the runs: a client's own measurements. */
  more?: readonly Table[];
}

export function exportDocument(analyses: readonly RunAnalysis[], context: ExportContext): ExportDocument {
  const tables = [
    runTable(analyses),
    kpiTable(analyses),
    variantTable(analyses),
    seriesTable(analyses),
    failureTable(analyses, context.clientOf),
    stallTable(analyses),
    loadStepTable(analyses),
    ...(context.more ?? []),
  ];
  const { thresholds, gates } = context;
  return {
    title: titleOf(analyses),
    tables,
    meta: {
      generator: { plugin: APP_ID, version: context.pluginVersion },
      exportedAt: new Date(context.now).toISOString(),
      link: context.link,
      runs: analyses.map(({ run, measurements: { window, queries, problems } }) => ({
        run: runId(run),
        ...run,
        window,
        queries,
        problems,
      })),
      series: Object.fromEntries(exportedSeries(analyses).map((id) => [id, seriesAbout(id)])),
      kpis: Object.fromEntries(
        KPI_IDS.map((id) => {
          const { title, unit, better, formula, metrics, noData } = KPIS[id];
          return [id, { title, unit, better, formula, source: metricNames(metrics), noData }];
        })
      ),
      ...(thresholds && { thresholds: { values: thresholds.values, sources: thresholds.sources } }),
      ...(gates && { gates }),
      tables: Object.fromEntries(tables.map((table) => [table.name, aboutTable(table)])),
    },
  };
}

function titleOf(analyses: readonly RunAnalysis[]): string {
  const [first] = analyses;
  return analyses.length === 1 && first ? first.run.name : `comparison-of-${analyses.length}`;
}
