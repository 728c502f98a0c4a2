/** The scalers and their targets in words. */
import { t } from '../../i18n/t';
import { SCALER_KINDS, type ScalerKind, type TriggerKey } from '../../kube/scalers';
import type { ScalingDraft, ScalingMode } from './scaling';

function scalerName(kind: ScalerKind): string {
  switch (kind) {
    case 'wva':
      return t('experiment.scaling.wva', 'Autoscaler (WVA)');
    case 'keda-queue':
      return t('experiment.scaling.keda-queue', 'KEDA on the router’s queue');
    case 'keda-saturation':
      return t('experiment.scaling.keda-saturation', 'KEDA on pool saturation');
    case 'hpa':
      return t('experiment.scaling.hpa', 'HPA on KV use and queue');
  }
}

/** @param mode the one in force: a ScaledObject of another kind is offered only where there is one */
export function modeOptions(mode: ScalingMode): Array<{ value: ScalingMode; label: string }> {
  return [
    { value: 'static', label: t('experiment.scaling.static', 'Static') },
    ...SCALER_KINDS.map((kind) => ({ value: kind, label: scalerName(kind) })),
    ...(mode === 'custom'
      ? [{ value: 'custom' as const, label: t('experiment.scaling.custom', 'Own ScaledObject') }]
      : []),
  ];
}

/** A target is what one replica may have: the HPA wants the measured total over it, rounded up. */
export const targetLabels = (): Readonly<Record<TriggerKey, string>> => ({
  wvaDesired: t('experiment.scaling.target.wva', 'Desired replicas per replica'),
  eppQueue: t('experiment.scaling.target.queue', 'Queued per replica'),
  poolSaturation: t('experiment.scaling.target.saturation', 'Saturation'),
  eppRunning: t('experiment.scaling.target.running', 'Running per replica'),
  kvUse: t('experiment.scaling.target.kv', 'KV cache use'),
  waiting: t('experiment.scaling.target.waiting', 'Waiting per replica'),
});

/** The replicas of a choice, in a line. */
export function scalingText({ mode, replicas, min, max, initial }: ScalingDraft): string {
  switch (mode) {
    case 'static':
      return t('experiment.scaling.says-static', '{{replicas}} throughout', { replicas });
    case 'custom':
      return t('experiment.scaling.says-custom', 'as the ScaledObject says, {{initial}} to begin with', { initial });
    default:
      return t('experiment.scaling.says-scaled', '{{min}} to {{max}}, {{initial}} to begin with', {
        min,
        max,
        initial,
      });
  }
}
