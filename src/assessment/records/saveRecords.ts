/** Saves runs as record files, as `wva record --out` writes them. What packs them comes when the first is asked for. */
import { APP_ID, VERSION } from '../../constants';
import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import { saveFile } from '../../shared/saveFile';

/** One file a run. Of a run that is shown from a record the file says who recorded it, and when. */
export async function saveRecords(analyses: readonly RunAnalysis[]): Promise<void> {
  const { packRecord } = await import(/* webpackChunkName: "records" */ '../../records/pack');
  for (const analysis of analyses) {
    const { recorded } = analysis;
    const [name = APP_ID, version = VERSION] = recorded?.by.split(' ') ?? [];
    const { gzip } = packRecord(analysis, {
      now: recorded?.at ?? Date.now(),
      writer: { name, version },
      ...(recorded?.course && { course: recorded.course }),
      ...(recorded?.logs && { logs: recorded.logs }),
    });
    saveFile(`wva-record-${analysis.run.name}.json.gz`, gzip as BlobPart, 'application/gzip');
  }
}
