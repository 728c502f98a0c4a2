/** Written series of one namespace, as seldom, holed or doubled as a test wants them. */
import { M } from '../../src/queries/metrics';
import type { WrittenSeries } from './simulatedPrometheus';

export const HOUR = 3600;
/** Minutes before the load in which a server is up already, s. */
export const BEFORE = 600;
/** After it, s. */
export const AFTER = 300;

export type Value = (seconds: number) => number | undefined;

/** Series of a namespace; seconds count from the start of the load. */
export class Scene {
  readonly series: WrittenSeries[] = [];
  constructor(
    readonly namespace: string,
    private readonly every: number
  ) {}

  add(name: string, labels: Record<string, string>, value: Value, every = this.every): this {
    const text = Object.entries(labels).map(([label, one]) => `${label}="${one}"`);
    this.series.push({
      series: `${name}{${text.join(',')}}`,
      at: (since) => ((since - BEFORE) % every === 0 ? value(since - BEFORE) : undefined),
    });
    return this;
  }

  pod(name: string, value: Value, pod = 'decode-6b7c9d8f5-aaaaa', more: Record<string, string> = {}): this {
    return this.add(name, { namespace: this.namespace, pod, model_name: 'm', ...more }, value);
  }

  /** One replica as kube-state-metrics and WVA tell of it. */
  cluster(value: Value = () => 1): this {
    const deployment = { namespace: this.namespace, deployment: 'decode' };
    const variant = { namespace: 'wva', exported_namespace: this.namespace, variant_name: 'decode' };
    return this.add(M.created, deployment, value)
      .add(M.ready, deployment, value)
      .add(M.wvaDesired, variant, value)
      .add(M.wvaCurrent, variant, value);
  }

  /** Replicas that are there and ready. */
  replicas(value: Value, every = this.every): this {
    const deployment = { namespace: this.namespace, deployment: 'decode' };
    return this.add(M.created, deployment, value, every).add(M.ready, deployment, value, every);
  }

  /** A pod of WVA, by what it wants for the workload and how often it has decided. */
  controller(name: string, desired: Value, decisions: Value): this {
    const pod = `${this.namespace}-wva-${name}`;
    const labels = { namespace: 'wva', pod, instance: `${pod}:8443` };
    return this.add(
      M.wvaDesired,
      { ...labels, exported_namespace: this.namespace, variant_name: 'decode' },
      desired
    ).add('wva_optimization_duration_seconds_count', labels, decisions);
  }

  /** Requests at a rate, all answered, and their first tokens. */
  work(
    rate: number,
    value: (counted: number, seconds: number) => number | undefined,
    more: Record<string, string> = {}
  ): this {
    const counted = (seconds: number) => rate * Math.min(HOUR, Math.max(0, seconds));
    return this.pod(M.success, (s) => value(counted(s), s), undefined, { finished_reason: 'stop', ...more })
      .pod(`${M.ttft}_count`, (s) => value(counted(s), s), undefined, more)
      .pod(M.generationTokens, (s) => times(value(counted(s), s), 200), undefined, more)
      .pod(M.running, (s) => (value(counted(s), s) === undefined ? undefined : rate * 10), undefined, more);
  }
}

export const times = (value: number | undefined, factor: number) => (value === undefined ? undefined : value * factor);
export const between = (from: number, to: number) => (value: number, s: number) =>
  s >= from && s < to ? undefined : value;
