/**
 * The Grafana annotation of a run: what it should say, and which writes bring what is there to what should be.
 *
 * An organisation region, `time` = start, `timeEnd` = end (planned end while the run goes on).
 */

/** The part of a Grafana annotation that this plugin reads and writes. */
export interface RunAnnotation {
  id: number;
  /** Epoch ms. */
  time: number;
  /** Epoch ms; equal to `time` for a point. */
  timeEnd: number;
  tags: string[];
  text: string;
}

export type WantedAnnotation = Omit<RunAnnotation, 'id'>;

export type AnnotationWrite =
  | { kind: 'create'; annotation: WantedAnnotation }
  | { kind: 'update'; id: number; annotation: WantedAnnotation }
  | { kind: 'delete'; id: number };

/** Tag that every run's annotation carries. */
export const RUN_TAG = 'wva-run';
/** Tag that a note written by hand on a run carries besides `run:` and `uid:`. */
export const NOTE_TAG = 'wva-note';
