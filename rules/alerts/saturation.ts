/** Is a replica full, whatever the autoscaler makes of it? */
import { VARIANT_RECORDINGS as R } from '../../src/queries/recordings';
import type { SaturationLimits } from '../../src/queries/saturation';
import type { Alert } from '../rule';
import { figure, VARIANT, VARIANT_PAGE } from '../text';

/** The thresholds are WVA's: at them it counts a replica as saturated. */
export const saturationAlerts = ({ kvCacheThreshold, queueLengthThreshold }: SaturationLimits): Alert[] => [
  {
    alert: 'WvaKvCacheSaturated',
    expr: `${R.kv.record} >= ${kvCacheThreshold}`,
    // A decision and a pod's start fit in twice.
    for: '15m',
    severity: 'warning',
    summary: `A replica of ${VARIANT} has {{ $value | humanizePercentage }} of its KV cache in use`,
    description: `The fullest replica has been at or above kvCacheThreshold (${kvCacheThreshold}) for 15 minutes, so scaling has not helped. ${figure('saturated')} of ${figure('ready')} ready replicas are saturated; the longest queue is ${figure('queue')}; desired ${figure('desired')}. From here vLLM makes requests wait and preempts running ones.`,
    dashboard: VARIANT_PAGE,
  },
  {
    alert: 'WvaQueueSaturated',
    expr: `${R.queue.record} >= ${queueLengthThreshold}`,
    // Two decisions and two starts of seven minutes, and a margin: until then WVA may yet catch up with a load that jumped.
    for: '20m',
    severity: 'critical',
    summary: `{{ $value }} requests wait at one replica of ${VARIANT}`,
    description: `The longest queue has been at or above queueLengthThreshold (${queueLengthThreshold}) in every minute of the last 20: users wait for their first token. ${figure('saturated')} of ${figure('ready')} ready replicas are saturated, KV cache up to ${figure('kv', '%.2f')}; desired ${figure('desired')}, the HPA's maximum ${figure('hpaMax')}.`,
    dashboard: VARIANT_PAGE,
  },
];
