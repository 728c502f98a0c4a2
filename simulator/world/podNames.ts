/** Names of pods, as Kubernetes makes them. */
import { type Random, suffix } from './random';

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'LeaderWorkerSet';

const SUFFIX = 5;
/** A generated name has at most 63 characters: what stands before the suffix is cut. */
const MOST_BEFORE = 63 - SUFFIX;

/** `<prefix><suffix>`, the prefix cut so that both fit. */
const generated = (prefix: string, random: Random): string =>
  `${prefix.slice(0, MOST_BEFORE)}${suffix(random, SUFFIX)}`;

/**
 * `owner` is the ReplicaSet, or the set itself; `next` the name of a new replica's (first) pod; `worker` that of the pods beside
 * it in a LeaderWorkerSet's group.
 */
export function podNames(kind: WorkloadKind, name: string, random: Random) {
  const hash = suffix(random, 10);
  const owner = kind === 'Deployment' ? `${name}-${hash}` : name;
  return {
    owner,
    next(taken: ReadonlySet<string>): string {
      if (kind === 'Deployment') {
        return generated(`${owner}-`, random);
      }
      let index = 0;
      while (taken.has(`${name}-${index}`)) {
        index++;
      }
      return `${name}-${index}`;
    },
    worker: (leader: string, index: number): string => `${leader}-${index}`,
  };
}
