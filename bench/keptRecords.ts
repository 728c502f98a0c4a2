/** Records of simulated runs, with what a list of records reads of them; their content is left out. */
import { LABELS } from '../src/constants';
import { START } from '../src/domain/analysis/testing';
import { packRecord } from '../src/records/pack';
import { recordMarks } from '../src/records/recordMarks';
import { testAnalysis } from '../src/records/testing';

export const NAMESPACE = 'experiment-01';

export interface RunMeta {
  name: string;
  uid: string;
  creationTimestamp: string;
}

/** The PipelineRuns of the simulated cluster. */
export async function pipelineRuns(kubeUrl: string): Promise<Array<{ metadata: RunMeta }>> {
  const url = `${kubeUrl}/apis/tekton.dev/v1/namespaces/${NAMESPACE}/pipelineruns`;
  const answer = await fetch(url, { headers: { authorization: 'Bearer recorder' } });
  const { items } = (await answer.json()) as { items: Array<{ metadata: RunMeta }> };
  return items;
}

/** The runs of the simulated cluster, the oldest first. */
export async function runsOf(kubeUrl: string): Promise<RunMeta[]> {
  const items = await pipelineRuns(kubeUrl);
  return items.map(({ metadata }) => metadata).sort((a, b) => a.creationTimestamp.localeCompare(b.creationTimestamp));
}

/** Keeps a record of each run in the simulated cluster; all of one experiment. */
export async function keepRecords(
  kubeUrl: string,
  runs: ReadonlyArray<Omit<RunMeta, 'creationTimestamp'>>
): Promise<void> {
  const { record } = packRecord(testAnalysis('one'), { now: START, writer: { name: 'bench', version: '1' } });
  const headers = { authorization: 'Bearer recorder', 'content-type': 'application/json' };
  for (const { name, uid } of runs) {
    const annotations = recordMarks({ ...record, run: { ...record.run, namespace: NAMESPACE, name, uid } });
    const metadata = {
      name: `wva-record-${name}`,
      namespace: NAMESPACE,
      labels: { [LABELS.record]: 'true' },
      annotations,
    };
    const body = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, binaryData: {} });
    const url = `${kubeUrl}/api/v1/namespaces/${NAMESPACE}/configmaps`;
    const { status } = await fetch(url, { method: 'POST', headers, body });
    if (status !== 201) {
      throw new Error(`The simulated cluster takes no record: HTTP ${status}`);
    }
  }
}
