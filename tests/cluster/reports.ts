/** What the load leaves behind, as its task writes it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Two load steps of a run; the first one in the matrix began last. */
export function writeReports(folder: string, run: string): void {
  for (const [i, start] of ['10:10', '10:00'].entries()) {
    const at = path.join(folder, run, `${run}-load-test-${i}`);
    mkdirSync(at, { recursive: true });
    writeFileSync(
      path.join(at, 'step.json'),
      JSON.stringify({ name: `s${i}`, start: `2026-11-24T${start}:00Z`, end: `2026-11-24T1${i + 1}:00:00Z` })
    );
  }
}
