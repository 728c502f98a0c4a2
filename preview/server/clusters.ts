/** More clusters beside the provisioned one: data sources like its own, and the app's list to choose from. */
import type { Provisioning } from './provisioning';

export interface MoreCluster {
  name: string;
  prometheusUrl: string;
  kubeUrl: string;
}

const FIRST = 'cluster-1';

export function withClusters(provisioning: Provisioning, clusters: readonly MoreCluster[]): Provisioning {
  if (clusters.length === 0) {
    return provisioning;
  }
  const like = (type: string) => provisioning.dataSources.find((source) => source.type === type);
  const [prometheus, tekton] = [like('prometheus'), like('llmd-tekton-datasource')];
  if (!prometheus || !tekton) {
    throw new Error('There is no provisioned Prometheus and Tekton data source to make others like them.');
  }
  const uids = (name: string) => ({ prometheusUid: `prometheus-${name}`, tektonUid: `tekton-${name}` });
  const more = clusters.flatMap(({ name, prometheusUrl, kubeUrl }) => [
    { ...prometheus, name: `Prometheus ${name}`, uid: uids(name).prometheusUid, url: prometheusUrl, isDefault: false },
    {
      ...tekton,
      name: `Tekton ${name}`,
      uid: uids(name).tektonUid,
      jsonData: { ...tekton.jsonData, apiServer: kubeUrl },
    },
  ]);
  const list = [
    { name: FIRST, prometheusUid: prometheus.uid, tektonUid: tekton.uid },
    ...clusters.map(({ name }) => ({ name, ...uids(name) })),
  ];
  return {
    ...provisioning,
    dataSources: [...provisioning.dataSources, ...more],
    apps: provisioning.apps.map((app) => ({ ...app, jsonData: { ...app.jsonData, clusters: list } })),
  };
}
