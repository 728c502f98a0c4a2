/** Runs of several clusters, each read from its own. */
import type { TektonApi } from '../datasource/types';
import type { RunRef } from '../domain/run';
import { inCluster, type AppSettings } from '../shared/appSettings';
import { getDataSourceInstance } from '../shared/dataSources';

type Reads = Pick<TektonApi, 'getRun' | 'taskRuns'>;

/** @param api of the chosen cluster, which reads what names no other */
export function acrossClusters(api: Reads & Pick<TektonApi, 'uid'>, settings: AppSettings): Reads {
  const of = async ({ cluster }: RunRef): Promise<Reads> => {
    const uid = cluster === undefined ? undefined : inCluster(settings, cluster).tektonUid;
    return uid === undefined || uid === api.uid ? api : getDataSourceInstance<TektonApi>(uid);
  };
  return {
    getRun: async (ref, signal) => (await of(ref)).getRun(ref, signal),
    taskRuns: async (ref, signal) => (await of(ref)).taskRuns(ref, signal),
  };
}
