/** Facts of a variant over time that are made of what is read of each of its replicas, and of what WVA says. */
import { timeSeries } from '../analysis/timeSeries';
import type { TimeSeries } from '../analysis/types';
import type { Thresholds } from '../thresholds';
import { NUMBER_FACTS } from './moments';
import type { VariantState } from './types';

/** What is read of one replica: peaks over a minute, and what is there now. Shares 0 to 1, and requests. */
export const REPLICA_READINGS = ['kvPeak', 'queuePeak', 'kvNow', 'running', 'waiting'] as const;
type ReplicaReading = (typeof REPLICA_READINGS)[number];
type Replica = Partial<Record<ReplicaReading, number>>;

const READINGS: ReadonlySet<string> = new Set(REPLICA_READINGS);
const isReading = (name: string | undefined): name is ReplicaReading => name !== undefined && READINGS.has(name);

type Limits = Pick<Thresholds, 'kvCacheThreshold' | 'queueLengthThreshold'>;

/** The series of an answer with the facts in place of what they are made of. */
export function factSeries(answer: readonly TimeSeries[], limits: Limits): TimeSeries[] {
  const others = answer.filter(({ labels: { series } }) => !isReading(series) && series !== 'isThere');
  const replicas = replicasOverTime(answer);
  const derived = [...replicas].sort(([a], [b]) => a - b).map(([at, all]) => ({ at, facts: ofReplicas(all, limits) }));
  const made = NUMBER_FACTS.flatMap((name) => seriesOf(name, derived));
  return [...others, ...made, ...gone(answer)];
}

/** Readings by replica, at each time. */
function replicasOverTime(answer: readonly TimeSeries[]): Map<number, Replica[]> {
  const found = new Map<number, Map<string, Replica>>();
  for (const { labels, times, values } of answer) {
    const { series, namespace = '', pod = '' } = labels;
    if (!isReading(series)) {
      continue;
    }
    times.forEach((time, i) => {
      const value = values[i];
      if (value !== undefined && Number.isFinite(value)) {
        const replicas = found.get(time) ?? new Map<string, Replica>();
        const name = `${namespace}/${pod}`;
        replicas.set(name, { ...replicas.get(name), [series]: value });
        found.set(time, replicas);
      }
    });
  }
  return new Map([...found].map(([at, replicas]) => [at, [...replicas.values()]]));
}

/**
 * By V1's rule, as src/queries/saturation.ts has it of a moment; and demand over supply by V2's: the KV cache that all
 * requests of a replica would fill, were all in its batch, over the part of it that V2 calls capacity (kvCacheThreshold),
 * mean of the replicas. Of a replica that no request runs on, what waits has no known length and counts as nothing.
 */
export function ofReplicas(replicas: readonly Replica[], limits: Limits): VariantState {
  const { kvCacheThreshold: kvLimit, queueLengthThreshold: queueLimit } = limits;
  const isFull = ({ kvPeak = 0, queuePeak = 0 }: Replica) => kvPeak >= kvLimit || queuePeak >= queueLimit;
  const known = (key: ReplicaReading) => replicas.filter((one) => one[key] !== undefined);
  const free = (key: 'kvPeak' | 'queuePeak', limit: number) =>
    meanOf(replicas.flatMap((one) => (one[key] === undefined || isFull(one) ? [] : [limit - one[key]])));
  const reporting = known('kvPeak').length;
  const full = replicas.filter(isFull).length;
  const running = known('running');
  const demand = replicas.flatMap(({ kvNow, running: batch, waiting }) =>
    kvNow === undefined || batch === undefined || waiting === undefined
      ? []
      : [(kvNow * (1 + waiting / Math.max(1, batch))) / kvLimit]
  );
  return {
    spareKv: free('kvPeak', kvLimit),
    spareQueue: free('queuePeak', queueLimit),
    saturated: reporting > 0 || full > 0 ? full : undefined,
    reporting: reporting > 0 ? reporting : undefined,
    serving: running.length > 0 ? running.filter((one) => one.running! > 0).length : undefined,
    estimatedDemand: meanOf(demand),
  };
}

const meanOf = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;

function seriesOf(
  name: (typeof NUMBER_FACTS)[number],
  derived: ReadonlyArray<{ at: number; facts: VariantState }>
): TimeSeries[] {
  const known = derived.flatMap(({ at, facts }) => {
    const value = facts[name];
    return value === undefined ? [] : [{ at, value }];
  });
  return known.length === 0 ? [] : [timeSeries({ series: name }, known)];
}

/** What WVA last wanted of a workload that is no longer there. */
function gone(answer: readonly TimeSeries[]): TimeSeries[] {
  const find = (name: string) => answer.find(({ labels }) => labels.series === name);
  const [there, desired] = [find('isThere'), find('desired')];
  const missing = new Set(there?.times.filter((_, i) => there.values[i] === 0));
  const known = (desired?.times ?? []).flatMap((at, i) => {
    const value = desired?.values[i];
    return missing.has(at) && value !== undefined ? [{ at, value }] : [];
  });
  return known.length === 0 ? [] : [timeSeries({ series: 'gone' }, known)];
}
