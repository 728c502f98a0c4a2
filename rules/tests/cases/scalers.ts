/** Cases of the alerts on what carries a decision out: the HPA, KEDA, the scheduler. */
import { M } from '../../../src/queries/metrics';
import type { AlertCase } from '../case';
import { DEPLOYMENT, gap, grow, hold, kube, NAMESPACE, podName, variant, type Scrape } from '../world';

const labels = { namespace: NAMESPACE, variant: DEPLOYMENT };
const dashboard = '/a/llmd-wva-app/variants/experiment-01/decode';

const HPA = { namespace: NAMESPACE, horizontalpodautoscaler: `keda-hpa-${DEPLOYMENT}` };
const hpaInfo = kube(M.hpaInfo, hold(1, 30), {
  ...HPA,
  scaletargetref_kind: 'Deployment',
  scaletargetref_name: DEPLOYMENT,
});
const condition = (name: string, holds: string) =>
  kube(M.hpaCondition, holds, { ...HPA, condition: name, status: 'true' });
/** Three replicas of which one serves. */
const ONE_OF_THREE = { desired: hold(3, 30), created: hold(3, 30), ready: hold(1, 30) };
const inactive = (holds: string, created: string) => (scrape: Scrape) => [
  ...variant(scrape, { ...ONE_OF_THREE, created }),
  hpaInfo,
  condition('ScalingActive', holds),
  condition('AbleToScale', hold(0, 30)),
];

const HPA_INACTIVE: AlertCase[] = [
  {
    alert: 'WvaHpaInactive',
    says: 'The HPA has lost its metric',
    series: inactive(`${hold(1, 5)} ${hold(0, 25)}`, hold(3, 30)),
    at: '20m',
    firing: [
      {
        severity: 'warning',
        labels,
        summary: 'The HPA of experiment-01/decode does not scale: it has no metric to act on',
        description:
          'ScalingActive of the HPA has been false for 10 minutes. It holds 3 replica(s) whatever the load is. Its condition says which metric it cannot read.',
        dashboard,
      },
    ],
  },
  { alert: 'WvaHpaInactive', says: 'It acts', series: inactive(hold(1, 30), hold(3, 30)), at: '20m' },
  { alert: 'WvaHpaInactive', says: 'Scaled to zero', series: inactive(hold(0, 30), hold(0, 30)), at: '20m' },
];

const polls =
  (values: string, scaledObject = DEPLOYMENT) =>
  (scrape: Scrape) => [
    ...variant(scrape, ONE_OF_THREE),
    hpaInfo,
    kube(M.kedaErrors, values, {
      ...(scrape.labels === 'openshift'
        ? { namespace: 'keda', exported_namespace: NAMESPACE }
        : { namespace: NAMESPACE }),
      scaledObject,
      scaler: 'prometheusScaler',
      triggerIndex: '0',
    }),
  ];

const KEDA_ERRORS: AlertCase[] = [
  {
    alert: 'WvaKedaErrors',
    says: 'Two polls a minute fail',
    series: polls(grow(2, 30)),
    at: '20m',
    firing: [
      {
        severity: 'warning',
        labels,
        summary: 'KEDA cannot read a trigger of experiment-01/decode',
        description:
          '10 polls of a trigger of the ScaledObject failed in the last 5 minutes, and some did all the 10 minutes before. KEDA then keeps the replicas as they are, or, with a fallback, at its fixed number; now 3.',
        dashboard,
      },
    ],
  },
  { alert: 'WvaKedaErrors', says: 'Polls failed once', series: polls(`0+0x59 3+0x59`), at: '20m' },
  {
    alert: 'WvaKedaErrors',
    says: 'Polls of another ScaledObject fail',
    series: polls(grow(2, 30), 'other'),
    at: '20m',
  },
];

const waits = (values: string) => (scrape: Scrape) => [
  ...variant(scrape, ONE_OF_THREE),
  ...[0, 1, 2].flatMap((pod) => {
    const own = { namespace: NAMESPACE, pod: podName(pod) };
    return [
      kube(M.podReady, hold(pod === 0 ? 1 : 0, 30), { ...own, condition: 'true' }),
      ...(pod === 0 ? [] : [kube(M.podUnschedulable, values, own)]),
    ];
  }),
];

const UNSCHEDULABLE: AlertCase[] = [
  {
    alert: 'WvaReplicasUnschedulable',
    says: 'Two pods find no node',
    series: waits(hold(1, 30)),
    at: '20m',
    firing: [
      {
        severity: 'warning',
        labels,
        summary: 'No node takes 2 pod(s) of experiment-01/decode',
        description:
          '2 pod(s) have been unschedulable for 10 minutes: most often no GPU is free. Desired 3, created 3, ready 1.',
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaReplicasUnschedulable',
    says: 'A node came in time',
    series: waits(`${hold(1, 8)} ${gap(22)}`),
    at: '20m',
  },
];

const OWN = { namespace: NAMESPACE, horizontalpodautoscaler: 'decode-own' };
const scales = (hpa: Record<string, string>, values: string, kind = 'Deployment', target = DEPLOYMENT) =>
  kube(M.hpaInfo, values, { ...hpa, scaletargetref_kind: kind, scaletargetref_name: target });

const HPAS_CONFLICT: AlertCase[] = [
  {
    alert: 'WvaHpasConflict',
    says: 'An HPA of its own beside that of KEDA, both scraped twice',
    series: (scrape) => [
      ...variant(scrape, ONE_OF_THREE),
      ...['a', 'b'].flatMap((job) => [scales({ ...HPA, job }, hold(1, 30)), scales({ ...OWN, job }, hold(1, 30))]),
    ],
    at: '20m',
    firing: [
      {
        severity: 'warning',
        labels,
        summary: '2 HPAs scale experiment-01/decode',
        description:
          "2 HPAs have had this workload as their target for 10 minutes. Each sets the replicas that it wants, so that they undo each other's work, or (newer Kubernetes) none of them acts. Created now 3, WVA's desired 3.",
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaHpasConflict',
    says: 'One HPA, scraped twice; others of a namesake of another kind and of another workload',
    series: (scrape) => [
      ...variant(scrape, ONE_OF_THREE),
      ...['a', 'b'].map((job) => scales({ ...HPA, job }, hold(1, 30))),
      scales(OWN, hold(1, 30), 'StatefulSet'),
      scales({ ...OWN, horizontalpodautoscaler: 'other' }, hold(1, 30), 'Deployment', 'other'),
    ],
    at: '20m',
  },
  {
    alert: 'WvaHpasConflict',
    says: 'One HPA replaced another',
    series: (scrape) => [
      ...variant(scrape, ONE_OF_THREE),
      scales(HPA, `${hold(1, 10)} ${gap(20)}`),
      scales(OWN, `${gap(8)} ${hold(1, 22)}`),
    ],
    at: '20m',
  },
  {
    alert: 'WvaHpasConflict',
    says: 'Two HPAs of a workload of which nothing is known',
    series: () => [scales(HPA, hold(1, 30)), scales(OWN, hold(1, 30))],
    at: '20m',
  },
];

export const SCALER_CASES = [...HPA_INACTIVE, ...HPAS_CONFLICT, ...KEDA_ERRORS, ...UNSCHEDULABLE];
