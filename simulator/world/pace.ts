/** The cluster's time constants. */

export interface Pace {
  /** WVA's optimisation interval, s. */
  wvaIntervalSeconds: number;
  /** What a ScaledObject's polling interval and windows are multiplied by; an interval is never below 5 s. */
  scalerFactor: number;
  /** The HPA controller's sync period, s. */
  hpaSyncSeconds: number;
  /** Time from a pod's place on a node to its readiness, least and most, s. */
  podStartSeconds: readonly [number, number];
  /** Time from a pod's deletion to its end, s. */
  gracePeriodSeconds: number;
}

export const PACES = {
  /** As measured in the lab. */
  lab: {
    wvaIntervalSeconds: 60,
    scalerFactor: 1,
    hpaSyncSeconds: 15,
    podStartSeconds: [120, 420],
    gracePeriodSeconds: 30,
  },
  /** Shortened waits, true rates: a four-minute experiment scales up and down within eight minutes. */
  demo: {
    wvaIntervalSeconds: 15,
    scalerFactor: 1 / 3,
    hpaSyncSeconds: 5,
    podStartSeconds: [20, 40],
    gracePeriodSeconds: 10,
  },
} as const satisfies Record<string, Pace>;

export type PaceName = keyof typeof PACES;
