/** KEDA and the HPA that it makes: follows WVA's wish within bounds, upwards at once, downwards after a window. */
import type { ScalerSpec } from '../ports';
import type { Pace } from './pace';

export class Hpa {
  /** `status.desiredReplicas`. */
  desired: number;
  private wish: number;
  private polledAt = -Infinity;
  private syncedAt = -Infinity;
  private recommendations: Array<{ at: number; replicas: number }> = [];

  constructor(
    readonly spec: ScalerSpec,
    replicas: number
  ) {
    this.desired = replicas;
    this.wish = replicas;
  }

  /**
   * Lets KEDA poll and the HPA controller sync when their intervals have passed.
   *
   * @param now seconds since the epoch
   * @param wva what `wva_desired_replicas` says
   * @param replicas the Deployment's `spec.replicas`
   * @returns the replicas that the Deployment should have
   */
  tick(now: number, wva: number, replicas: number, pace: Pace): number {
    if (now - this.polledAt >= pace.kedaPollSeconds) {
      this.polledAt = now;
      this.wish = wva;
    }
    if (now - this.syncedAt < pace.hpaSyncSeconds) {
      return replicas;
    }
    if (this.syncedAt === -Infinity) {
      this.recommendations.push({ at: now, replicas }); // the controller's initial recommendation is the present size
    }
    this.syncedAt = now;
    this.desired = this.stabilise(now, this.clamp(this.wish), replicas, pace.scaleDownWindowSeconds);
    return this.desired;
  }

  private clamp(replicas: number): number {
    return Math.min(this.spec.maxReplicas, Math.max(this.spec.minReplicas, replicas));
  }

  /** Downwards the highest recommendation of the window counts; the scale-up window is 0. */
  private stabilise(now: number, recommended: number, replicas: number, windowSeconds: number): number {
    this.recommendations.push({ at: now, replicas: recommended });
    this.recommendations = this.recommendations.filter(({ at }) => at >= now - windowSeconds);
    if (recommended >= replicas) {
      return recommended;
    }
    const highest = Math.max(...this.recommendations.map((r) => r.replicas));
    return Math.min(replicas, highest);
  }
}
