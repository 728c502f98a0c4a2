/** A ScaledObject with other numbers; its comments and all its other settings stay. */
import { isMap, isSeq, parseDocument, type Document } from 'yaml';

import { triggerOf } from './readScaling';
import { WVA_ANNOTATIONS, type ScalerSettings } from './scaledObject';

const BEHAVIOR = ['spec', 'advanced', 'horizontalPodAutoscalerConfig', 'behavior'];

/**
 * @param text a ScaledObject; what is none comes back as it is
 * @param modelId what WVA asks for, where the object does not name it yet; empty: nothing
 */
export function rescaled(text: string, settings: ScalerSettings, modelId: string): string {
  const doc = parseDocument(text, { logLevel: 'silent' });
  if (!isMap(doc.contents)) {
    return text;
  }
  const changes: Change[] = [
    [['spec', 'minReplicaCount'], settings.minReplicas],
    [['spec', 'maxReplicaCount'], settings.maxReplicas],
    ...window('scaleUp', settings.scaleUpWindowSeconds),
    ...window('scaleDown', settings.scaleDownWindowSeconds),
    ...thresholds(doc, settings),
  ];
  const annotation = ['metadata', 'annotations', WVA_ANNOTATIONS.modelId];
  if (modelId !== '' && !doc.hasIn(annotation)) {
    changes.push([annotation, modelId]);
  }
  const due = changes.filter(([path, value]) => doc.getIn(path) !== value);
  due.forEach(([path, value]) => doc.setIn(path, value));
  return due.length === 0 ? text : doc.toString({ lineWidth: 0 });
}

type Change = [path: Array<string | number>, value: string | number];

/** Undefined: as the object has it. */
function window(way: string, seconds: number | undefined): Change[] {
  return seconds === undefined ? [] : [[[...BEHAVIOR, way, 'stabilizationWindowSeconds'], seconds]];
}

/** KEDA takes a threshold as text. */
function thresholds(doc: Document, settings: ScalerSettings): Change[] {
  const triggers = doc.getIn(['spec', 'triggers']);
  const count = isSeq(triggers) ? triggers.items.length : 0;
  return Array.from({ length: count }, (_, i) => ['spec', 'triggers', i, 'metadata']).flatMap((path): Change[] => {
    const key = triggerOf(String(doc.getIn([...path, 'query'])));
    const value = key && settings.thresholds?.[key];
    const now = Number(doc.getIn([...path, 'threshold']));
    return value === undefined || value === now ? [] : [[[...path, 'threshold'], String(value)]];
  });
}
