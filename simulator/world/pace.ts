/** The cluster's time constants. */

export interface Pace {
  /** WVA's optimisation interval, s. */
  wvaIntervalSeconds: number;
  /** KEDA's pollingInterval, s. */
  kedaPollSeconds: number;
  /** The HPA controller's sync period, s. */
  hpaSyncSeconds: number;
  /** The HPA's scale-down stabilisation window, s; its scale-up window is 0. */
  scaleDownWindowSeconds: number;
  /** Time from a pod's place on a node to its readiness, least and most, s. */
  podStartSeconds: readonly [number, number];
  /** Time from a pod's deletion to its end, s. */
  gracePeriodSeconds: number;
}

export const PACES = {
  /** As measured in the lab. */
  lab: {
    wvaIntervalSeconds: 60,
    kedaPollSeconds: 10,
    hpaSyncSeconds: 15,
    scaleDownWindowSeconds: 60,
    podStartSeconds: [120, 420],
    gracePeriodSeconds: 30,
  },
  /** Shortened waits, true rates: a four-minute experiment scales up and down within eight minutes. */
  demo: {
    wvaIntervalSeconds: 15,
    kedaPollSeconds: 5,
    hpaSyncSeconds: 5,
    scaleDownWindowSeconds: 20,
    podStartSeconds: [20, 40],
    gracePeriodSeconds: 10,
  },
} as const satisfies Record<string, Pace>;

export type PaceName = keyof typeof PACES;
