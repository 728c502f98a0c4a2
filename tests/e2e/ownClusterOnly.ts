/** Tests that run only beside a simulated cluster of ours, which the preview always has and a Grafana of somebody else's has not. */
import { test } from '@playwright/test';

import type { Cluster } from './fixtures';

/** What the suite's list of them goes by, see ownClusterReporter.ts. */
export const OWN_CLUSTER_ONLY = 'own cluster only';

/** @param why what it does with the cluster, or has to know of it */
export function ownClusterOnly(cluster: Pick<Cluster, 'present'>, why: string): void {
  test.info().annotations.push({ type: OWN_CLUSTER_ONLY, description: why });
  test.skip(!cluster.present, why);
}
