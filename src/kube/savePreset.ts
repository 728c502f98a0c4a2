/** A run's manifest → the ConfigMap that offers it as a preset of the start form. */
import { stringify } from 'yaml';

import { LABELS } from '../constants';

interface Manifest {
  metadata?: { name?: string; generateName?: string };
  [key: string]: unknown;
}

/**
 * The manifest as people keep it: without its namespace, which is the one that it is created in, without the marks of who
 * started it, and named anew each time.
 */
export function presetConfigMap(manifest: unknown): Record<string, unknown> {
  const { metadata = {}, ...rest } = manifest as Manifest;
  const prefix = metadata.generateName ?? `${metadata.name ?? 'run'}-`;
  const { apiVersion, kind, ...spec } = rest;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: `preset-${prefix.replace(/-+$/, '')}`, labels: { [LABELS.preset]: 'true' } },
    data: {
      'pipelinerun.yaml': stringify(
        { apiVersion, kind, metadata: { generateName: prefix }, ...spec },
        { lineWidth: 0 }
      ),
    },
  };
}
