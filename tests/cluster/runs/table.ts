/** What was asked, what Tekton answered, what the simulator did: printed at the end of the suite, and kept as a file. */
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

export interface Row {
  request: string;
  tekton: string;
  simulator: string;
  /** Why they may differ. */
  differs?: string;
}

const FOLDER = path.resolve('test-results');
const MAX_TEXT = 160;

const cell = (text: string) => (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text).replace(/[|\n]/g, ' ');

/** Adds a table to `test-results/tekton.md`. */
export function keep(title: string, rows: Row[]): void {
  const same = rows.filter(({ tekton, simulator }) => tekton === simulator).length;
  const lines = rows.map(({ request, tekton, simulator, differs }) => {
    const verdict = tekton === simulator ? 'same' : differs ? `on purpose: ${differs}` : 'DIFFERS';
    return `| ${[request, tekton, simulator, verdict].map(cell).join(' | ')} |`;
  });
  const head = [`## ${title}`, '', '| request | Tekton | simulator | |', '|---|---|---|---|'];
  mkdirSync(FOLDER, { recursive: true });
  appendFileSync(path.join(FOLDER, 'tekton.md'), `${[...head, ...lines].join('\n')}\n\n`);
  process.stdout.write(`${title}: ${same} of ${rows.length} the same, see test-results/tekton.md\n`);
}
