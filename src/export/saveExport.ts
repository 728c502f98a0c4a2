/** Saves runs as a file. The writers come when the first export is asked for. */
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { saveFile } from '../shared/saveFile';
import type { ExportContext } from './exportDocument';
import type { ExportFormat } from './formats';

export type Exported = Pick<ExportContext, 'pluginVersion' | 'thresholds' | 'gates' | 'more'> & {
  analyses: readonly RunAnalysis[];
};

export async function saveExport(format: ExportFormat, { analyses, ...context }: Exported): Promise<void> {
  const [{ exportFile }, { exportDocument }] = await Promise.all([
    import(/* webpackChunkName: "export" */ './exportFile'),
    import(/* webpackChunkName: "export" */ './exportDocument'),
  ]);
  const document = exportDocument(analyses, { ...context, link: window.location.href, now: Date.now() });
  const { name, type, bytes } = exportFile(document, format);
  saveFile(name, bytes as BlobPart, type);
}
