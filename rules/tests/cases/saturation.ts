/** Cases of the alerts on full replicas. */
import type { AlertCase } from '../case';
import { DEPLOYMENT, hold, NAMESPACE, variant, type Scrape } from '../world';

const labels = { namespace: NAMESPACE, variant: DEPLOYMENT };
const dashboard = '/a/llmd-wva-app/variants/experiment-01/decode';

/** Two ready replicas, of which the second is as told. */
const second = (kv: string, waiting: string) => (scrape: Scrape) =>
  variant(scrape, {
    desired: hold(2, 30),
    created: hold(2, 30),
    ready: hold(2, 30),
    hpaDesired: hold(2, 30),
    hpaMax: hold(12, 30),
    replicas: [
      { kv: hold(0.4, 30), waiting: hold(0, 30) },
      { kv, waiting },
    ],
  });

export const SATURATION_CASES: AlertCase[] = [
  {
    alert: 'WvaKvCacheSaturated',
    says: 'One replica of two is full for half an hour',
    series: second(hold(0.85, 30), hold(2, 30)),
    at: '20m',
    firing: [
      {
        severity: 'warning',
        labels,
        summary: 'A replica of experiment-01/decode has 85% of its KV cache in use',
        description:
          'The fullest replica has been at or above kvCacheThreshold (0.8) for 15 minutes, so scaling has not helped. 1 of 2 ready replicas are saturated; the longest queue is 2; desired 2. From here vLLM makes requests wait and preempts running ones.',
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaKvCacheSaturated',
    says: 'Full for ten minutes, until a scale-up helped',
    series: second(`${hold(0.85, 10)} ${hold(0.6, 20)}`, hold(0, 30)),
    at: '20m',
  },
  {
    alert: 'WvaKvCacheSaturated',
    says: 'Just below the threshold',
    series: second(hold(0.79, 30), hold(0, 30)),
    at: '20m',
  },
  {
    alert: 'WvaQueueSaturated',
    says: 'Nine requests wait at one replica',
    series: second(hold(0.7, 30), hold(9, 30)),
    at: '25m',
    firing: [
      {
        severity: 'critical',
        labels,
        summary: '9 requests wait at one replica of experiment-01/decode',
        description:
          "The longest queue has been at or above queueLengthThreshold (5) in every minute of the last 20: users wait for their first token. 1 of 2 ready replicas are saturated, KV cache up to 0.70; desired 2, the HPA's maximum 12.",
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaQueueSaturated',
    says: 'A queue for three minutes in every six',
    series: second(hold(0.7, 30), Array.from({ length: 5 }, () => `${hold(9, 3)} ${hold(0, 3)}`).join(' ')),
    at: '25m',
  },
  {
    alert: 'WvaQueueSaturated',
    says: 'The load jumped, and two scale-ups met it',
    series: second(hold(0.7, 30), `${hold(20, 8)} ${hold(9, 8)} ${hold(0, 14)}`),
    at: '25m',
  },
];
