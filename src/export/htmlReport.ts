/** Runs as one HTML page that loads nothing: tables, and charts as SVG. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import type { SeriesId, TimeSeries } from '../domain/analysis/types';
import { runId } from '../domain/run';
import { failureLines, stallLines } from './failureLines';
import { fieldColumns, publishedGroups, type Grouping } from './fieldColumns';
import { fieldHeader, fieldProblems } from './fieldHeader';
import { fieldTable, type ClientOf } from './fieldRows';
import { figureRemarks, figureTable } from './figureTable';
import { htmlText, svgChart } from './svgChart';
import { printedRuns } from './printedRuns';
import { toldRuns, type Courses } from './toldRuns';

const CHARTS: ReadonlyArray<{ title: string; ids: readonly SeriesId[] }> = [
  { title: 'Replicas: desired, created, ready', ids: ['desired', 'created', 'ready'] },
  { title: 'TTFT, s: p50, p90, p99', ids: ['ttftP50', 'ttftP90', 'ttftP99'] },
  { title: 'ITL, s: p50, p90, p99', ids: ['itlP50', 'itlP90', 'itlP99'] },
  { title: 'Requests/s: planned, arrived, served', ids: ['planned', 'arrived', 'served'] },
  { title: 'KV cache use of each replica, 0 to 1', ids: ['kvByPod'] },
  { title: 'Queue of each replica', ids: ['queueByPod'] },
  { title: 'Power, W', ids: ['power'] },
];

const STYLE = `:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;display:block;overflow-x:auto}th,td{padding:.2rem .7rem;border-bottom:1px solid #8886;text-align:right}
th:first-child,td:first-child{text-align:left}figure{margin:1rem 0}svg{width:100%;height:auto}dt{font-weight:600}`;

export interface ReportOptions {
  grouping?: Grouping;
  /** What happened in runs that no record tells of. */
  courses?: Courses;
  clientOf?: ClientOf;
}

export function htmlReport(
  analyses: readonly RunAnalysis[],
  { grouping, courses, clientOf }: ReportOptions = {}
): string {
  const columns = fieldColumns(publishedGroups(analyses, grouping));
  const title = analyses.map(({ run }) => run.name).join(', ');
  const problems = [...fieldProblems(analyses), ...stallLines(analyses)];
  const failures = failureLines(analyses, clientOf);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<title>${htmlText(title)}</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${htmlText(title)}</h1>`,
    `<dl>${fieldHeader(analyses, { hasClient: analyses.some((one) => clientOf?.(one) !== undefined) })
      .map(([label, text]) => `<dt>${label}</dt><dd>${htmlText(text)}</dd>`)
      .join('')}</dl>`,
    table(fieldTable(columns, clientOf)),
    failures.length > 0 ? `<h2>Failures by kind</h2>${list(failures)}` : '',
    problems.length > 0 ? `<h2>Problems</h2>${list(problems)}` : '',
    ...printedRuns(analyses).map((one) => `<h2>${htmlText(one.title)}</h2>${table(one)}`),
    ...analyses.map(charts),
    ...toldRuns(analyses, courses).map(({ title: told, lines }) => `<h2>${htmlText(told)}</h2>${list(lines)}`),
    '<h2>All figures</h2>',
    table(figureTable(columns)),
    list(figureRemarks(columns)),
    '</main></body></html>',
    '',
  ].join('\n');
}

function charts({ run, measurements: { series, window } }: RunAnalysis): string {
  const drawn = CHARTS.flatMap(({ title, ids }) => {
    const lines = ids.flatMap((id) => (series[id] ?? []).map((one) => ({ name: nameOf(id, one), series: one })));
    return lines.some((line) => line.series.times.length > 0) ? [svgChart(title, lines, window)] : [];
  });
  return `<h2>${htmlText(runId(run))}</h2>${drawn.join('\n')}`;
}

const nameOf = (id: SeriesId, { labels: { pod, source } }: TimeSeries): string =>
  pod ?? (source === undefined ? id : `${id} (${source})`);

const list = (items: readonly string[]): string =>
  items.length === 0 ? '' : `<ul>${items.map((one) => `<li>${htmlText(one)}</li>`).join('')}</ul>`;

function table({ head, rows }: { head: string[]; rows: string[][] }): string {
  const cells = (name: 'th' | 'td', texts: string[]) =>
    `<tr>${texts.map((text) => `<${name}>${htmlText(text)}</${name}>`).join('')}</tr>`;
  return `<table><thead>${cells('th', head)}</thead><tbody>${rows.map((one) => cells('td', one)).join('\n')}</tbody></table>`;
}
