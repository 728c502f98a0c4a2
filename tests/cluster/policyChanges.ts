/** What the runner may change of a run, and which other writes it is refused. */
import { ANNOTATIONS, LABELS } from '../../src/constants';
import { MARKS, run, type Json, type PolicyCase } from './policyObjects';

/** An update of a run that Tekton has taken up: it carries Tekton's own labels. */
function update(
  name: string,
  change: { spec?: Json; metadata?: Json },
  refused?: string,
  before: Json = {}
): PolicyCase {
  const system = {
    labels: { ...MARKS.labels, 'tekton.dev/pipeline': 'startable' },
    annotations: { ...MARKS.annotations, 'chains.tekton.dev/signed': 'true' },
  };
  const oldObject = run(before, system);
  const { name: same } = oldObject.metadata as { name: string };
  const object = run({ ...before, ...change.spec }, { ...system, name: same, ...change.metadata });
  return { name, operation: 'UPDATE', object, oldObject, ...(refused ? { refused } : {}) };
}

const SIGNED = { ...MARKS.annotations, 'chains.tekton.dev/signed': 'true' };
const TAKEN = { ...MARKS.labels, 'tekton.dev/pipeline': 'startable' };

export const UPDATE_CASES: PolicyCase[] = [
  ...['Cancelled', 'CancelledRunFinally', 'StoppedRunFinally'].map((status) => update(status, { spec: { status } })),
  update('our labels', { metadata: { labels: { ...TAKEN, [LABELS.experiment]: 'burst' } } }),
  update('our annotations', { metadata: { annotations: { ...SIGNED, [ANNOTATIONS.mode]: 'static' } } }),
  update('one of our annotations taken away', { metadata: { annotations: { 'chains.tekton.dev/signed': 'true' } } }),
  update('a pending run let go', { spec: { status: undefined } }, undefined, { status: 'PipelineRunPending' }),
  update('a run of a Pipeline without the label, cancelled', { spec: { status: 'Cancelled' } }, undefined, {
    pipelineRef: { name: 'unlabelled' },
  }),
  update('a run that others started inline, cancelled', { spec: { status: 'Cancelled' } }, undefined, {
    pipelineRef: undefined,
    pipelineSpec: { tasks: [{ name: 'x', taskSpec: { steps: [{ name: 'x', image: 'busybox:1.37.0' }] } }] },
    taskRunTemplate: { serviceAccountName: 'pipeline' },
  }),

  update('a pending run of one without the label, let go', { spec: { status: undefined } }, 'is not startable', {
    pipelineRef: { name: 'unlabelled' },
    status: 'PipelineRunPending',
  }),
  update('params', { spec: { params: [] } }, 'A change of spec.params is refused. Allowed: spec.status.'),
  update(
    'the Pipeline',
    { spec: { pipelineRef: { name: 'startable-too' } } },
    'A change of spec.pipelineRef is refused',
    {
      status: 'PipelineRunPending',
    }
  ),
  update('the timeouts taken away', { spec: { timeouts: undefined } }, 'A change of spec.timeouts is refused'),
  update(
    'the account',
    { spec: { taskRunTemplate: { serviceAccountName: 'pipeline' } } },
    'A change of spec.taskRunTemplate'
  ),
  update(
    'a label of Tekton',
    { metadata: { labels: { ...TAKEN, 'tekton.dev/pipeline': 'else' } } },
    'A change of the label or annotation tekton.dev/pipeline is refused'
  ),
  update('a label of Tekton taken away', { metadata: { labels: MARKS.labels } }, 'tekton.dev/pipeline is refused'),
  update('a new label', { metadata: { labels: { ...TAKEN, app: 'vllm' } } }, 'annotation app is refused'),
  update(
    'the mark of whose it is',
    { metadata: { labels: { ...TAKEN, [LABELS.managedBy]: 'helm' } } },
    'app.kubernetes.io/managed-by is refused'
  ),
  update('a signature', { metadata: { annotations: MARKS.annotations } }, 'chains.tekton.dev/signed is refused'),
  update('a finalizer', { metadata: { finalizers: ['example.com/never'] } }, 'A change of metadata.finalizers'),
];

/** Writes of other kinds, which the Role refuses already: the policy holds even where somebody has granted them. */
export const SCOPE_CASES: Array<{
  name: string;
  operation: 'CREATE' | 'UPDATE' | 'DELETE' | 'CONNECT';
  resource: { group: string; version: string; resource: string };
  subResource?: string;
  refused?: string;
}> = [
  {
    name: 'a PipelineRun',
    operation: 'CREATE',
    resource: { group: 'tekton.dev', version: 'v1', resource: 'pipelineruns' },
  },
  {
    name: 'its change',
    operation: 'UPDATE',
    resource: { group: 'tekton.dev', version: 'v1', resource: 'pipelineruns' },
  },
  {
    name: 'its deletion',
    operation: 'DELETE',
    resource: { group: 'tekton.dev', version: 'v1', resource: 'pipelineruns' },
    refused: 'The runner may not DELETE pipelineruns. Allowed: CREATE and UPDATE.',
  },
  {
    name: 'its status',
    operation: 'UPDATE',
    resource: { group: 'tekton.dev', version: 'v1', resource: 'pipelineruns' },
    subResource: 'status',
    refused: 'The runner may not write pipelineruns/status.tekton.dev.',
  },
  {
    name: 'an old version',
    operation: 'CREATE',
    resource: { group: 'tekton.dev', version: 'v1beta1', resource: 'pipelineruns' },
    refused: 'The runner may not use tekton.dev/v1beta1. Allowed: tekton.dev/v1.',
  },
  {
    name: 'a TaskRun',
    operation: 'CREATE',
    resource: { group: 'tekton.dev', version: 'v1', resource: 'taskruns' },
    refused: 'The runner may not write taskruns.tekton.dev. Allowed: pipelineruns.tekton.dev',
  },
  {
    name: 'a Pod',
    operation: 'CREATE',
    resource: { group: '', version: 'v1', resource: 'pods' },
    refused: 'The runner may not write pods. Allowed: pipelineruns.tekton.dev',
  },
  {
    name: 'a shell in a Pod',
    operation: 'CONNECT',
    resource: { group: '', version: 'v1', resource: 'pods' },
    subResource: 'exec',
    refused: 'The runner may not write pods/exec.',
  },
  {
    name: 'a token',
    operation: 'CREATE',
    resource: { group: '', version: 'v1', resource: 'serviceaccounts' },
    subResource: 'token',
    refused: 'The runner may not write serviceaccounts/token.',
  },
];
