/** Cases of the alert on desired replicas that swing under a steady load. */
import type { AlertCase } from '../case';
import { DEPLOYMENT, grow, hold, NAMESPACE, variant, vllm } from '../world';

const labels = { namespace: NAMESPACE, variant: DEPLOYMENT };
const dashboard = '/a/llmd-wva-app/variants/experiment-01/decode';

/** Up and down between one replica and another every five minutes, for 70 minutes. */
const swinging = Array.from({ length: 7 }, () => `${hold(2, 5)} ${hold(3, 5)}`).join(' ');
const served = (values: string) => [
  vllm('success', 0, values, { finished_reason: 'stop' }),
  // Rules read of it that the server is there.
  vllm('running', 0, values),
];

export const OSCILLATION_CASES: AlertCase[] = [
  {
    alert: 'WvaOscillation',
    says: 'Up and down under steady load',
    series: (scrape) => [...variant(scrape, { desired: swinging }), ...served(grow(60, 70))],
    // The hour before it neither begins nor ends with a swing: Prometheus 3 leaves out a sample at its very beginning.
    at: '68m',
    firing: [
      {
        severity: 'warning',
        labels,
        summary: 'experiment-01/decode was scaled down 6 times in an hour of steady load, and up again',
        description:
          "WVA's desired replicas rose and fell at least 3 times each within an hour in which the served rate held steady (now 1.00 req/s; its 90th percentile is below 1.5 times its 10th). Each swing costs minutes of a GPU that starts and serves no requests. Desired is now 3.",
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaOscillation',
    says: 'Up and down after a load that comes in bursts',
    series: (scrape) => [
      ...variant(scrape, { desired: swinging }),
      ...served(Array.from({ length: 7 }, (_, i) => `${grow(12, 5, 660 * i)} ${grow(120, 5, 660 * i + 60)}`).join(' ')),
    ],
    at: '69m',
  },
  {
    alert: 'WvaOscillation',
    says: 'Up only, step by step',
    series: (scrape) => [
      ...variant(scrape, { desired: [1, 2, 3, 4, 5, 6, 7].map((replicas) => hold(replicas, 10)).join(' ') }),
      ...served(grow(60, 70)),
    ],
    at: '69m',
  },
];
