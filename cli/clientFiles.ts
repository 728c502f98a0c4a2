/** Reports of load generators that a call names: GuideLLM's own, and llm-d's Benchmark Report. */
import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';

import type { ClientOf } from '../src/export/fieldRows';
import { mergeReports } from '../src/guidellm/mergeReports';
import { readReport } from '../src/guidellm/readReport';
import type { GuidellmReport } from '../src/guidellm/report';
import { UsageError } from './usage';

/**
 * A report belongs to the run during which its requests were sent.
 *
 * @throws UsageError when a file is not there, UserError when it is no report
 */
export async function clientsIn(files: readonly string[]): Promise<ClientOf> {
  const reports: GuidellmReport[] = [];
  for (const file of files) {
    if (!existsSync(file)) {
      throw new UsageError(`${file} is not there`);
    }
    reports.push(await readReport(createReadStream(file), { fileName: path.basename(file) }));
  }
  return ({ measurements }) => (reports.length === 0 ? undefined : mergeReports(reports, measurements.window).client);
}
