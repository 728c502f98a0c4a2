/** Runs as llm-d's Benchmark Report, named as its own are. */
import { strToU8 } from 'fflate';

import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { writeBenchmarkReports } from '../guidellm/writeBenchmarkReport';
import { safeName, type ExportFile } from './exportFile';
import type { ClientOf } from './fieldRows';
import { versionsOf } from './runSettings';

/** The text, a document a run. */
export function benchmarkReportText(analyses: readonly RunAnalysis[], clientOf?: ClientOf): string {
  return writeBenchmarkReports(
    analyses.map((analysis) => ({
      analysis,
      client: clientOf?.(analysis),
      toolVersion: versionsOf(analysis.run).find(([name]) => /guidellm/i.test(name))?.[1],
    }))
  );
}

export function benchmarkReportFile(title: string, analyses: readonly RunAnalysis[], clientOf?: ClientOf): ExportFile {
  return {
    name: `benchmark_report_v0.2_${safeName(title)}.yaml`,
    type: 'application/yaml',
    bytes: strToU8(benchmarkReportText(analyses, clientOf)),
  };
}
