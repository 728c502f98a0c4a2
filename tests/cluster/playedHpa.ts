/** KEDA and the HPA's controller, played where none runs. */
import { admin } from './facts';
import { NAMESPACE } from './policyCases';

export const HPAS = `/apis/autoscaling/v2/namespaces/${NAMESPACE}/horizontalpodautoscalers`;

/** The HPA of a ScaledObject of one trigger, which wants the replica that is there. */
export async function answeringHpa(name: string): Promise<void> {
  const metric = { name: 's0-prometheus' };
  await admin.must('POST', HPAS, {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: `keda-hpa-${name}` },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: 1,
      maxReplicas: 12,
      metrics: [{ type: 'External', external: { metric, target: { type: 'AverageValue', averageValue: '1' } } }],
    },
  });
  const status = {
    currentReplicas: 1,
    desiredReplicas: 1,
    currentMetrics: [{ type: 'External', external: { metric, current: { averageValue: '1' } } }],
    conditions: [{ type: 'ScalingActive', status: 'True', reason: 'ValidMetricFound', message: 'found' }],
  };
  await admin.must('PATCH', `${HPAS}/keda-hpa-${name}/status`, { status }, 'application/merge-patch+json');
}
