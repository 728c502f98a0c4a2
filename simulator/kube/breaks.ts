/** What operators and people break, for tests and the demo. */
import { LAB_MODEL, LAB_NAMESPACE, LAB_VARIANT, wvaScaler } from '../world/presets';
import type { ScalerView } from '../ports';
import { application, condition, type DayTwoObject } from './dayTwoObjects';
import { scalerObjects } from './scalerObjects';

/** A scaler whose query finds nothing: the name of its variant is wrong. */
const UNANSWERED: ScalerView = {
  target: { namespace: LAB_NAMESPACE, name: LAB_VARIANT },
  kind: 'Deployment',
  name: LAB_VARIANT,
  spec: wvaScaler({ minReplicas: 1, maxReplicas: 12 }),
  model: LAB_MODEL,
  replicas: 1,
  desired: 1,
  conditions: { AbleToScale: true, ScalingActive: false, ScalingLimited: false },
  unanswered: ['wva-desired-replicas'],
};

/** What a scenario breaks, by name: each as an operator or a person breaks it. */
export const BREAKS = {
  'gpu-operator': (all: DayTwoObject[]) =>
    change(all, 'clusterpolicies', {
      status: {
        state: 'notReady',
        conditions: [condition('Ready', 'False', 'OperandNotReady', 'the driver daemon set has 1 of 3 pods ready')],
      },
    }),
  'shared-storage': (all: DayTwoObject[]) => all.filter(({ name }) => name !== 'efs'),
  keda: (all: DayTwoObject[]) =>
    change(all, 'apiservices', {
      status: {
        conditions: [
          condition(
            'Available',
            'False',
            'MissingEndpoints',
            'endpoints for service/keda-metrics-apiserver in "openshift-keda" have no addresses'
          ),
        ],
      },
    }),
  'argo-cd': (all: DayTwoObject[]) =>
    all.map((one) =>
      one.name === 'workload-variant-autoscaler'
        ? application(
            one.name,
            'llm-d-autoscaler',
            'Degraded',
            'OutOfSync',
            'Deployment "workload-variant-autoscaler-controller-manager" exceeded its progress deadline'
          )
        : one.name === 'llm-d'
          ? application(
              one.name,
              'experiment-01',
              'Progressing',
              'Synced',
              'Waiting for rollout to finish: 0 of 1 updated replicas are available'
            )
          : one
    ),
  'node-features': (all: DayTwoObject[]) =>
    all.map((one) =>
      one.resource === 'nodes'
        ? {
            ...one,
            labels: Object.fromEntries(
              Object.entries(one.labels ?? {}).filter(([key]) => !key.startsWith('feature.node'))
            ),
          }
        : one
    ),
  'gpu-nodes': (all: DayTwoObject[]) => all.filter(({ resource }) => resource !== 'nodes'),
  tekton: (all: DayTwoObject[]) =>
    all.map((one) => (one.name === 'pipelines-info' ? { ...one, body: { data: { version: 'v0.44.4' } } } : one)),
  scalers: (all: DayTwoObject[]) => [...all, ...scalerObjects([UNANSWERED])],
  policies: (all: DayTwoObject[]) => all.filter(({ resource }) => resource !== 'validatingadmissionpolicies'),
  'inference-pool': (all: DayTwoObject[]) => all.filter(({ resource }) => resource !== 'inferencepools'),
} as const;
export type BreakName = keyof typeof BREAKS;

/** A day after a fresh cluster: the parts of an install that are most often forgotten or still on their way. */
const HALF_INSTALLED: readonly BreakName[] = ['gpu-operator', 'shared-storage', 'keda', 'argo-cd', 'inference-pool'];
/** Several breaks under one name. */
const SCENARIOS: Readonly<Record<string, readonly BreakName[]>> = { 'half-installed': HALF_INSTALLED };
export const BREAK_CHOICES: readonly string[] = [...Object.keys(SCENARIOS), ...Object.keys(BREAKS)];

/** The breaks that names stand for; undefined where one is not known. */
export function breaksOf(names: readonly string[]): BreakName[] | undefined {
  return names.every((name) => BREAK_CHOICES.includes(name))
    ? names.flatMap((name) => SCENARIOS[name] ?? [name as BreakName])
    : undefined;
}

function change(all: DayTwoObject[], resource: string, body: Record<string, unknown>): DayTwoObject[] {
  return all.map((one) => (one.resource === resource ? { ...one, body } : one));
}
