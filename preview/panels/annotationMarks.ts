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

export function toMarks(frames: DataFrame[] | undefined, theme: GrafanaTheme2): AnnotationMark[] {
  const marks: AnnotationMark[] = [];
  for (const [frameIndex, frame] of (frames ?? []).entries()) {
    const field = (name: string) => frame.fields.find((one) => one.name === name)?.values;
    const times = field('time');
    const [ends, regions, colors, titles, texts, tags, ids] = ['timeEnd', 'isRegion', 'color', 'title', 'text', 'tags', 'id'].map(field);
    for (let row = 0; row < frame.length; row++) {
      const time = Number(times?.[row]);
      if (!Number.isFinite(time)) {
        continue;
      }
      const timeEnd = Number(ends?.[row] ?? time) || time;
      marks.push({
        key: `${frameIndex}-${ids?.[row] ?? ''}-${row}`,
        time,
        timeEnd,
        isRegion: regions?.[row] === true || timeEnd > time,
        color: theme.visualization.getColorByName(String(colors?.[row] ?? 'rgba(0, 211, 255, 1)')),
        title: String(titles?.[row] ?? ''),
        text: String(texts?.[row] ?? ''),
        tags: Array.isArray(tags?.[row]) ? (tags?.[row] as string[]) : [],
      });
    }
  }
  return marks;
}
