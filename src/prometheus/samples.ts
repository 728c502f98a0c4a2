/** What a frame of an instant query says. */
import { FieldType, type DataFrame } from '@grafana/data';

/** A series at a moment. */
export interface Sample {
  labels: Record<string, string>;
  value: number;
  /** Epoch ms; NaN in a frame without a time. */
  time: number;
}

/** The last value of each value field of a frame, with its labels; NaN where the frame has no number. */
export function samplesOf(frame: DataFrame): Sample[] {
  const last = frame.length - 1;
  const time = frame.fields.find((field) => field.type === FieldType.time);
  return frame.fields
    .filter((field) => field.type === FieldType.number && last >= 0)
    .map((field) => {
      const value: unknown = field.values[last];
      return {
        labels: field.labels ?? {},
        value: typeof value === 'number' ? value : NaN,
        time: Number(time?.values[last] ?? NaN),
      };
    });
}
