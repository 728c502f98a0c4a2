/** Objects as a cluster serves them, for tests. */

export function servedRun(
  overrides: { metadata?: object; spec?: object; status?: object } = {}
): Record<string, unknown> {
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: {
      name: 'stair-x7k2p',
      generateName: 'stair-',
      namespace: 'experiment-01',
      uid: '0b7c-1',
      resourceVersion: '1042',
      generation: 1,
      creationTimestamp: '2026-03-01T10:00:00Z',
      labels: { 'tekton.dev/pipeline': 'wva-load-test' },
      managedFields: [{ manager: 'kubectl', operation: 'Update' }],
      ...overrides.metadata,
    },
    spec: { pipelineRef: { name: 'wva-load-test' }, params: [], ...overrides.spec },
    ...(overrides.status ? { status: overrides.status } : {}),
  };
}

export function condition(status: string, reason: string, message = ''): object {
  return { conditions: [{ type: 'Succeeded', status, reason, message, lastTransitionTime: '2026-03-01T10:00:01Z' }] };
}

export const RUN_COLUMNS = ['Name', 'Succeeded', 'Reason', 'StartTime', 'CompletionTime'];

export interface RowInit {
  name: string;
  uid?: string;
  resourceVersion?: string;
  status?: string;
  reason?: string;
  namespace?: string;
  createdAt?: string;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
}

/** A row of a Table with `includeObject=Metadata`. */
export function tableRow(init: RowInit): Record<string, unknown> {
  const { name, uid = `uid-${name}`, resourceVersion = '1', status = 'Unknown', reason = 'Running' } = init;
  const { namespace = 'experiment-01', createdAt = '2026-03-01T10:00:00Z', annotations, labels } = init;
  return {
    cells: [name, status, reason, '5m', null],
    object: {
      kind: 'PartialObjectMetadata',
      apiVersion: 'meta.k8s.io/v1',
      metadata: { name, namespace, uid, resourceVersion, creationTimestamp: createdAt, annotations, labels },
    },
  };
}

export function table(
  rows: object[],
  metadata: object = { resourceVersion: '100' },
  columns = true
): Record<string, unknown> {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    ...(columns
      ? { columnDefinitions: RUN_COLUMNS.map((name) => ({ name, type: 'string' })) }
      : { columnDefinitions: null }),
    rows,
  };
}
