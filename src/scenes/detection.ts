/**
 * Which labels and which WVA a data source speaks: asked once per data source and start of the time range, and shared by
 * the scenes, which bind their queries to it, and the configuration page, which shows it.
 */
import type { TimeRange } from '@grafana/data';
import {
  SceneObjectBase,
  SceneVariableValueChangedEvent,
  sceneGraph,
  type SceneVariable,
  type SceneVariableState,
} from '@grafana/scenes';
import { VariableHide } from '@grafana/schema';
import { useCallback, useState } from 'react';
import { catchError, from, map, of, type Observable } from 'rxjs';

import { askDetection } from '../measuring/askDetection';
import { listCache } from '../domain/moduleCaches';
import { grafanaPrometheus } from '../prometheus/grafana';
import type { Detection } from '../queries/detection';
import { DIALECTS, DIALECT_VARIABLE_NAMES } from '../queries/dialect';
import type { Dialect } from '../queries/selector';
import { useLoad, type Loaded } from '../shared/useLoad';

export type { Detection } from '../queries/detection';

const asked = new Map<string, Promise<Detection>>();
const answered = new Map<string, Detection>();
listCache('detections', () => {
  asked.clear();
  answered.clear();
});

/** What {@link detectionOf} answers, where it has answered. */
export const knownDetection = (uid: string, range: TimeRange): Detection | undefined => answered.get(keyOf(uid, range));

/** The detection of a data source; asked again only for another start of the range, or after a failure. */
export function detectionOf(uid: string, range: TimeRange): Promise<Detection> {
  const key = keyOf(uid, range);
  const known = asked.get(key);
  if (known) {
    return known;
  }
  const question = askDetection(grafanaPrometheus(uid).ask, { from: range.from.valueOf(), to: range.to.valueOf() });
  asked.set(key, question);
  question.then(
    (detection) => asked.get(key) === question && answered.set(key, detection),
    // A failure is not remembered: the next one who asks may have more luck.
    () => asked.delete(key)
  );
  return question;
}

interface DetectedLabelState extends SceneVariableState {
  uid: string;
  label: keyof Dialect;
  value: string;
}

/** A hidden variable that holds a label's name; what queries with it waits until it is known. */
export class DetectedLabel extends SceneObjectBase<DetectedLabelState> implements SceneVariable<DetectedLabelState> {
  constructor({ uid, label }: Pick<DetectedLabelState, 'uid' | 'label'>) {
    super({
      type: 'constant',
      name: DIALECT_VARIABLE_NAMES[label],
      hide: VariableHide.hideVariable,
      skipUrlSync: true,
      uid,
      label,
      value: DIALECTS.plain[label],
    });
  }

  validateAndUpdate(): Observable<object> {
    const { uid, label } = this.state;
    return from(detectionOf(uid, sceneGraph.getTimeRange(this).state.value)).pipe(
      map(({ dialect }) => this.adopt(dialect[label])),
      // Without an answer the plain labels are as good as any; DetectionGate says what failed.
      catchError(() => of({}))
    );
  }

  getValue(): string {
    return this.state.value;
  }

  private adopt(value: string): object {
    if (value !== this.state.value) {
      this.setState({ value });
      this.publishEvent(new SceneVariableValueChangedEvent(this), true);
    }
    return {};
  }
}

/** One hidden variable for each label of the dialect. */
export function detectedLabels(uid: string): DetectedLabel[] {
  const labels = Object.keys(DIALECT_VARIABLE_NAMES) as Array<keyof Dialect>;
  return labels.map((label) => new DetectedLabel({ uid, label }));
}

/** The detection for a component, and a way to ask again. */
export function useDetection(uid: string, range: TimeRange): Loaded<Detection> {
  // A refresh makes another range of the same start, which is the same question.
  const [asking, setAsking] = useState({ uid, range });
  if (keyOf(asking.uid, asking.range) !== keyOf(uid, range)) {
    setAsking({ uid, range });
  }
  return useLoad(useCallback(() => detectionOf(asking.uid, asking.range), [asking]));
}

/** Forgets an answer, so that the next question reaches Prometheus. */
export function forgetDetection(uid: string, range: TimeRange): void {
  asked.delete(keyOf(uid, range));
  answered.delete(keyOf(uid, range));
}

function keyOf(uid: string, range: TimeRange): string {
  return `${uid} ${String(range.raw.from)}`;
}
