/** The one variant whose GPUs a page shows, as its address has it. */
import type { Gpu } from '../../domain/gpu';

export interface VariantRef {
  namespace: string;
  name: string;
}

/** `namespace/name`; undefined for any other text, which filters nothing. */
export function variantIn(text: unknown): VariantRef | undefined {
  const [, namespace, name] = (typeof text === 'string' && /^([^/]+)\/([^/]+)$/.exec(text)) || [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

/** The GPUs that pods of a namespace hold, alone or with others. */
export function heldBy(gpus: readonly Gpu[], namespace: string, pods: readonly string[]): Gpu[] {
  const names = new Set(pods);
  return gpus.filter((gpu) => gpu.pods.some((one) => one.namespace === namespace && names.has(one.pod)));
}
