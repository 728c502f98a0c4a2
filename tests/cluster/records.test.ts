/**
 * Records as ConfigMaps on a real API server: written by the command's client, listed and read by the data source's.
 *
 * @jest-environment ./tests/contract/browserWithNode.js
 */
import type { DataSourceInstanceSettings } from '@grafana/data';
import { setBackendSrv } from '@grafana/runtime';

import { kubeClient } from '../../cli/kube/kubeClient';
import { TektonDataSource } from '../../src/datasource/DataSource';
import type { TektonSettings } from '../../src/datasource/types';
import { START } from '../../src/domain/analysis/testing';
import { recordMap } from '../../src/records/configMap';
import { findRecord } from '../../src/records/clusterRecords';
import { packRecord } from '../../src/records/pack';
import { listRecords } from '../../src/records/recordList';
import { testAnalysis } from '../../src/records/testing';
import { GrafanaProxy } from '../contract/grafanaProxy';
import { admin, facts } from './facts';
import { NAMESPACE } from './policyCases';

const analysis = testAnalysis('kept');
const own = { ...analysis, run: { ...analysis.run, namespace: NAMESPACE } };
const mapAt = (now: number) => recordMap(packRecord(own, { now, writer: { name: 'suite', version: '1' } }));
const PATH = `/api/v1/namespaces/${NAMESPACE}/configmaps/wva-record-kept`;

jest.setTimeout(120_000);

test('a record is written once, replaced when told to, and read through Grafana with the reader’s token', async () => {
  const writer = kubeClient(facts.admin);
  await expect(writer.writeConfigMap(mapAt(START), { force: false })).resolves.toBe('created');
  await expect(writer.writeConfigMap(mapAt(START + 1), { force: false })).resolves.toBe('there already');
  await expect(writer.writeConfigMap(mapAt(START + 2), { force: true })).resolves.toBe('replaced');
  const stored = await admin.must('GET', PATH);
  expect(stored.binaryData).toEqual(mapAt(START + 2).binaryData);

  const proxy = new GrafanaProxy(facts.open.url, 'Viewer', facts.open.ca);
  proxy.tokens = { readerToken: facts.tokens.reader, runnerToken: '' };
  setBackendSrv(proxy.asBackendSrv());
  const jsonData = { apiServer: facts.open.url, namespaces: [NAMESPACE] };
  const settings = { uid: 'tekton', name: 'Tekton', type: 't', jsonData };
  const { cluster } = new TektonDataSource(settings as unknown as DataSourceInstanceSettings<TektonSettings>);
  const ref = { namespace: NAMESPACE, name: 'kept' };
  const found = await findRecord(cluster, ref);
  expect(found?.analysis.kpis).toEqual(analysis.kpis);
  expect(found?.analysis.recorded?.at).toBe(START + 2);
  const before = proxy.bytes;
  const { records: listed, resourceVersion } = await listRecords(cluster, NAMESPACE);
  expect(listed.map(({ run }) => run.name)).toEqual(['kept']);
  expect(listed[0]?.figures['ttft-p99']).toBeCloseTo(analysis.kpis['ttft-p99'].value!, 5);
  expect(listed[0]?.latency.ttft).toEqual(analysis.measurements.latency.ttft);
  expect(Number(resourceVersion)).toBeGreaterThan(0);
  // Metadata alone: the records themselves would be a hundred times as much.
  expect(proxy.bytes - before).toBeLessThan(20_000);
  await expect(findRecord(cluster, { ...ref, name: 'none' })).resolves.toBeUndefined();
});
