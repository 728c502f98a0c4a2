/** Patches of a run in each state, sent to Tekton and to the simulator alike. */
import type { Json } from './creates';

export interface PatchRequest {
  name: string;
  patch: Json;
}

const status = (value: unknown): PatchRequest => ({
  name: `status ${JSON.stringify(value)}`,
  patch: { spec: { status: value } },
});

export const PATCHES: PatchRequest[] = [
  ...['Cancelled', 'CancelledRunFinally', 'StoppedRunFinally', 'PipelineRunPending', 'Halt', null, ''].map(status),
  { name: 'params', patch: { spec: { params: [{ name: 'other', value: 'x' }] } } },
  { name: 'timeouts', patch: { spec: { timeouts: { pipeline: '2h' } } } },
  { name: 'an annotation', patch: { metadata: { annotations: { 'llmd-wva-app/note': 'x' } } } },
  { name: 'a label', patch: { metadata: { labels: { x: 'y' } } } },
  { name: 'another uid', patch: { metadata: { uid: 'nope' } } },
  { name: 'an old resource version', patch: { metadata: { resourceVersion: '1' } } },
  { name: 'managedBy', patch: { spec: { managedBy: 'example.com/controller' } } },
  { name: 'an unknown field', patch: { spec: { foo: 'x' } } },
];

/** The states, by the run that is brought there. */
export const STATES = {
  pending: { status: 'PipelineRunPending' },
  running: {},
  done: { params: [] },
} as const;
