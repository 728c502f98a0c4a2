/**
 * Writes the table of figures in docs/analysis.md from src/domain/analysis/kpis.ts; with `--check` only says whether it is
 * up to date. The rest of the document is written by hand.
 *
 *   node --import tsx scripts/analysisDoc.ts [--check]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { KPI_GROUPS, KPI_IDS, KPIS, type Kpi, type KpiGroup, type KpiId } from '../src/domain/analysis/kpis';
import { metricNames } from '../src/queries/metricNames';

const FILE = path.resolve(__dirname, '..', 'docs', 'analysis.md');
const BEGIN = '<!-- figures: written by npm run docs -->';
const END = '<!-- /figures -->';

const TITLES: Record<KpiGroup, string> = {
  latency: 'Latency',
  errors: 'Requests and errors',
  throughput: 'Throughput',
  saturation: 'Saturation',
  replicas: 'Replicas',
  chain: 'The chain to a ready replica',
  cost: 'Cost',
  energy: 'Energy and power',
};

const UNITS: Record<string, string> = {
  s: 's',
  m: 'min',
  percentunit: 'share, 0 to 1',
  short: 'number',
  reqps: 'req/s',
  watt: 'W',
  watth: 'Wh',
  'suffix: GPU-h': 'GPU-h',
};

/** The generated part. */
export function figuresText(): string {
  const sections = KPI_GROUPS.map((group) => {
    const ids = KPI_IDS.filter((id) => KPIS[id].group === group);
    return [`### ${TITLES[group]}`, '', ...table(rows(ids)), ''].join('\n');
  });
  return sections.join('\n');
}

/** One row a figure, and one for all percentiles of a figure. */
function rows(ids: readonly KpiId[]): string[][] {
  const families = new Map<string, Kpi[]>();
  for (const id of ids) {
    const kpi = KPIS[id];
    const family = kpi.family?.title ?? id;
    families.set(family, [...(families.get(family) ?? []), kpi]);
  }
  return [...families.values()].map(row);
}

function row(members: readonly Kpi[]): string[] {
  const { title, unit, better, formula, metrics, noData, family: percentiles } = members[0]!;
  const names = members.map(({ id }) => `\`${id}\``).join(', ');
  return [
    `${percentiles ? `${percentiles.title}, percentiles` : title}<br>${names}`,
    UNITS[unit] ?? unit,
    better,
    percentiles?.formula ?? formula,
    metricNames(metrics),
    noData,
  ];
}

function table(rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
  const head = ['figure', 'unit', 'better', 'formula', 'from', 'no data when'];
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)];
}

/** The document with the figures as they are now. @throws Error when it has lost its marks */
export function withFigures(document: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < begin) {
    throw new Error(`docs/analysis.md must hold ${BEGIN} and ${END}`);
  }
  return `${document.slice(0, begin)}${BEGIN}\n\n${figuresText()}\n${document.slice(end)}`;
}

export const readDocument = (): string => readFileSync(FILE, 'utf8');

function main(): void {
  const document = readDocument();
  const wanted = withFigures(document);
  if (!process.argv.includes('--check')) {
    writeFileSync(FILE, wanted);
  } else if (wanted !== document) {
    process.stderr.write('docs/analysis.md is not what src/domain/analysis/kpis.ts says: run npm run docs\n');
    process.exitCode = 1;
  }
}

// As a program, not as a module of a test.
if (/analysisDoc\.[jt]s$/.test(process.argv[1] ?? '')) {
  main();
}
