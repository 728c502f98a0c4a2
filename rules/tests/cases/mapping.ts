/** Cases of the alert on pods of which WVA does not know whose they are. */
import { M } from '../../../src/queries/metrics';
import { SCRAPES_0_9, type AlertCase } from '../case';
import { grow, hold, NAMESPACE, type Scrape } from '../world';

/** As WVA counts pods of a namespace, scraped as its other series are. */
const misses =
  (values: string) =>
  ({ labels }: Scrape) => [
    {
      series: `${M.wvaMappingMisses}{${labels === 'openshift' ? 'namespace="llm-d-autoscaler",exported_' : ''}namespace="${NAMESPACE}",reason="unresolved"}`,
      values,
    },
  ];

export const MAPPING_CASES: AlertCase[] = [
  {
    alert: 'WvaPodMappingMisses',
    says: 'A pod belongs to nobody in every cycle',
    series: misses(grow(1, 60)),
    at: '40m',
    scrapes: SCRAPES_0_9,
    firing: [
      {
        severity: 'warning',
        labels: { namespace: NAMESPACE },
        summary: 'WVA does not know whose pods in experiment-01 are',
        description:
          'In 15m WVA met 15 times, once a cycle, a pod in experiment-01 that serves a model which it scales and that leads to no scaler which it manages. The load of such a pod counts in no decision.',
        dashboard: '/d/llmd-wva-controller',
      },
    ],
  },
  {
    alert: 'WvaPodMappingMisses',
    says: 'A pod was missed while it started',
    series: misses(`${hold(0, 30)} ${hold(2, 30)}`),
    at: '40m',
    scrapes: SCRAPES_0_9,
  },
];
