/**
 * Runs as Markdown for an issue or a pull request: how they were made, the rows in which the field publishes, the gates, what
 * a reader has to know, and a link back.
 */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import type { Gate } from '../domain/comparison/gates';
import { t } from '../i18n/t';
import { failureLines, stallLines } from './failureLines';
import { fieldColumns, publishedGroups, type Grouping } from './fieldColumns';
import { fieldHeader, fieldProblems, type HeaderContext } from './fieldHeader';
import { fieldTable, type ClientOf } from './fieldRows';
import { figureRemarks, figureTable } from './figureTable';
import { gateTable } from './gateTable';
import { markdownLink, markdownList, markdownTable, markdownText } from './markdownText';
import { printedRuns } from './printedRuns';
import { toldRuns, type Courses } from './toldRuns';

export interface PublishOptions extends Omit<HeaderContext, 'hasClient'> {
  /** The rows of the field, or every figure below them. */
  figures?: 'short' | 'all';
  /** Which runs count as one: repeats without it. */
  grouping?: Grouping;
  gates?: readonly Gate[];
  /** Id of a run that the gates hold the others against; the first one without. */
  baseline?: string;
  clientOf?: ClientOf;
  /** What happened in runs that no record tells of. */
  courses?: Courses;
  /** Opens what was on screen. */
  link?: string;
}

export function publishMarkdown(
  analyses: readonly RunAnalysis[],
  { figures = 'short', grouping, gates = [], baseline, clientOf, link, courses, ...context }: PublishOptions = {}
): string {
  const groups = publishedGroups(analyses, grouping);
  const columns = fieldColumns(groups);
  const { head, rows } = fieldTable(columns, clientOf);
  const hasClient = analyses.some((analysis) => clientOf?.(analysis) !== undefined);
  const verdicts = gateTable(groups, gates, baseline);
  const all = figures === 'all' ? figureTable(columns) : undefined;
  const back = link === undefined ? undefined : markdownLink(t('publish.link', 'Open in Grafana'), link);
  const sections: string[][] = [
    fieldHeader(analyses, { ...context, hasClient }).map(([label, text]) => `**${label}:** ${markdownText(text)}  `),
    markdownTable(head, rows),
    verdicts ? markdownTable(verdicts.head, verdicts.rows) : [],
    list(t('publish.failures', 'Failures by kind:'), failureLines(analyses, clientOf)),
    list(t('publish.problems', 'Problems:'), [...fieldProblems(analyses), ...stallLines(analyses)]),
    all ? [`**${t('publish.all-figures', 'All figures')}**`, '', ...markdownTable(all.head, all.rows)] : [],
    all ? list(t('publish.remarks', 'Not known, or not to be relied on:'), figureRemarks(columns)) : [],
    ...printedRuns(analyses).map(({ title, head, rows }) => [
      `**${markdownText(title)}**`,
      '',
      ...markdownTable(head, rows),
    ]),
    ...toldRuns(analyses, courses).map(({ title, lines }) => folded(title, lines)),
    back === undefined ? [] : [back],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** Long, and not what everyone looks for: opened by a click where Markdown is shown. */
const folded = (title: string, items: readonly string[]): string[] => [
  `<details><summary>${markdownText(title)}</summary>`,
  '',
  ...markdownList(items),
  '',
  '</details>',
];

const list = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : [title, '', ...markdownList(items)];
