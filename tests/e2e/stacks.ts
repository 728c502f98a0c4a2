/**
 * The stacks that browser tests run on: one for each worker, since tests break their cluster, start runs in it and mark them
 * in its Grafana.
 */
import type { Stack } from '../../scripts/stack';

export type StackAddresses = Pick<Stack, 'url' | 'kubeUrl'>;

const VARIABLE = 'E2E_STACKS';

/** Tells the workers, which get this process' environment. */
export function announceStacks(stacks: readonly StackAddresses[]): void {
  process.env[VARIABLE] = JSON.stringify(stacks.map(({ url, kubeUrl }) => ({ url, kubeUrl })));
}

/** This worker's; undefined where the tests run against a Grafana or a preview that somebody else has started. */
export function ownStack(): StackAddresses | undefined {
  const stacks = JSON.parse(process.env[VARIABLE] ?? '[]') as StackAddresses[];
  return stacks[Number(process.env.TEST_PARALLEL_INDEX ?? 0)];
}
