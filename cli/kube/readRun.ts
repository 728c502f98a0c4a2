/** A run of the cluster with its TaskRuns, by GET only. */
import type { AnalysedRun } from '../../src/domain/analysis/types';
import { runId, type RunRef } from '../../src/domain/run';
import { decodeList, decodeRun, decodeTaskRun } from '../../src/kube/decode';
import type { ListOf } from '../../src/kube/listPath';
import { subjectOf } from '../../src/measuring/subjectOf';
import { UserError } from '../../src/shared/errors';
import type { KubeClient } from './kubeClient';

const list = (resource: string, namespace: string): ListOf => ({
  group: 'tekton.dev',
  version: 'v1',
  resource,
  namespace,
});

/**
 * @throws UserError when there is no such run, when it names no workload, or when it has put no load on it; KubeError with
 * the API server's words; DecodeError
 */
export async function readRun(
  client: Pick<KubeClient, 'read'>,
  ref: RunRef,
  signal?: AbortSignal
): Promise<AnalysedRun> {
  const { namespace, name } = ref;
  const runs = decodeList(await client.read({ ...list('pipelineruns', namespace), name }, signal), (one) =>
    decodeRun(one)
  );
  const [broken] = runs.broken;
  if (broken) {
    throw broken.error;
  }
  const [run] = runs.items;
  if (run === undefined) {
    throw new UserError({
      title: 'No such run',
      message: `The cluster has no PipelineRun ${runId(ref)}.`,
      nextStep: 'Check the name, or give the window of a pruned run with --from and --to.',
    });
  }
  const children = { ...list('taskruns', namespace), labelSelector: `tekton.dev/pipelineRun=${name}` };
  return subjectOf(run, decodeList(await client.read(children, signal), decodeTaskRun).items);
}
