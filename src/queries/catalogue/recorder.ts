/** Metrics of this project's recorder (`wva recorder`). */
import type { Metric } from './metric';

export const RECORDER = {
  recorderSucceeded: {
    name: 'wva_recorder_last_success_timestamp_seconds',
    type: 'gauge',
    unit: 's since 1970',
    labels: [],
    meaning: 'When the recorder that works last had done all that was due, without a failure.',
  },
} as const satisfies Record<string, Metric>;
