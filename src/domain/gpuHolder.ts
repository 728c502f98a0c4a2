/** Who holds a GPU, as podHolders (src/queries/podHolders.ts) is answered. */
import type { OwnershipSource, TimeSeries } from './analysis/types';

/** What is known of a pod that holds a GPU. */
export interface GpuHolder {
  namespace: string;
  pod: string;
  /** Its workload; undefined where the pod is no replica of any. */
  variant?: string;
  /** Who says so; `name` is a guess. */
  source?: OwnershipSource;
  /** `model_name` of what vLLM serves in it, in order. */
  models: readonly string[];
}

/** @param answer series by `namespace` and `pod`, with `variant` and `source`, or with `model_name` */
export function gpuHolders(
  pods: ReadonlyArray<Pick<GpuHolder, 'namespace' | 'pod'>>,
  answer: readonly TimeSeries[]
): GpuHolder[] {
  return pods.map(({ namespace, pod }) => {
    const said = answer
      .map(({ labels }) => labels)
      .filter((labels) => labels.pod === pod && labels.namespace === namespace);
    const owner = said.find(({ variant }) => Boolean(variant));
    const models = [...new Set(said.flatMap(({ model_name: model }) => model || []))].sort();
    return {
      namespace,
      pod,
      ...(owner && { variant: owner.variant, source: owner.source as OwnershipSource | undefined }),
      models,
    };
  });
}
