/** Cases of the alerts on the chain from WVA's wish to serving pods. */
import { SCRAPES_0_9, type AlertCase } from '../case';
import { DEPLOYMENT, grow, hold, missesTokens, NAMESPACE, variant, wva, type Scrape } from '../world';

const labels = { namespace: NAMESPACE, variant: DEPLOYMENT };
const dashboard = '/a/llmd-wva-app/variants/experiment-01/decode';

/** Two replicas, both past both thresholds, and nobody who wants more; each test changes a part of it. */
const SATURATED = {
  desired: hold(2, 20),
  current: hold(2, 20),
  created: hold(2, 20),
  ready: hold(2, 20),
  hpaDesired: hold(2, 20),
  hpaMax: hold(12, 20),
  hpaMin: hold(1, 20),
  replicas: [
    { kv: hold(0.9, 20), waiting: hold(7, 20) },
    { kv: hold(0.95, 20), waiting: hold(8, 20) },
  ],
};

/** Replicas with little to do. */
const ROOM = [0.2, 0.3].map((kv) => ({ kv: hold(kv, 20), waiting: hold(0, 20) }));

const DESIRED_ABOVE_READY: AlertCase[] = [
  {
    alert: 'WvaDesiredAboveReady',
    says: 'A wanted pod never gets ready',
    series: (scrape) =>
      variant(scrape, {
        desired: hold(4, 20),
        created: hold(3, 20),
        ready: hold(2, 20),
        hpaDesired: hold(4, 20),
        hpaMax: hold(12, 20),
      }),
    at: '15m',
    firing: [
      {
        severity: 'warning',
        labels,
        summary: 'experiment-01/decode lacks 2 ready replica(s)',
        description:
          'WVA has wanted more replicas than serve for 10 minutes, longer than a pod needs to start. Desired 4, asked for by the HPA 4, created 3, ready 2: where the number drops is where it hangs.',
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaDesiredAboveReady',
    says: 'Without an HPA the texts say so',
    series: (scrape) => variant(scrape, { desired: hold(4, 20), created: hold(2, 20), ready: hold(2, 20) }),
    at: '15m',
    firing: [
      {
        severity: 'warning',
        labels,
        summary: 'experiment-01/decode lacks 2 ready replica(s)',
        description:
          'WVA has wanted more replicas than serve for 10 minutes, longer than a pod needs to start. Desired 4, asked for by the HPA –, created 2, ready 2: where the number drops is where it hangs.',
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaDesiredAboveReady',
    says: 'Each of three scale-ups waits seven minutes for its pod',
    series: (scrape) =>
      variant(scrape, {
        desired: `${hold(2, 8)} ${hold(3, 8)} ${hold(4, 8)}`,
        created: `${hold(2, 8)} ${hold(3, 8)} ${hold(4, 8)}`,
        ready: `${hold(1, 7)} ${hold(2, 8)} ${hold(3, 8)} ${hold(4, 1)}`,
      }),
    at: '22m',
  },
];

const PINNED: AlertCase[] = [
  {
    alert: 'WvaReplicasPinnedAtMaximum',
    says: 'At its maximum, and full',
    series: (scrape) => variant(scrape, { ...SATURATED, hpaMax: hold(2, 20) }),
    at: '15m',
    firing: [
      {
        severity: 'warning',
        labels,
        summary: 'experiment-01/decode is at its maximum of 2 replicas and needs more',
        description:
          'The HPA has asked for all that it may, 2 replicas, for 10 minutes, and WVA would scale up: headroom -1.50 (0 is its trigger), 2 of 2 ready replicas saturated.',
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaReplicasPinnedAtMaximum',
    says: 'At its maximum, with room to spare',
    series: (scrape) =>
      variant(scrape, {
        ...SATURATED,
        hpaMax: hold(2, 20),
        replicas: [{ kv: hold(0.3, 20), waiting: hold(0, 20) }],
      }),
    at: '15m',
  },
  {
    alert: 'WvaReplicasPinnedAtMaximum',
    says: 'At its maximum, past V1’s triggers, and V2 misses nothing',
    series: (scrape) => [...variant(scrape, { ...SATURATED, hpaMax: hold(2, 20) }), missesTokens(scrape, hold(0, 20))],
    at: '15m',
    scrapes: SCRAPES_0_9,
  },
  {
    alert: 'WvaReplicasPinnedAtMaximum',
    says: 'At its maximum, V1’s triggers far, and V2 misses tokens',
    series: (scrape) => [
      ...variant(scrape, { ...SATURATED, hpaMax: hold(2, 20), replicas: ROOM }),
      missesTokens(scrape, hold(12_000, 20)),
    ],
    at: '15m',
    scrapes: SCRAPES_0_9,
    firing: [
      {
        severity: 'warning',
        labels,
        summary: 'experiment-01/decode is at its maximum of 2 replicas and needs more',
        description:
          'The HPA has asked for all that it may, 2 replicas, for 10 minutes, and WVA would scale up: 12000 tokens of KV cache are missing, 0 of 2 ready replicas saturated.',
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaReplicasPinnedAtMaximum',
    says: 'Full, below its maximum',
    series: (scrape) => variant(scrape, SATURATED),
    at: '15m',
  },
];

const limited = (scrape: Scrape, perMinute: number) => [
  ...variant(scrape, SATURATED),
  wva(scrape, 'wvaLimited', grow(perMinute, 20), { limiter_name: 'gpu-limiter' }),
];

const LIMITED: AlertCase[] = [
  {
    alert: 'WvaScaleUpLimited',
    says: 'No GPU is free',
    series: (scrape) => limited(scrape, 1),
    at: '18m',
    scrapes: SCRAPES_0_9,
    firing: [
      {
        severity: 'warning',
        labels,
        summary: "experiment-01/decode needs replicas that WVA's limiter does not grant",
        description:
          "WVA's limiter cut down 15 decision(s) in 15 minutes while it would scale up: headroom -1.50 (0 is its trigger). No GPU of the variant's kind is free. Desired 2, ready 2.",
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaScaleUpLimited',
    says: 'It cuts decisions of V2, which misses nothing any more',
    series: (scrape) => [...limited(scrape, 1), missesTokens(scrape, hold(0, 20))],
    at: '18m',
    scrapes: SCRAPES_0_9,
  },
  {
    alert: 'WvaScaleUpLimited',
    says: 'The limiter never had to act',
    series: (scrape) => limited(scrape, 0),
    at: '18m',
    scrapes: SCRAPES_0_9,
  },
];

const INERT: AlertCase[] = [
  {
    alert: 'WvaAutoscalerInert',
    says: 'Desired echoes current while all replicas are full',
    series: (scrape) => variant(scrape, SATURATED),
    at: '15m',
    firing: [
      {
        severity: 'critical',
        labels,
        summary: 'experiment-01/decode needs more than its 2 replica(s), and WVA does not ask for more',
        description:
          "For 10 minutes every ready replica (2 of 2) has been saturated, no pod is starting, the HPA's maximum (12) is not reached, and still WVA's desired 2 is its current 2. It decides every minute: it sees nothing, or not this variant.",
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaAutoscalerInert',
    says: 'V2 misses tokens for ten minutes, and wants no more',
    series: (scrape) => [...variant(scrape, { ...SATURATED, replicas: ROOM }), missesTokens(scrape, hold(12_000, 20))],
    at: '15m',
    scrapes: SCRAPES_0_9,
    firing: [
      {
        severity: 'critical',
        labels,
        summary: 'experiment-01/decode needs more than its 2 replica(s), and WVA does not ask for more',
        description:
          "For 10 minutes WVA has found too little capacity (12000 tokens of KV cache), no pod is starting, the HPA's maximum (12) is not reached, and still WVA's desired 2 is its current 2. It decides every minute: it sees nothing, or not this variant.",
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaAutoscalerInert',
    says: 'Full by V1’s thresholds, and enough by V2’s account',
    series: (scrape) => [...variant(scrape, SATURATED), missesTokens(scrape, hold(0, 20))],
    at: '15m',
    scrapes: SCRAPES_0_9,
  },
  {
    alert: 'WvaAutoscalerInert',
    says: 'It wants one more',
    series: (scrape) => variant(scrape, { ...SATURATED, desired: hold(3, 20) }),
    at: '15m',
  },
  {
    alert: 'WvaAutoscalerInert',
    says: 'One replica has room',
    series: (scrape) =>
      variant(scrape, {
        ...SATURATED,
        replicas: [SATURATED.replicas[0]!, { kv: hold(0.2, 20), waiting: hold(0, 20) }],
      }),
    at: '15m',
  },
  {
    alert: 'WvaAutoscalerInert',
    says: 'It may not have more',
    series: (scrape) => variant(scrape, { ...SATURATED, hpaMax: hold(2, 20) }),
    at: '15m',
  },
  {
    alert: 'WvaAutoscalerInert',
    says: 'A pod is still starting, for which WVA waits',
    series: (scrape) =>
      variant(scrape, { ...SATURATED, desired: hold(3, 20), current: hold(3, 20), created: hold(3, 20) }),
    at: '15m',
  },
  {
    alert: 'WvaAutoscalerInert',
    says: 'The limiter holds it back, which has its own alert',
    series: (scrape) => limited(scrape, 1),
    at: '15m',
    scrapes: SCRAPES_0_9,
  },
];

export const SCALING_CASES = [...DESIRED_ABOVE_READY, ...PINNED, ...LIMITED, ...INERT];
