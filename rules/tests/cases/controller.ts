/** Cases of the alerts on WVA itself. */
import { M } from '../../../src/queries/metrics';
import { SCRAPES_0_9, type AlertCase } from '../case';
import { controller, DEPLOYMENT, gap, grow, hold, NAMESPACE, variant, vllm, wva, type Scrape } from '../world';

const dashboard = '/d/llmd-wva-controller';
const RECONCILER = { controller: 'variantAutoscaling' };
/** Versions with the VariantAutoscaling resource. */
const WITH_RESOURCE: Scrape[] = [
  { labels: 'openshift', wvaVersion: '0.5' },
  { labels: 'plain', wvaVersion: '0.4' },
];

/** WVA's wish goes away after half an hour, the pods stay. */
const silent = (minutesWithPods: number) => (scrape: Scrape) => [
  ...variant(scrape, {
    desired: `${hold(3, 30)} ${gap(30)}`,
    created: hold(3, minutesWithPods),
    ready: hold(2, minutesWithPods),
  }),
  vllm('running', 0, hold(5, minutesWithPods)),
];

const MISSING: AlertCase[] = [
  {
    alert: 'WvaMetricsMissing',
    says: 'WVA falls silent while its variant serves',
    series: silent(60),
    at: '50m',
    firing: [
      {
        severity: 'critical',
        labels: { namespace: NAMESPACE, variant: DEPLOYMENT },
        summary: 'WVA says nothing about experiment-01/decode any more; it has 3 replica(s)',
        description:
          "WVA's desired replicas were there within the last 6 hours (at most 3) and are gone, while the variant has 3 pod(s), 2 of them ready. The HPA holds the last replica count; nothing scales on load.",
        dashboard: '/a/llmd-wva-app/variants/experiment-01/decode',
      },
    ],
  },
  { alert: 'WvaMetricsMissing', says: 'The variant went too', series: silent(30), at: '50m' },
  {
    alert: 'WvaMetricsMissing',
    says: 'WVA missed scrapes for three minutes',
    series: (scrape) => [
      ...variant(scrape, { desired: `${hold(3, 30)} ${gap(3)} ${hold(3, 27)}`, created: hold(3, 60) }),
      vllm('running', 0, hold(5, 60)),
    ],
    at: '50m',
  },
];

const stopped = `${grow(1, 30)} 30+0x119`;
const STALLED: AlertCase[] = [
  {
    alert: 'WvaDecisionsStalled',
    says: 'Reconciles stop, the wish stays on show',
    series: (scrape) => [
      wva(scrape, 'wvaDesired', hold(3, 60)),
      controller(M.reconciles, stopped, { ...RECONCILER, result: 'success' }),
    ],
    at: '50m',
    scrapes: WITH_RESOURCE,
    firing: [stalled()],
  },
  {
    alert: 'WvaDecisionsStalled',
    says: 'Optimization cycles stop',
    series: () => [controller(`${M.wvaCycle}_count`, stopped, { status: 'success' })],
    at: '50m',
    scrapes: SCRAPES_0_9,
    firing: [stalled()],
  },
  {
    alert: 'WvaDecisionsStalled',
    says: 'One reconcile a minute; a second controller waits to lead',
    series: () => [
      controller(M.reconciles, grow(1, 60), { ...RECONCILER, result: 'success', pod: 'a' }),
      controller(M.reconciles, hold(0, 60), { ...RECONCILER, result: 'success', pod: 'b' }),
    ],
    at: '50m',
    scrapes: WITH_RESOURCE,
  },
  {
    alert: 'WvaDecisionsStalled',
    says: 'Cycles go on; other controllers of 0.9 reconcile nothing',
    series: () => [
      controller(`${M.wvaCycle}_count`, grow(1, 60), { status: 'success' }),
      controller(M.reconciles, hold(1, 60), { controller: 'configmap', result: 'success' }),
    ],
    at: '50m',
    scrapes: SCRAPES_0_9,
  },
];

function stalled() {
  return {
    severity: 'critical' as const,
    labels: {},
    summary: 'WVA has made 0 decisions in 10m',
    description:
      "WVA's controller is scraped, but neither its optimization cycles (0.7 and on) nor its reconciles of VariantAutoscaling (before) have counted up in 10m; one a minute is normal. The desired replicas that Prometheus shows are the last ones, however fresh they look.",
    dashboard,
  };
}

const up = (values: string) => [controller(M.wvaSaturationUp, values)];

const STALE: AlertCase[] = [
  {
    alert: 'WvaInputsStale',
    says: 'No cycle finds metrics, and replicas serve',
    series: (scrape) => [...up(hold(0, 30)), ...variant(scrape, { desired: hold(2, 30), ready: hold(2, 30) })],
    at: '25m',
    scrapes: SCRAPES_0_9,
    firing: [
      {
        severity: 'warning',
        labels: {},
        summary: 'WVA finds no metrics of the replicas that serve',
        description:
          'For 15 minutes no cycle of WVA has found metrics to decide on (wva_saturation_metrics_up is 0), while replicas are ready. It keeps every variant as it is.',
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaInputsStale',
    says: 'A healthy WVA counts a timestamp of each pod as missing, by design',
    series: (scrape) => [
      ...up(hold(1, 30)),
      controller(M.wvaFreshness, hold(2, 30), { variant_name: DEPLOYMENT, status: 'missing', pod: scrape.labels }),
      ...variant(scrape, { desired: hold(2, 30), ready: hold(2, 30) }),
    ],
    at: '25m',
    scrapes: SCRAPES_0_9,
  },
  {
    alert: 'WvaInputsStale',
    says: 'Nothing serves, so that there is nothing to read',
    series: (scrape) => [...up(hold(0, 30)), ...variant(scrape, { desired: hold(0, 30), ready: hold(0, 30) })],
    at: '25m',
    scrapes: SCRAPES_0_9,
  },
  {
    alert: 'WvaMetricCollectionFailing',
    says: 'A query fails in every cycle',
    series: () => [controller(M.wvaCollectionErrors, grow(1, 60))],
    at: '40m',
    scrapes: SCRAPES_0_9,
    firing: [
      {
        severity: 'warning',
        labels: {},
        summary: "15 of WVA's queries failed in 15m",
        description:
          'WVA counted 15 failed queries of Prometheus within 15m; 5 are a third of its cycles. A cycle without metrics decides nothing.',
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaMetricCollectionFailing',
    says: 'One query failed in the hour',
    series: () => [controller(M.wvaCollectionErrors, `${hold(0, 35)} ${hold(1, 25)}`)],
    at: '40m',
    scrapes: SCRAPES_0_9,
  },
];

const reconciling = (failed: number) => () => [
  controller(M.reconciles, grow(4 - failed, 60), { ...RECONCILER, result: 'success' }),
  controller(M.reconciles, grow(failed, 60), { ...RECONCILER, result: 'error' }),
  controller(M.reconcileErrors, grow(failed, 60), RECONCILER),
];

const ERRORS: AlertCase[] = [
  {
    alert: 'WvaReconcileErrors',
    says: 'One reconcile in four fails',
    series: reconciling(1),
    at: '40m',
    scrapes: WITH_RESOURCE,
    firing: [
      {
        severity: 'warning',
        labels: {},
        summary: "25% of WVA's reconciles fail",
        description:
          '25% of the reconciles of VariantAutoscaling objects in 15m ended in an error, more than 10 %. A variant whose reconcile fails keeps its last desired replicas.',
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaReconcileErrors',
    says: 'One in forty fails',
    series: reconciling(0.1),
    at: '40m',
    scrapes: WITH_RESOURCE,
  },
  {
    alert: 'WvaReconcileErrors',
    says: 'Nothing is reconciled at all',
    series: () => [
      controller(M.reconciles, hold(7, 60), { ...RECONCILER, result: 'success' }),
      controller(M.reconcileErrors, hold(1, 60), RECONCILER),
    ],
    at: '40m',
    scrapes: WITH_RESOURCE,
  },
  {
    alert: 'WvaControllerErrors',
    says: 'The collector fails in every cycle',
    series: () => [controller(M.wvaErrors, grow(1, 60), { component: 'collector', error_type: 'metrics_unavailable' })],
    at: '40m',
    scrapes: SCRAPES_0_9,
    firing: [
      {
        severity: 'warning',
        labels: { component: 'collector', error_type: 'metrics_unavailable' },
        summary: "WVA's collector failed 15 times in 15m",
        description:
          'WVA counted 15 errors of type metrics_unavailable in its collector within 15m; 5 are a third of its cycles.',
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaControllerErrors',
    says: 'One error in the hour',
    series: () => [
      controller(M.wvaErrors, `${hold(0, 35)} ${hold(1, 25)}`, { component: 'collector', error_type: 'timeout' }),
    ],
    at: '40m',
    scrapes: SCRAPES_0_9,
  },
];

export const CONTROLLER_CASES = [...MISSING, ...STALLED, ...STALE, ...ERRORS];
