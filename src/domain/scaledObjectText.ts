/** A KEDA ScaledObject as a run's param holds it: YAML of which nothing is certain, read here only. */
import { parse } from 'yaml';

/** A longer text is not looked at. */
export const MAX_SCALED_OBJECT_CHARS = 256 * 1024;

/** KEDA's own, where the object names none. */
const DEFAULT_BOUNDS = { min: 0, max: 100 };

/** What is read of its `spec`; each part may be missing, or anything else. */
export interface ScaledObjectSpec {
  minReplicaCount?: unknown;
  maxReplicaCount?: unknown;
  triggers?: unknown;
  advanced?: {
    horizontalPodAutoscalerConfig?: { behavior?: Record<string, { stabilizationWindowSeconds?: unknown }> };
  };
}

/** Annotation of what a replica costs WVA. */
export const COST_ANNOTATION = 'llm-d.ai/variant-cost';

/** What is read of the object that a text is; each part may be missing, or anything else. */
export interface ReadScaledObject {
  kind?: unknown;
  metadata?: { annotations?: Record<string, unknown> };
  spec?: ScaledObjectSpec;
}

/** Throws where it is not YAML. */
export function parseScaledObject(text: string): ReadScaledObject {
  const value: unknown = parse(text, { maxAliasCount: 20, logLevel: 'error' });
  return typeof value === 'object' && value !== null ? value : {};
}

/** Bounds of the replicas as they stand there, with KEDA's defaults: not checked. */
export function boundsIn({ minReplicaCount, maxReplicaCount }: ScaledObjectSpec): { min: unknown; max: unknown } {
  return { min: minReplicaCount ?? DEFAULT_BOUNDS.min, max: maxReplicaCount ?? DEFAULT_BOUNDS.max };
}
