/** The reports that were dropped for a run, and what they come to beside the server. */
import { useMemo, useSyncExternalStore } from 'react';

import type { RunAnalysis } from '../../../domain/analysis/runAnalysis';
import { runId } from '../../../domain/run';
import { compareWithServer, type ComparedFigure } from '../../../guidellm/compareWithServer';
import { mergeReports, type ClientMeasurements, type LeftOut } from '../../../guidellm/mergeReports';
import type { GuidellmReport } from '../../../guidellm/report';
import { reportStoreOf, type ReportStore, type StoredReport } from '../../../guidellm/reportStore';

export interface ClientAssessment {
  client?: ClientMeasurements;
  leftOut: readonly LeftOut[];
  figures: readonly ComparedFigure[];
}

/** The client's side of a run, held to the time and the figures of its analysis. */
export function assessClient(
  { kpis, measurements }: RunAnalysis,
  reports: readonly GuidellmReport[]
): ClientAssessment {
  const { client, leftOut } = mergeReports(reports, measurements.window);
  return { client, leftOut, figures: client ? compareWithServer(client, { kpis, latency: measurements.latency }) : [] };
}

/** Those that have been read by now. */
export function reportsOf(analysis: RunAnalysis): GuidellmReport[] {
  return storeFor(analysis)
    .files()
    .flatMap(({ report }) => report ?? []);
}

export interface ClientReports extends ClientAssessment {
  files: readonly StoredReport[];
  store: ReportStore;
}

export function useClientReports(analysis: RunAnalysis): ClientReports {
  const store = storeFor(analysis);
  const files = useSyncExternalStore(store.subscribe, store.files);
  // The progress of one file changes nothing of the others.
  const read = files.flatMap(({ id, report }) => (report ? id : [])).join();
  const assessment = useMemo(
    () => assessClient(analysis, reportsOf(analysis)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what has been read is outside of React, and named by `read`
    [analysis, read]
  );
  return { files, store, ...assessment };
}

function storeFor({ run }: RunAnalysis): ReportStore {
  return reportStoreOf(run.uid ?? runId(run));
}
