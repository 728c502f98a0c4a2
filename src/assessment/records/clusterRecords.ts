/** Records of runs that stand in the cluster, for whoever assesses runs. */
import type { TektonApi } from '../../datasource/types';
import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import type { RunRef } from '../../domain/run';

/** The record of a run as an analysis; undefined where there is none. @param ref with the uid, where that is known */
export type FindRecord = (ref: RunRef & { uid?: string }, signal?: AbortSignal) => Promise<RunAnalysis | undefined>;

export function clusterRecords({ cluster }: Pick<TektonApi, 'cluster'>): FindRecord {
  return async (ref, signal) => {
    if (cluster === undefined) {
      return undefined;
    }
    // Lazy: most runs have none, and unpacking takes code.
    const { findRecord } = await import(/* webpackChunkName: "records" */ '../../records/clusterRecords');
    return (await findRecord(cluster, ref, signal))?.analysis;
  };
}
