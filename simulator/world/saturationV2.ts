/**
 * WVA's analyzer V2 (0.9's default): supply and demand of a model in tokens of KV cache, and which variants make up for the
 * difference.
 */

/** A pod of a variant, as Prometheus shows it. */
export interface ReplicaTokens {
  /** Tokens of KV cache that it has. */
  capacity: number;
  inUse: number;
  /** Waiting requests. */
  queue: number;
}

export interface VariantTokens {
  cost: number;
  ready: number;
  /** Created, not ready. */
  pending: number;
  replicas: ReplicaTokens[];
  /** Capacity of a replica that was seen last; for variants without a ready one. */
  knownCapacity: number;
}

export interface V2Thresholds {
  kvCacheThreshold: number;
  queueLengthThreshold: number;
  scaleUpThreshold: number;
  scaleDownBoundary: number;
}

export const V2_DEFAULTS: V2Thresholds = {
  kvCacheThreshold: 0.8,
  queueLengthThreshold: 5,
  scaleUpThreshold: 0.85,
  scaleDownBoundary: 0.7,
};

export interface V2Analysis {
  supply: number;
  /** Supply with the replicas that are starting. */
  anticipated: number;
  demand: number;
  /** Tokens that are missing, and tokens that are too many; at least 0. */
  required: number;
  spare: number;
  /** Tokens of a replica, by variant, in the order given. */
  perReplica: number[];
  /** How each of them was found. */
  reasons: CapacityReason[];
}

/** From what was seen last, from tokens in use with a full queue, from earlier ones, from the KV cache alone. */
export type CapacityReason = 'P0-store' | 'P1-obs' | 'P2-hist' | 'P4-k1' | 'no-data';

/** Observations of the compute-bound capacity that its mean is taken over. */
const HISTORY = 10;

/** Remembers how many tokens a replica held when its queue was full: its compute-bound capacity. */
export class ComputeBound {
  private readonly observed: number[] = [];

  /** Tokens that a replica can work on; undefined before a queue was ever full. */
  of(
    { queue, inUse }: ReplicaTokens,
    queueLengthThreshold: number
  ): { tokens: number; reason: CapacityReason } | undefined {
    if (queue >= queueLengthThreshold && inUse > 0) {
      this.observed.push(inUse);
      this.observed.splice(0, this.observed.length - HISTORY);
      return { tokens: inUse, reason: 'P1-obs' };
    }
    const { length } = this.observed;
    const mean = this.observed.reduce((sum, tokens) => sum + tokens, 0) / length;
    return length === 0 ? undefined : { tokens: mean, reason: 'P2-hist' };
  }
}

/**
 * @param requestTokens mean prompt and answer of a request, tokens
 * @param held requests that wait in the router's flow control
 */
export function analyzeV2(
  variants: VariantTokens[],
  requestTokens: number,
  held: number,
  bound: (variant: number) => ComputeBound,
  t: V2Thresholds = V2_DEFAULTS
): V2Analysis {
  let [supply, anticipated, demand] = [0, 0, held * requestTokens];
  const reasons: CapacityReason[] = [];
  const perReplica = variants.map(({ replicas, ready, pending, knownCapacity }, i) => {
    const capacities = replicas.map((replica) => {
      const memoryBound = t.kvCacheThreshold * replica.capacity;
      const computeBound = bound(i).of(replica, t.queueLengthThreshold);
      return { tokens: Math.min(memoryBound, computeBound?.tokens ?? memoryBound), reason: computeBound?.reason };
    });
    const middle = lowerMedian(capacities);
    reasons.push(middle ? (middle.reason ?? 'P4-k1') : knownCapacity > 0 ? 'P0-store' : 'no-data');
    const each = capacities.length > 0 ? median(capacities.map(({ tokens }) => tokens)) : knownCapacity;
    supply += ready * each;
    anticipated += (ready + pending) * each;
    demand += replicas.reduce((sum, { inUse, queue }) => sum + inUse + queue * requestTokens, 0);
    return each;
  });
  return {
    supply,
    anticipated,
    demand,
    required: Math.max(0, demand / t.scaleUpThreshold - anticipated),
    spare: Math.max(0, supply - demand / t.scaleDownBoundary),
    perReplica,
    reasons,
  };
}

/**
 * Replicas of each variant that the analysis asks for. More: on the variants with the most capacity for their cost that have
 * none starting. Fewer: of the dearest; the cheapest keeps one unless another variant has some.
 */
export function allocate({ required, spare, perReplica }: V2Analysis, variants: VariantTokens[]): number[] {
  const targets = variants.map(({ ready, pending }) => ready + pending);
  const order = variants.map((_, i) => i).filter((i) => (perReplica[i] ?? 0) > 0);
  const cost = (i: number) => variants[i]?.cost ?? 0;
  const each = (i: number) => perReplica[i] ?? 0;
  if (required > 0) {
    let left = required;
    for (const i of order.sort((a, b) => cost(a) / each(a) - cost(b) / each(b))) {
      if (left > 0 && variants[i]?.pending === 0) {
        const more = Math.ceil(left / each(i));
        targets[i] = (targets[i] ?? 0) + more;
        left -= more * each(i);
      }
    }
  } else if (spare > 0) {
    let left = spare;
    const cheapest = order.reduce<number | undefined>(
      (a, b) => (a === undefined || cost(b) < cost(a) ? b : a),
      undefined
    );
    for (const i of order.sort((a, b) => cost(b) - cost(a))) {
      const others = targets.some((target, k) => k !== i && target > 0);
      const keep = i === cheapest && !others ? 1 : 0;
      const fewer = Math.max(0, Math.min(Math.floor(left / each(i)), (targets[i] ?? 0) - keep));
      targets[i] = (targets[i] ?? 0) - fewer;
      left -= fewer * each(i);
    }
  }
  return targets;
}

/** The replica that stands for the others. */
const lowerMedian = <T extends { tokens: number }>(all: T[]): T | undefined =>
  [...all].sort((a, b) => a.tokens - b.tokens)[(all.length - 1) >> 1];

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
