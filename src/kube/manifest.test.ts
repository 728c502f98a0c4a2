import fc from 'fast-check';

import { ANNOTATIONS, APP_ID, LABELS } from '../constants';
import type { RunRequest, WorkspaceBinding } from '../domain/pipeline';
import { decodeRun } from './decode';
import { encodeLoadStep } from '../domain/loadSteps';
import { chooseName, pipelineRunManifest } from './manifest';
import { isDnsLabel, isLabelValue, toLabelValue } from './names';
import { servedRun } from './fixtures';
import { requestFromManifest, rerunRequest } from './rerun';

const stepYaml = encodeLoadStep({ name: 'a', delaySeconds: 0, durationSeconds: 600, rate: 0.5 });

const REQUEST: RunRequest = {
  namespace: 'experiment-01',
  pipeline: 'wva-load-test',
  generateName: 'stair-',
  params: [
    { name: 'test-name', value: 'stair test!' },
    { name: 'deployment-name', value: 'decode' },
    { name: 'scaled-object', value: 'kind: ScaledObject' },
    { name: 'load-steps', value: [stepYaml] },
  ],
  workspaces: [{ name: 'shared-workspace', kind: 'volumeClaimTemplate', size: '32Gi', accessMode: 'ReadWriteMany' }],
  serviceAccountName: 'pipeline',
  timeouts: { pipeline: '12h', tasks: '', finally: undefined },
};

/** What a server would make of a manifest. */
function serve(manifest: Record<string, unknown>): Record<string, unknown> {
  const metadata = manifest.metadata as Record<string, unknown>;
  return {
    ...manifest,
    metadata: {
      name: 'stair-aaaaa',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '2026-03-01T10:00:00Z',
      ...metadata,
    },
  };
}

test('a manifest is a v1 PipelineRun with our marks', () => {
  expect(pipelineRunManifest({ ...REQUEST, name: 'stair-x7k2p' }, { startedBy: 'ada' })).toEqual({
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: {
      name: 'stair-x7k2p',
      namespace: 'experiment-01',
      labels: { [LABELS.managedBy]: APP_ID, [LABELS.experiment]: 'stair-test' },
      annotations: {
        [ANNOTATIONS.startedBy]: 'ada',
        [ANNOTATIONS.variant]: 'decode',
        [ANNOTATIONS.mode]: 'keda',
        [ANNOTATIONS.plannedSeconds]: '660',
        [ANNOTATIONS.loadProfile]: JSON.stringify({
          steps: [{ name: 'a', delaySeconds: 0, durationSeconds: 600, rate: 0.5 }],
        }),
      },
    },
    spec: {
      pipelineRef: { name: 'wva-load-test' },
      params: REQUEST.params,
      workspaces: [
        {
          name: 'shared-workspace',
          volumeClaimTemplate: {
            spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: '32Gi' } } },
          },
        },
      ],
      taskRunTemplate: { serviceAccountName: 'pipeline' },
      timeouts: { pipeline: '12h' },
    },
  });
  expect(pipelineRunManifest(REQUEST, { startedBy: 'ada' }).metadata).toMatchObject({ generateName: 'stair-' });
});

test('a rerun leaves behind what is not of the request', () => {
  const run = decodeRun({
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: {
      name: 'stair-x7k2p',
      generateName: 'stair-',
      namespace: 'n',
      uid: 'u',
      resourceVersion: '9',
      creationTimestamp: '2026-03-01T10:00:00Z',
      labels: { 'tekton.dev/pipeline': 'p', [LABELS.experiment]: 'stair' },
      annotations: { 'chains.tekton.dev/signed': 'true', [ANNOTATIONS.startedBy]: 'eve' },
    },
    spec: {
      status: 'Cancelled',
      pipelineRef: { name: 'p' },
      taskRunTemplate: { serviceAccountName: 'sa', podTemplate: { nodeSelector: { gpu: 'l40s' } } },
      taskRunSpecs: [{ pipelineTaskName: 'load' }],
      workspaces: [
        {
          name: 'w',
          volumeClaimTemplate: {
            metadata: { creationTimestamp: null },
            spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
            status: {},
          },
        },
        { name: 's', secret: { secretName: 'hf' } },
      ],
    },
    status: { conditions: [{ type: 'Succeeded', status: 'False', reason: 'Cancelled' }] },
  });
  const request = rerunRequest(run);
  expect(request).toEqual({
    namespace: 'n',
    pipeline: 'p',
    generateName: 'stair-',
    experiment: 'stair',
    params: [],
    serviceAccountName: 'sa',
    workspaces: [
      { name: 'w', kind: 'volumeClaimTemplate', size: '1Gi', accessMode: 'ReadWriteOnce' },
      { name: 's', kind: 'raw', raw: { secret: { secretName: 'hf' } } },
    ],
    kept: {
      taskRunTemplate: { podTemplate: { nodeSelector: { gpu: 'l40s' } } },
      taskRunSpecs: [{ pipelineTaskName: 'load' }],
    },
  });
  const again = JSON.stringify(pipelineRunManifest(request, { startedBy: 'ada' }));
  for (const left of ['Cancelled', 'tekton.dev/pipeline"', 'chains', 'eve', 'x7k2p', '"status"']) {
    expect(again).not.toContain(left);
  }
  expect(again).toContain('nodeSelector');
});

const dnsName = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const binding: fc.Arbitrary<WorkspaceBinding> = fc.oneof(
  fc.record({ name: dnsName, kind: fc.constant('emptyDir' as const) }),
  fc.record({ name: dnsName, kind: fc.constant('persistentVolumeClaim' as const), claimName: dnsName }),
  fc.record({
    name: dnsName,
    kind: fc.constant('volumeClaimTemplate' as const),
    size: fc.constant('32Gi'),
    accessMode: fc.constant('ReadWriteMany'),
    storageClassName: dnsName,
  }),
  fc.record({
    name: dnsName,
    kind: fc.constant('raw' as const),
    raw: fc.record({ secret: fc.record({ secretName: dnsName }) }),
  })
);
const value = fc.oneof(
  fc.string(),
  fc.array(fc.string()),
  fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.string())
);
const requests: fc.Arbitrary<RunRequest> = fc.record({
  namespace: dnsName,
  pipeline: dnsName,
  generateName: dnsName.map((n) => `${n}-`),
  params: fc.uniqueArray(fc.record({ name: fc.stringMatching(/^p[a-z]{1,5}$/), value }), { selector: (p) => p.name }),
  workspaces: fc.array(binding),
  serviceAccountName: dnsName,
  timeouts: fc.record({ pipeline: fc.constant('12h') }),
  experiment: dnsName,
});

test('the request of a served manifest is the request that made it', () => {
  fc.assert(
    fc.property(requests, (request) => {
      const served = serve(pipelineRunManifest(request, { startedBy: 'ada' }));
      expect(requestFromManifest(served, 'elsewhere')).toEqual(request);
      expect(decodeRun(served)).toMatchObject({
        params: request.params,
        pipeline: request.pipeline,
        startedBy: 'ada',
        managed: true,
      });
    })
  );
});

test('chosen names and label values are always legal', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z][a-z0-9-]{0,80}$/), fc.string(), (prefix, text) => {
      expect(isDnsLabel(chooseName(prefix))).toBe(true);
      expect(isLabelValue(toLabelValue(text))).toBe(true);
    })
  );
});

test('a rerun of a run by resolver keeps the reference, and the stem of its name', () => {
  const pipelineRef = { resolver: 'git', params: [{ name: 'pathInRepo', value: 'load.yaml' }] };
  const run = servedRun({
    metadata: {
      generateName: undefined,
      name: 'stair-short-wva-x7k2p',
      labels: { 'tekton.dev/pipeline': 'wva-load-test' },
    },
    spec: { pipelineRef },
  });
  const request = rerunRequest({ manifest: run, namespace: 'experiment-01' });
  expect(request).toMatchObject({ pipeline: 'wva-load-test', generateName: 'stair-short-wva-', kept: { pipelineRef } });
  expect(pipelineRunManifest(request, { startedBy: 'ada' })).toMatchObject({ spec: { pipelineRef } });
});

test.each([
  ['nightly', 'nightly-'],
  ['stair-wva-abcde', 'stair-wva-abcde-'],
  ['stair-wva-bcdfg', 'stair-wva-'],
])('the stem of %s is %s', (name, generateName) => {
  const run = servedRun({ metadata: { generateName: undefined, name } });
  expect(rerunRequest({ manifest: run, namespace: 'experiment-01' })).toMatchObject({ generateName });
});

test('a run with its Pipeline inline cannot be repeated, and says why', () => {
  const run = servedRun({ spec: { pipelineRef: undefined, pipelineSpec: { tasks: [] } } });
  expect(() => rerunRequest({ manifest: run, namespace: 'n' })).toThrow('has its Pipeline inline');
});
