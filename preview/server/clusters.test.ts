/** @jest-environment node */
import path from 'node:path';

import { withClusters } from './clusters';
import { readProvisioning } from './provisioning';

const provisioning = readProvisioning(path.resolve('provisioning'), {
  PROMETHEUS_URL: 'http://prometheus',
  KUBERNETES_API_URL: 'http://kube',
  TEKTON_READER_TOKEN: 'reader',
});

it('is as provisioned with one cluster', () => {
  expect(withClusters(provisioning, [])).toBe(provisioning);
});

it('has two data sources more a cluster, and a list of them in the app', () => {
  const two = withClusters(provisioning, [
    { name: 'cluster-2', prometheusUrl: 'http://prometheus-2', kubeUrl: 'http://kube-2' },
  ]);
  const byUid = new Map(two.dataSources.map((source) => [source.uid, source]));
  expect([...byUid.keys()]).toEqual(['prometheus', 'tekton', 'prometheus-cluster-2', 'tekton-cluster-2']);
  expect(byUid.get('prometheus-cluster-2')).toMatchObject({ url: 'http://prometheus-2', isDefault: false });
  expect(byUid.get('tekton-cluster-2')).toMatchObject({
    jsonData: { apiServer: 'http://kube-2', namespaces: ['experiment-01'] },
    secureJsonData: { readerToken: 'reader' },
  });
  expect(two.apps[0]?.jsonData.clusters).toEqual([
    { name: 'cluster-1', prometheusUid: 'prometheus', tektonUid: 'tekton' },
    { name: 'cluster-2', prometheusUid: 'prometheus-cluster-2', tektonUid: 'tekton-cluster-2' },
  ]);
});
