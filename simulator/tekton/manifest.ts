/** PipelineRun manifests as the plugin would create them: with its marks. */
import type { KubeObject } from '../kube/objects';

export const PRESET_NAMES = ['stair', 'stair-short', 'p1', 'p2', 'p3', 'p4', 'p5'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

export interface ExperimentOptions {
  preset: PresetName;
  mode: 'static' | 'wva';
  /** Name of the run; from the preset by generateName without it. */
  name?: string;
  namespace?: string;
  deployment?: string;
  /** Replicas of a static run, and those that a WVA run starts with. Default 1. */
  initialReplicas?: number;
  minReplicas?: number;
  maxReplicas?: number;
  startedBy?: string;
  experiment?: string;
}

/** Throws when the preset is unknown. */
export function experimentManifest(_options: ExperimentOptions): Partial<KubeObject> {
  throw new Error('not yet');
}
