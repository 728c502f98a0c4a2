/** Runs of several clusters, each read from its own. */
import type { TektonApi } from '../datasource/types';
import type { RunRef } from '../domain/run';
import { t } from '../i18n/t';
import type { AppSettings, ClusterSettings } from '../shared/appSettings';
import { getDataSourceInstance } from '../shared/dataSources';
import { UserError } from '../shared/errors';
import { clusterRecords, type FindRecord } from './records/clusterRecords';

type Reads = Pick<TektonApi, 'getRun' | 'taskRuns'>;

/**
 * The cluster that a run names. Never another in its place: a run of the same name there is another run.
 *
 * @throws UserError when the app knows no cluster of that name
 */
export function clusterOf({ clusters }: AppSettings, name: string): ClusterSettings {
  const found = clusters.find((one) => one.name === name);
  if (found === undefined) {
    throw new UserError({
      title: t('assessment.unknown-cluster', 'No such cluster'),
      message: name,
      nextStep: t(
        'assessment.unknown-cluster-next',
        "The app's configuration page lists the clusters. Check the name, or remove the run from the comparison."
      ),
    });
  }
  return found;
}

/** Records of runs, each from its own cluster. @param api of the chosen one */
export function recordsAcross(api: TektonApi, settings: AppSettings): FindRecord {
  return async (ref, signal) => {
    const { cluster } = ref;
    const uid = cluster === undefined ? api.uid : clusterOf(settings, cluster).tektonUid;
    return clusterRecords(uid === api.uid ? api : await getDataSourceInstance<TektonApi>(uid))(ref, signal);
  };
}

/** @param api of the chosen cluster, which reads what names no other */
export function acrossClusters(api: Reads & Pick<TektonApi, 'uid'>, settings: AppSettings): Reads {
  const of = async ({ cluster }: RunRef): Promise<Reads> => {
    const uid = cluster === undefined ? api.uid : clusterOf(settings, cluster).tektonUid;
    return uid === api.uid ? api : getDataSourceInstance<TektonApi>(uid);
  };
  return {
    getRun: async (ref, signal) => (await of(ref)).getRun(ref, signal),
    taskRuns: async (ref, signal) => (await of(ref)).taskRuns(ref, signal),
  };
}
