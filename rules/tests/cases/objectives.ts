/** Cases of the alerts on what users were promised. */
import { M } from '../../../src/queries/metrics';
import type { AlertCase } from '../case';
import { DEPLOYMENT, grow, hold, NAMESPACE, podName, variant, vllm, type InputSeries, type Scrape } from '../world';

const labels = { namespace: NAMESPACE, variant: DEPLOYMENT };
const dashboard = '/a/llmd-wva-app/variants/experiment-01/decode';
const STATE = "0 of 2 ready replicas are saturated; the longest queue is 2; desired 2, the HPA's maximum 12.";

const two = (scrape: Scrape) =>
  variant(scrape, {
    desired: hold(2, 40),
    created: hold(2, 40),
    ready: hold(2, 40),
    hpaDesired: hold(2, 40),
    hpaMax: hold(12, 40),
    replicas: [
      { kv: hold(0.4, 40), waiting: hold(2, 40) },
      { kv: hold(0.4, 40), waiting: hold(0, 40) },
    ],
  });

/** Of 60 a minute so many within the limit, the rest within twice as long. */
const within = (key: 'ttft' | 'itl', limit: number, perMinute: string) => (scrape: Scrape) => [
  ...two(scrape),
  vllm('running', 0, hold(3, 40)),
  ...[
    [String(limit), perMinute],
    [String(2 * limit), grow(60, 40)],
    ['+Inf', grow(60, 40)],
  ].map(([le, values]): InputSeries => ({
    series: `${M[key]}_bucket{namespace="${NAMESPACE}",pod="${podName(0)}",model_name="m",le="${le}"}`,
    values: values!,
  })),
];

const ending = (failed: string) => (scrape: Scrape) => [
  ...two(scrape),
  vllm('success', 0, grow(48, 40), { finished_reason: 'stop' }),
  vllm('success', 0, failed, { finished_reason: 'abort' }),
];

export const OBJECTIVE_CASES: AlertCase[] = [
  {
    alert: 'WvaTtftAboveObjective',
    says: 'Six first tokens in sixty come within ten seconds',
    series: within('ttft', 10, grow(6, 40)),
    at: '30m',
    firing: [
      {
        severity: 'warning',
        labels,
        summary: 'Nine in ten requests of experiment-01/decode wait up to 18.89s for their first token',
        description: `The objective is 10 s for nine requests in ten, and it has been missed for 15 minutes. ${STATE}`,
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaTtftAboveObjective',
    says: 'Nineteen in twenty come within ten seconds',
    series: within('ttft', 10, grow(57, 40)),
    at: '30m',
  },
  {
    alert: 'WvaTtftAboveObjective',
    says: 'Slow for ten minutes, until a scale-up helped',
    series: within('ttft', 10, `${grow(6, 10)} ${grow(60, 30, 60)}`),
    at: '20m',
  },
  {
    alert: 'WvaItlAboveObjective',
    says: 'Six tokens in sixty come within 0.2 seconds',
    series: within('itl', 0.2, grow(6, 40)),
    at: '30m',
    firing: [
      {
        severity: 'warning',
        labels,
        summary: 'Nine in ten tokens of experiment-01/decode come up to 377.8ms after the one before',
        description: `The objective is 0.2 s for nine tokens in ten, and it has been missed for 15 minutes. ${STATE}`,
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaItlAboveObjective',
    says: 'Nineteen in twenty come within 0.2 seconds',
    series: within('itl', 0.2, grow(57, 40)),
    at: '30m',
  },
  {
    alert: 'WvaErrorsAboveObjective',
    says: 'Twelve requests of sixty are aborted',
    series: ending(grow(12, 40)),
    at: '30m',
    firing: [
      {
        severity: 'warning',
        labels,
        summary: '20% of the requests of experiment-01/decode end without a complete answer',
        description: `The objective is at most 0.1 of the requests that end, and it has been missed for 15 minutes. ${STATE}`,
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaErrorsAboveObjective',
    says: 'Two requests of fifty are aborted',
    series: ending(grow(2, 40)),
    at: '30m',
  },
];
