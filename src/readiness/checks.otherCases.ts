/** What each check of pipelines, scalers, serving, metrics and of this plugin says of a fault. */
import { detect } from '../queries/detection';

import {
  condition,
  failed,
  forbidden,
  found,
  GOOD,
  hpa,
  meta,
  objects,
  PIPELINE,
  scaledObject,
  withObjects,
  withPrometheus,
} from './checks.fixtures';

import type { CheckCase } from './checks.clusterCases';

export const OTHER_CASES: CheckCase[] = [
  ['tekton', 'not installed', { groups: found(new Map()) }, 'missing', /tekton\.dev/],
  ['tekton', 'v1beta1 only', { groups: found(new Map([['tekton.dev', ['v1beta1']]])) }, 'not-ready', /v1beta1/],
  [
    'tekton',
    'too old',
    withObjects({
      tektonInfo: objects('tektonInfo', { metadata: meta('pipelines-info'), data: { version: 'v0.44.0' } }),
    }),
    'not-ready',
    /v0\.44/,
  ],
  ['tekton', 'its version cannot be read', withObjects({ tektonInfo: forbidden }), 'ready', /not known/],
  ['pipelines', 'none', { pipelines: found([]) }, 'missing', /No Pipeline/],
  ['pipelines', 'forbidden', { pipelines: forbidden }, 'cannot-see', /list things/],
  [
    'presets',
    'a Pipeline is gone',
    { pipelines: found([{ ...PIPELINE, name: 'other' }]) },
    'not-ready',
    /wva-experiment is not there/,
  ],
  [
    'presets',
    'a param without a value',
    { pipelines: found([{ ...PIPELINE, params: [{ name: 'model', type: 'string' as const, description: '' }] }]) },
    'not-ready',
    /model/,
  ],
  [
    'presets',
    'a broken ConfigMap',
    { presets: found({ presets: [], broken: [{ name: 'x', error: 'is not YAML' }] }) },
    'not-ready',
    /x: is not YAML/,
  ],
  ['secrets', 'none is named', { pipelines: found([{ ...PIPELINE, params: [] }]) }, 'not-needed', /No param/],
  ['secrets', 'one is named', {}, 'cannot-see', /llm-d-hf-token/],
  ['keda', 'absent', { groups: found(new Map([['tekton.dev', ['v1']]])) }, 'missing', /keda\.sh/],
  ['keda', 'no metrics API', withObjects({ apiServices: objects('apiServices') }), 'missing', /not registered/],
  [
    'keda',
    'metrics API down',
    withObjects({
      apiServices: objects('apiServices', {
        metadata: { name: 'x' },
        status: { conditions: [condition('Available', 'False', 'MissingEndpoints')] },
      }),
    }),
    'not-ready',
    /MissingEndpoints/,
  ],
  [
    'scalers',
    'a ScaledObject is not ready',
    withObjects({
      scaledObjects: objects('scaledObjects', scaledObject([condition('Ready', 'False', 'ScaledObjectCheckFailed')])),
    }),
    'not-ready',
    /ScaledObjectCheckFailed/,
  ],
  [
    'scalers',
    'a paused one',
    withObjects({ scaledObjects: objects('scaledObjects', scaledObject([condition('Paused', 'True')])) }),
    'not-ready',
    /paused/,
  ],
  [
    'scalers',
    'an inactive HPA',
    withObjects({
      autoscalers: objects('autoscalers', hpa('h', [condition('ScalingActive', 'False', 'FailedGetExternalMetric')])),
    }),
    'not-ready',
    /FailedGetExternalMetric/,
  ],
  [
    'scalers',
    'two HPAs on one workload',
    withObjects({ autoscalers: objects('autoscalers', hpa('one'), hpa('two')) }),
    'not-ready',
    /one, two scale the same workload decode/,
  ],
  [
    'scalers',
    'nothing scales',
    withObjects({ scaledObjects: objects('scaledObjects'), autoscalers: objects('autoscalers') }),
    'not-needed',
    /nothing scales/i,
  ],
  ['wva', 'followed and silent', withPrometheus({ detection: detect([]) }), 'missing', /decode follow/],
  [
    'wva',
    'not in use',
    {
      ...withObjects({ scaledObjects: objects('scaledObjects', scaledObject([], 'llm_d_epp_queue')) }),
      ...withPrometheus({ detection: detect([]) }),
    },
    'not-needed',
    /nothing/i,
  ],
  [
    'wva-config',
    'not readable',
    { thresholds: found({ kind: 'absent', from: 'llm-d-autoscaler/wva' }) },
    'cannot-see',
    /may not read/,
  ],
  [
    'wva-config',
    'no thresholds in it',
    { thresholds: found({ kind: 'broken', from: 'llm-d-autoscaler/wva', reason: 'no key "default"' }) },
    'not-ready',
    /no key.*defaults/,
  ],
  [
    'inference-pools',
    'not accepted',
    withObjects({
      inferencePools: objects('inferencePools', {
        metadata: meta('pool'),
        status: { parents: [{ conditions: [condition('Accepted', 'False', 'NoMatchingParent')] }] },
      }),
    }),
    'not-ready',
    /NoMatchingParent/,
  ],
  [
    'inference-pools',
    'an older version of the API',
    withObjects({
      inferencePools: objects('inferencePools', {
        metadata: meta('pool'),
        status: { parent: [{ conditions: [condition('Accepted', 'True')] }] },
      }),
    }),
    'ready',
    /pool/,
  ],
  ['vllm-scraped', 'not scraped', withPrometheus({ scrapeSeconds: { kube: 30 } }), 'missing', /no metrics of vLLM/],
  ['vllm-scraped', 'too seldom', withPrometheus({ scrapeSeconds: { vllm: 120 } }), 'not-ready', /120 s/],
  ['epp-scraped', 'not scraped', withPrometheus({ scrapeSeconds: {} }), 'not-needed', /flow control/],
  ['dcgm-scraped', 'not scraped', withPrometheus({ scrapeSeconds: {} }), 'missing', /DCGM/],
  ['recorder', 'none', withPrometheus({ recorderSilentSeconds: undefined }), 'not-needed', /while a page of an Editor/],
  ['recorder', 'silent', withPrometheus({ recorderSilentSeconds: 7200 }), 'not-ready', /2 ?h/],
  ['history', 'a day only', withPrometheus({ historyHours: 23 }), 'not-ready', /24 hours/],
  ['history', 'scraping has just begun', withPrometheus({ historyHours: 1 }), 'not-needed', /after a day/],
  ['rules', 'not loaded', withPrometheus({ recordedSeries: 0 }), 'missing', /recording rules/],
  ['rules', 'with their alerts', {}, 'ready', /alerts are loaded/],
  ['rules', 'without alerts', withPrometheus({ ruleGroups: { all: 3, alerts: 0 } }), 'not-ready', /no alerts beside/],
  ['rules', 'of which nobody tells', withPrometheus({ ruleGroups: undefined }), 'ready', /is not known/],
  ['clock', 'off by five minutes', { clockSkewMs: -300_000 }, 'not-ready', /5m 00s/],
  ['prometheus', 'does not answer', { prometheus: failed }, 'cannot-see', /10 s/],
  ['starting', 'no runner token', { settings: { ...GOOD.settings, canStart: false } }, 'not-needed', /watched/],
  [
    'policies',
    'none in force',
    withObjects({ admissionPolicies: objects('admissionPolicies') }),
    'missing',
    /confined by its role/,
  ],
  ['policies', 'forbidden', withObjects({ admissionPolicies: forbidden }), 'cannot-see', /list things/],
];
