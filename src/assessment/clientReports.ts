/** The reports that were dropped for a run, what they come to beside the server, and what they decide of its figures. */
import { useCallback, useMemo, useSyncExternalStore } from 'react';

import { changedAnalysis } from '../domain/analysis/changedAnalysis';
import { measureKpis } from '../domain/analysis/measureKpis';
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { runId } from '../domain/run';
import { compareWithServer, type ComparedFigure } from '../guidellm/compareWithServer';
import { mergeReports, type ClientMeasurements, type LeftOut } from '../guidellm/mergeReports';
import type { GuidellmReport } from '../guidellm/report';
import { reportStoreOf, type ReportStore, type StoredReport } from '../guidellm/reportStore';

export interface ClientAssessment {
  client?: ClientMeasurements;
  leftOut: readonly LeftOut[];
  figures: readonly ComparedFigure[];
}

/** The client's side of a run, held to the time and the figures of its analysis. */
export function assessClient(
  { run, measurements, kpis: shown }: RunAnalysis,
  reports: readonly GuidellmReport[]
): ClientAssessment {
  const { client, leftOut } = mergeReports(reports, measurements.window);
  // The server's own figures, without what the client's reports decide.
  const kpis = measurements.client ? measureKpis(run, { ...measurements, client: undefined }) : shown;
  return { client, leftOut, figures: client ? compareWithServer(client, { kpis, latency: measurements.latency }) : [] };
}

/** Those that have been read by now. */
export function reportsOf(analysis: RunAnalysis): GuidellmReport[] {
  return storeFor(analysis)
    .files()
    .flatMap(({ report }) => report ?? []);
}

/** The client's side of a run, by the reports that have been read; undefined without. */
export function clientOf(analysis: RunAnalysis): ClientMeasurements | undefined {
  const reports = reportsOf(analysis);
  return reports.length === 0 ? undefined : mergeReports(reports, analysis.measurements.window).client;
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
  return reportStoreOf(idOf({ run }));
}

const idOf = ({ run }: Pick<RunAnalysis, 'run'>): string => run.uid ?? runId(run);

/** The runs with figures that their clients' reports decide, where vLLM's counters do not. */
export function useClientDecisions<Compared extends { analysis?: RunAnalysis }>(
  runs: readonly Compared[]
): readonly Compared[] {
  const ids = runs.map(({ analysis }) => analysis && idOf(analysis)).join();
  const stores = useMemo(
    () => runs.flatMap(({ analysis }) => (analysis ? storeFor(analysis) : [])),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the ids name them
    [ids]
  );
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = stores.map((store) => store.subscribe(listener));
      return () => ends.forEach((end) => end());
    },
    [stores]
  );
  const read = useSyncExternalStore(subscribe, () =>
    stores.map((store) => store.files().flatMap(({ id, report }) => (report ? id : []))).join(';')
  );
  return useMemo(
    () => runs.map((run) => (run.analysis ? { ...run, analysis: decided(run.analysis) } : run)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- what has been read is outside of React, and named by `read`
    [runs, read]
  );
}

function decided(analysis: RunAnalysis): RunAnalysis {
  const client = clientOf(analysis);
  return client === undefined ? analysis : changedAnalysis(analysis, { client: client.totals });
}
