/** Saves runs as a file. The writers come when the first export is asked for. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { saveFile } from '../shared/saveFile';
import type { ExportContext } from './exportDocument';
import type { ClientOf } from './fieldRows';
import type { ExportFormat } from './formats';

export type Exported = Pick<ExportContext, 'pluginVersion' | 'thresholds' | 'gates' | 'more'> & {
  analyses: readonly RunAnalysis[];
  clientOf?: ClientOf;
};

export async function saveExport(format: ExportFormat, { analyses, clientOf, ...context }: Exported): Promise<void> {
  const [{ exportFile }, { exportDocument }, { benchmarkReportFile }] = await Promise.all([
    import(/* webpackChunkName: "export" */ './exportFile'),
    import(/* webpackChunkName: "export" */ './exportDocument'),
    import(/* webpackChunkName: "export" */ './benchmarkReportFile'),
  ]);
  const document = exportDocument(analyses, { ...context, clientOf, link: window.location.href, now: Date.now() });
  const { name, type, bytes } =
    format === 'benchmark-report'
      ? benchmarkReportFile(document.title, analyses, clientOf)
      : exportFile(document, format);
  saveFile(name, bytes as BlobPart, type);
}
