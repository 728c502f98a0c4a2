/** Annotation frames as marks to draw: points and regions with their text, tags and colour. */
import { type DataFrame, type GrafanaTheme2 } from '@grafana/data';

export interface AnnotationMark {
  key: string;
  /** Epoch ms. */
  time: number;
  timeEnd: number;
  isRegion: boolean;
  color: string;
  title: string;
  /** May hold markup from whoever wrote the annotation. */
  text: string;
  tags: string[];
}

const DEFAULT_COLOR = 'rgba(0, 211, 255, 1)';

type Row = Record<string, unknown>;

export function toMarks(frames: DataFrame[] | undefined, theme: GrafanaTheme2): AnnotationMark[] {
  return (frames ?? []).flatMap((frame, frameIndex) =>
    Array.from(
      { length: frame.length },
      (_, row) => Object.fromEntries(frame.fields.map(({ name, values }) => [name, values[row]])) as Row
    )
      .map((row, index) => toMark(row, `${frameIndex}-${index}`, theme))
      .filter(({ time }) => Number.isFinite(time))
  );
}

function toMark(row: Row, key: string, theme: GrafanaTheme2): AnnotationMark {
  const time = typeof row.time === 'number' ? row.time : Number.NaN;
  const timeEnd = typeof row.timeEnd === 'number' && row.timeEnd > time ? row.timeEnd : time;
  return {
    key: `${key}-${textOf(row.id)}`,
    time,
    timeEnd,
    isRegion: timeEnd > time,
    color: theme.visualization.getColorByName(textOf(row.color) || DEFAULT_COLOR),
    title: textOf(row.title),
    text: textOf(row.text),
    tags: Array.isArray(row.tags) ? row.tags.map(String) : [],
  };
}

function textOf(value: unknown): string {
  return value === undefined || value === null ? '' : String(value);
}
