import fc from 'fast-check';

import { effectiveThresholds } from '../../domain/variant';
import { imagesOf, scalingSettings, thresholdSettings } from './settingsInForce';

const SCALED_OBJECT = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
spec:
  pollingInterval: 10
  minReplicaCount: 1
  maxReplicaCount: 12
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        scaleDown: { stabilizationWindowSeconds: 60 }
`;

test('bounds and windows come from the ScaledObject of the run', () => {
  const settings = scalingSettings([
    { name: 'initial-replicas', value: '1' },
    { name: 'scaled-object', value: SCALED_OBJECT },
  ]);
  expect(settings.map(({ name, value }) => `${name} = ${value}`)).toEqual([
    'initial replicas = 1',
    'pollingInterval = 10',
    'minReplicaCount = 1',
    'maxReplicaCount = 12',
    'advanced.horizontalPodAutoscalerConfig.behavior.scaleDown.stabilizationWindowSeconds = 60',
  ]);
});

test('thresholds carry who says so', () => {
  const thresholds = effectiveThresholds({ values: { kvCacheThreshold: 0.7 }, source: 'ConfigMap ns/wva' });
  expect(thresholdSettings(thresholds).slice(0, 2)).toEqual([
    { name: 'kvCacheThreshold', value: '0.7', source: 'ConfigMap ns/wva' },
    { name: 'queueLengthThreshold', value: '5', source: "WVA's default" },
  ]);
});

test('images of steps, params and results, each once', () => {
  const run = {
    params: [
      { name: 'vllm-image', value: 'vllm:0.11' },
      { name: 'model', value: 'llama' },
    ],
    results: [{ name: 'wva-version', value: '0.5.1' }],
    manifest: {
      spec: {
        pipelineSpec: { tasks: [{ name: 'load', taskSpec: { steps: [{ name: 'run', image: 'guidellm:1' }] } }] },
      },
      status: {
        pipelineSpec: { tasks: [{ name: 'load', taskSpec: { steps: [{ name: 'run', image: 'guidellm:1' }] } }] },
      },
    },
  };
  expect(imagesOf(run).map(({ name, value, source }) => [name, value, source])).toEqual([
    ['wva-version', '0.5.1', 'result'],
    ['vllm-image', 'vllm:0.11', 'param'],
    ['run', 'guidellm:1', 'step'],
  ]);
});

test('any object has images or none, and never an error', () => {
  fc.assert(
    fc.property(fc.object({ maxDepth: 4 }), (manifest) => {
      expect(Array.isArray(imagesOf({ manifest, params: [], results: [] }))).toBe(true);
    })
  );
});
