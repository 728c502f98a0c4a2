/** Runs as Markdown for an issue or a pull request. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { fieldHeader, fieldProblems, fieldTable } from './fieldRows';

export function markdownReport(analyses: readonly RunAnalysis[]): string {
  const { head, rows } = fieldTable(analyses);
  const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
  const align = head.map((_, i) => (i === 0 ? '---' : '---:'));
  const problems = fieldProblems(analyses).map((problem) => `- ${escaped(problem)}`);
  return [
    ...fieldHeader(analyses).map(([label, text]) => `**${label}:** ${escaped(text)}  `),
    '',
    line(head),
    `| ${align.join(' | ')} |`,
    ...rows.map(line),
    ...(problems.length > 0 ? ['', 'Problems:', '', ...problems] : []),
    '',
  ].join('\n');
}

/** What Markdown and HTML would read as markup is text here; a cell has one line. */
function escaped(text: string): string {
  return text
    .replace(/[\r\n]+/g, ' ')
    .replace(/[\\`*_[\]|]/g, '\\$&')
    .replace(/</g, '&lt;');
}
