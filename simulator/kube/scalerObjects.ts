/** The ScaledObjects and HPAs of the simulated world, as the API server shows them. */
import { TRIGGERS, type TriggerKey } from '../../src/kube/scalers';
import type { ScalerView, Signal, TriggerSpec } from '../ports';
import { condition, type DayTwoObject } from './dayTwoObjects';

const KEY_OF: Readonly<Record<Signal, TriggerKey>> = {
  'wva-desired': 'wvaDesired',
  'epp-queue': 'eppQueue',
  'pool-saturation': 'poolSaturation',
  'epp-running': 'eppRunning',
  'kv-use': 'kvUse',
  waiting: 'waiting',
};

/** KEDA's ScaledObject, and the HPA that it makes of it. */
export function scalerObjects(scalers: readonly ScalerView[]): DayTwoObject[] {
  return scalers.flatMap((scaler) => [scaledObject(scaler), hpa(scaler)]);
}

function scaledObject(scaler: ScalerView): DayTwoObject {
  const { target, kind, name, spec, unanswered, conditions } = scaler;
  const isReady = unanswered.length === 0;
  return {
    group: 'keda.sh',
    version: 'v1alpha1',
    resource: 'scaledobjects',
    kind: 'ScaledObject',
    name,
    namespace: target.namespace,
    body: {
      spec: {
        scaleTargetRef: { kind, name: target.name },
        minReplicaCount: spec.minReplicas,
        maxReplicaCount: spec.maxReplicas,
        pollingInterval: spec.pollingSeconds,
        triggers: spec.triggers.map((trigger) => ({
          type: 'prometheus',
          name: trigger.name,
          metadata: { query: queryOf(trigger, scaler), threshold: String(trigger.threshold) },
        })),
      },
      status: {
        hpaName: `keda-hpa-${name}`,
        conditions: [
          isReady
            ? condition('Ready', 'True', 'ScaledObjectReady', 'ScaledObject is ready for scaling')
            : condition(
                'Ready',
                'False',
                'TriggerError',
                `the query of ${unanswered.join(', ')} has no answer: metric not found`
              ),
          condition('Active', conditions.ScalingActive ? 'True' : 'False', 'ScalerActive'),
          condition('Paused', 'False'),
        ],
      },
    },
  };
}

function queryOf({ signal }: TriggerSpec, { target, name, model }: ScalerView): string {
  return signal === undefined
    ? ''
    : TRIGGERS[KEY_OF[signal]].query({ ...target, deployment: target.name, name, modelId: model });
}

function hpa({ target, kind, name, spec, replicas, desired, conditions }: ScalerView): DayTwoObject {
  const active = conditions.ScalingActive
    ? condition(
        'ScalingActive',
        'True',
        'ValidMetricFound',
        'the HPA was able to successfully calculate a replica count'
      )
    : condition('ScalingActive', 'False', 'FailedGetExternalMetric', 'the HPA was unable to compute the replica count');
  return {
    group: 'autoscaling',
    version: 'v2',
    resource: 'horizontalpodautoscalers',
    kind: 'HorizontalPodAutoscaler',
    name: `keda-hpa-${name}`,
    namespace: target.namespace,
    body: {
      spec: {
        scaleTargetRef: { kind, name: target.name },
        minReplicas: Math.max(1, spec.minReplicas),
        maxReplicas: spec.maxReplicas,
      },
      status: {
        currentReplicas: replicas,
        desiredReplicas: desired,
        conditions: [
          condition('AbleToScale', conditions.AbleToScale ? 'True' : 'False', 'ReadyForNewScale'),
          active,
          condition('ScalingLimited', conditions.ScalingLimited ? 'True' : 'False', 'DesiredWithinRange'),
        ],
      },
    },
  };
}
