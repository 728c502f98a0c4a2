/**
 * Whether a scaler answers, by what its HorizontalPodAutoscaler shows before the load.
 *
 * @jest-environment node
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { parse } from 'yaml';

import { scaledObject } from '../../../src/kube/scaledObject';
import type { ScalerKind } from '../../../src/kube/scalers';
import { hasPython } from './taskScript';

const SCRIPTS = path.resolve('deploy/base/pipeline/scripts');
const testPython = hasPython ? test : test.skip;
const RUN = `
import json, sys
sys.path.insert(0, sys.argv[1])
from scaler import follows_wva, unanswered
scaled, hpa, replicas = json.load(sys.stdin)
print(json.dumps([unanswered(scaled, hpa, replicas), follows_wva(scaled)]))
`;

const scaled = (kind: ScalerKind): unknown =>
  parse(scaledObject(kind, { namespace: 'n', deployment: 'd', modelId: 'm' }, { minReplicas: 1, maxReplicas: 9 }));

/** The HPA of a ScaledObject whose triggers have these averages; undefined: none. */
function hpa(averages: Array<string | undefined>, currentReplicas: number, more: object = {}) {
  const external = (i: number, rest: object = {}) => ({
    type: 'External',
    external: { metric: { name: `s${i}-prometheus` }, ...rest },
  });
  return {
    spec: { metrics: averages.map((_, i) => external(i)) },
    status: {
      currentReplicas,
      currentMetrics: averages.map((average, i) =>
        average === undefined ? { type: '' } : external(i, { current: { averageValue: average } })
      ),
      conditions: [{ type: 'ScalingActive', status: 'True', message: 'the HPA was able to compute' }],
      ...more,
    },
  };
}

const INACTIVE = { conditions: [{ type: 'ScalingActive', status: 'False', message: 'unable to get external metric' }] };

testPython.each<[string, ScalerKind, unknown, number, RegExp]>([
  ['WVA wants what is there', 'wva', hpa(['1'], 1), 1, /^$/],
  ['WVA wants what is there, as an average', 'wva', hpa(['1'], 3), 3, /^$/],
  ['WVA wants fewer', 'wva', hpa(['500m'], 4), 4, /^$/],
  ['the number of the run before', 'wva', hpa(['4'], 1), 1, /WVA still wants 4 replicas.* and 1 are there$/],
  ['an empty answer that KEDA takes for 0', 'wva', hpa(['0'], 1), 1, /WVA says nothing.*llm-d\.ai\/model-id/],
  ['no answer', 'wva', hpa([undefined], 1, INACTIVE), 1, /wva-desired-replicas has no answer: unable to get/],
  ['no HPA yet', 'wva', null, 1, /KEDA has made no Horizontal/],
  ['an HPA without a status yet', 'wva', { ...hpa(['1'], 1), status: {} }, 1, /has no answer$/],
  ['both signals, at rest', 'keda-queue', hpa(['0', '0'], 1), 1, /^$/],
  ['one signal of two', 'keda-queue', hpa(['0', undefined], 1), 1, /epp-running-requests has no answer$/],
  ['saturation', 'keda-saturation', hpa(['120m', '0'], 1), 1, /^$/],
  ['KV use and queue', 'hpa', hpa(['10m', '0'], 1), 1, /^$/],
  ['inactive', 'hpa', hpa(['10m', '0'], 1, INACTIVE), 1, /not active/],
])('%s (%s)', (_what, kind, autoscaler, replicas, said) => {
  const input = JSON.stringify([scaled(kind), autoscaler, replicas]);
  const { stdout, stderr } = spawnSync('python3', ['-c', RUN, SCRIPTS], { input, encoding: 'utf8' });
  expect(stderr).toBe('');
  const [problem, followsWva] = JSON.parse(stdout) as [string, boolean];
  expect(problem).toMatch(said);
  expect(followsWva).toBe(kind === 'wva');
});
