/** The choice between a fixed number of replicas and the autoscaler, in place of the params that it stands for. */
import { isMap, parseDocument } from 'yaml';

import { readScaling, WVA_ANNOTATIONS, wvaScaledObject } from '../../kube/scaledObject';

export interface ScalingDraft {
  mode: 'static' | 'wva' | 'custom';
  /** Replicas of a static run. */
  replicas: string;
  min: string;
  max: string;
  /** Replicas that a run with the autoscaler begins with. */
  initial: string;
  /** ScaledObject as it came: other settings are kept, and come back when the choice does. */
  base: string;
}

export function readScalingDraft(scaledObject: string, initialReplicas: string): ScalingDraft {
  const scaling = readScaling(scaledObject);
  const initial = initialReplicas || '1';
  return {
    mode: scaling.kind,
    replicas: initial,
    min: scaling.kind === 'wva' ? String(scaling.minReplicas) : '1',
    max: scaling.kind === 'wva' ? String(scaling.maxReplicas) : '12',
    initial,
    base: scaledObject,
  };
}

export interface ScaledWorkload {
  namespace: string;
  deployment: string;
  /** Name of the model that the load asks for. */
  modelId: string;
}

/** The param `scaled-object`. Bounds that are no numbers are left to {@link scalingProblems}. */
export function scaledObjectText(draft: ScalingDraft, workload: ScaledWorkload): string {
  if (draft.mode === 'static') {
    return '';
  }
  if (draft.mode === 'custom') {
    return draft.base;
  }
  const bounds = { minReplicas: count(draft.min) ?? 0, maxReplicas: count(draft.max) ?? 0 };
  return readScaling(draft.base).kind === 'wva'
    ? withBounds(draft.base, bounds, workload.modelId)
    : wvaScaledObject({ ...workload, ...bounds });
}

/** The param `initial-replicas`. */
export function initialReplicas(draft: ScalingDraft): string {
  return (draft.mode === 'static' ? draft.replicas : draft.initial).trim();
}

/** The same object with other bounds, and with the model that WVA asks for; comments and all other settings stay. */
function withBounds(text: string, bounds: { minReplicas: number; maxReplicas: number }, modelId: string): string {
  const doc = parseDocument(text, { logLevel: 'silent' });
  if (!isMap(doc.contents)) {
    return text;
  }
  const annotation = ['metadata', 'annotations', WVA_ANNOTATIONS.modelId];
  const named = doc.hasIn(annotation) || modelId === '';
  const same =
    named &&
    doc.getIn(['spec', 'minReplicaCount']) === bounds.minReplicas &&
    doc.getIn(['spec', 'maxReplicaCount']) === bounds.maxReplicas;
  if (same) {
    return text;
  }
  doc.setIn(['spec', 'minReplicaCount'], bounds.minReplicas);
  doc.setIn(['spec', 'maxReplicaCount'], bounds.maxReplicas);
  if (!named) {
    doc.setIn(annotation, modelId);
  }
  return doc.toString({ lineWidth: 0 });
}

export const MAX_REPLICAS = 1000;

type ScalingField = 'replicas' | 'min' | 'max' | 'initial';

/** What is wrong with the numbers of the chosen mode, by field. */
export function scalingProblems(draft: ScalingDraft): Partial<Record<ScalingField, string>> {
  const problems: Partial<Record<ScalingField, string>> = {};
  const fields: ScalingField[] =
    draft.mode === 'static' ? ['replicas'] : draft.mode === 'wva' ? ['min', 'max', 'initial'] : ['initial'];
  for (const field of fields) {
    const value = count(draft[field]);
    if (value === undefined || value > MAX_REPLICAS) {
      problems[field] = `A whole number from 0 to ${MAX_REPLICAS}.`;
    }
  }
  const [min, max] = [count(draft.min), count(draft.max)];
  if (draft.mode === 'wva' && max !== undefined && problems.max === undefined) {
    if (max < 1) {
      problems.max = 'The autoscaler needs a maximum of at least 1.';
    } else if (min !== undefined && min > max) {
      problems.max = 'The maximum is below the minimum.';
    }
  }
  return problems;
}

function count(text: string): number | undefined {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : undefined;
}
