/** What each check of the cluster and of delivery says of a fault. */

import type { CheckState } from './verdict';
import {
  absent,
  application,
  condition,
  failed,
  forbidden,
  found,
  meta,
  objects,
  withObjects,
} from './checks.fixtures';
import type { Findings } from './findings';

export type CheckCase = [check: string, what: string, part: Partial<Findings>, state: CheckState, evidence: RegExp];

export const CLUSTER_CASES: CheckCase[] = [
  ['api-server', 'does not answer', { version: failed }, 'cannot-see', /10 s/],
  ['gpu-nodes', 'none', { nodes: found([]) }, 'missing', /no node/i],
  ['gpu-nodes', 'forbidden', { nodes: forbidden }, 'cannot-see', /list things/],
  [
    'gpu-operator',
    'not ready',
    withObjects({
      clusterPolicies: objects('clusterPolicies', {
        metadata: { name: 'p' },
        status: { state: 'notReady', conditions: [condition('Error', 'True', 'DriverNotReady')] },
      }),
    }),
    'not-ready',
    /DriverNotReady/,
  ],
  [
    'gpu-operator',
    'an older one without conditions',
    withObjects({ clusterPolicies: objects('clusterPolicies', { metadata: { name: 'p' } }) }),
    'not-ready',
    /without a state/,
  ],
  [
    'gpu-operator',
    'installed without a policy',
    withObjects({ clusterPolicies: objects('clusterPolicies') }),
    'missing',
    /without a ClusterPolicy/,
  ],
  [
    'gpu-operator',
    'nodes have GPUs without it',
    withObjects({ clusterPolicies: absent }),
    'not-needed',
    /but no GPU operator/,
  ],
  [
    'gpu-operator',
    'neither nodes nor operator',
    { ...withObjects({ clusterPolicies: absent }), nodes: found([]) },
    'missing',
    /not installed/,
  ],
  [
    'node-features',
    'labels are missing',
    { nodes: found([{ name: 'a', namespace: '', annotations: {}, labels: {} }]) },
    'missing',
    /a\./,
  ],
  ['service-mesh', 'not wanted', { groups: found(new Map([['tekton.dev', ['v1']]])) }, 'not-needed', /no gateway/i],
  [
    'service-mesh',
    'wanted and absent',
    {
      groups: found(new Map([['tekton.dev', ['v1']]])),
      ...withObjects({ gateways: objects('gateways', { metadata: meta('g', { labels: { 'istio.io/rev': 'x' } }) }) }),
    },
    'missing',
    /asks for Istio/,
  ],
  [
    'shared-storage',
    'block storage only',
    withObjects({
      storageClasses: objects('storageClasses', {
        metadata: { name: 'gp3', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
        provisioner: 'ebs.csi.aws.com',
      }),
    }),
    'missing',
    /default class is gp3/,
  ],
  ['argo-cd', 'not installed', withObjects({ applications: absent }), 'not-needed', /not installed/],
  [
    'argo-cd',
    'one degraded',
    withObjects({
      applications: objects(
        'applications',
        application('a', 'Healthy', 'Synced'),
        application('b', 'Degraded', 'Synced', 'no pods')
      ),
    }),
    'not-ready',
    /1 of 2.*: b/,
  ],
  [
    'argo-cd',
    'an Application without a status',
    withObjects({ applications: objects('applications', { metadata: { name: 'new', namespace: 'argocd' } }) }),
    'not-ready',
    /new/,
  ],
];
