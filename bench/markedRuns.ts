/** Marks of the simulated runs, as a recorder or a browser that was open before has left them. */
import { linksOf, grafanaFromNode } from '../cli/grafana';
import { RUN_TAG, reconcile } from '../src/domain/runAnnotation';
import { LOOK_BACK_MS } from '../src/experiment/markKeeper';
import { decodeRun } from '../src/kube/decode';
import { NAMESPACE, pipelineRuns } from './keptRecords';

/** Marks all runs that the app would mark, but those that have a mark. @param home address of the home of the app */
export async function markRuns(home: string, kubeUrl: string): Promise<void> {
  const grafana = { url: new URL(home), token: () => 'bench' };
  const store = grafanaFromNode(grafana);
  const now = Date.now();
  const all = (await pipelineRuns(kubeUrl)).map((run) => decodeRun(run));
  const census = { uids: new Set(all.map(({ uid }) => uid)), namespaces: new Set([NAMESPACE]), asOf: now };
  const runs = all.filter(({ createdAt }) => createdAt >= now - LOOK_BACK_MS);
  const there = await store.list({ tags: [RUN_TAG], limit: runs.length + 1 });
  for (const write of reconcile({ runs, now, census }, there, linksOf(grafana))) {
    await store.apply(write);
  }
}
