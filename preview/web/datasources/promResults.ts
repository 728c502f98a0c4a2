/**
 * Frames of Prometheus queries in the shape that their `format` asks for.
 *
 * After `transformV2` of packages/grafana-prometheus/src/result_transformer.ts.
 */
import {
  DataFrameType,
  FieldType,
  getFieldDisplayName,
  sortDataFrame,
  TIME_SERIES_VALUE_FIELD_NAME,
  type DataFrame,
  type Field,
} from '@grafana/data';

interface Target {
  refId: string;
  format?: string;
  legendFormat?: string;
}

export function shapeResults(frames: DataFrame[], targets: Target[]): DataFrame[] {
  const formatOf = (frame: DataFrame) => targets.find((target) => target.refId === frame.refId)?.format;
  for (const frame of frames) {
    nameAutomatically(frame, frames, targets);
  }
  const tables = frames.filter((frame) => formatOf(frame) === 'table');
  const heatmaps = frames.filter((frame) => formatOf(frame) === 'heatmap');
  const series = frames.filter((frame) => !tables.includes(frame) && !heatmaps.includes(frame));
  return [
    ...series.map((frame): DataFrame => ({ ...frame, meta: { ...frame.meta, preferredVisualisationType: 'graph' } })),
    ...toTables(tables),
    ...toHeatmaps(heatmaps),
  ];
}

function nameAutomatically(frame: DataFrame, all: DataFrame[], targets: Target[]): void {
  if (targets.find((target) => target.refId === frame.refId)?.legendFormat !== '__auto') {
    return;
  }
  for (const field of frame.fields) {
    if (field.labels?.__name__ !== undefined && field.labels.__name__ === field.name) {
      field.config.displayNameFromDS = getFieldDisplayName(
        { ...field, name: TIME_SERIES_VALUE_FIELD_NAME },
        frame,
        all
      );
    }
  }
}

function groupBy<T>(items: T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const list = groups.get(key(item)) ?? [];
    list.push(item);
    groups.set(key(item), list);
  }
  return groups;
}

/** One table a query: a row a sample, a column a label. */
function toTables(frames: DataFrame[]): DataFrame[] {
  const filled = frames.filter((frame) => frame.fields.length > 1);
  if (filled.length === 0) {
    return frames;
  }
  const groups = groupBy(filled, (frame) => frame.refId ?? '');
  return [...groups].map(([refId, group]) => {
    const labels = [...new Set(group.flatMap((frame) => Object.keys(frame.fields[1]?.labels ?? {}).sort()))];
    const time: Field = {
      name: 'Time',
      type: FieldType.time,
      config: { interval: group[0]?.fields[0]?.config.interval },
      values: [],
    };
    const value: Field = {
      name: groups.size > 1 ? `Value #${refId}` : 'Value',
      type: FieldType.number,
      config: {},
      values: [],
    };
    const columns = labels.map((name): Field => ({
      name,
      type: FieldType.string,
      config: { filterable: true },
      values: [],
    }));
    for (const frame of group) {
      const [times, values] = frame.fields;
      for (let row = 0; row < frame.length; row++) {
        time.values.push(times?.values[row]);
        value.values.push(values?.values[row]);
        columns.forEach((column) => column.values.push(values?.labels?.[column.name] ?? ''));
      }
    }
    const table: DataFrame = {
      refId,
      fields: [time, ...columns, value],
      length: time.values.length,
      meta: { ...group[0]?.meta, type: undefined, preferredVisualisationType: 'rawPrometheus' },
    };
    return sortDataFrame(table, 0);
  });
}

/** Cumulative `le` buckets become counts a bucket, one frame for each set of the other labels. */
function toHeatmaps(frames: DataFrame[]): DataFrame[] {
  const groups = groupBy(
    frames.filter((frame) => frame.fields.length > 1),
    (frame) => {
      const { le: _le, ...others } = frame.fields[1]?.labels ?? {};
      return `${frame.refId} ${Object.values(others).join()}`;
    }
  );
  return [...groups.values()].flatMap((group) => {
    const sorted = [...group].sort((a, b) => bound(a) - bound(b));
    const [first] = sorted;
    const time = first?.fields[0];
    if (first === undefined || time === undefined) {
      return [];
    }
    const counts = alignToLongest(sorted);
    const fields = sorted.map((frame, index): Field => {
      const below = index === 0 ? undefined : counts[index - 1];
      const le = frame.fields[1]?.labels?.le ?? frame.fields[1]?.name ?? '';
      return {
        name: le,
        type: FieldType.number,
        config: { displayNameFromDS: le },
        labels: frame.fields[1]?.labels,
        values: (counts[index] ?? []).map((count, row) => {
          const own = count - (below?.[row] ?? 0);
          return own < 1e-9 ? 0 : own;
        }),
      };
    });
    const times =
      sorted.reduce((longest, frame) => (frame.length > longest.length ? frame : longest)).fields[0] ?? time;
    return [
      {
        ...first,
        meta: { ...first.meta, type: DataFrameType.HeatmapRows },
        fields: [times, ...fields],
        length: times.values.length,
      },
    ];
  });
}

function bound(frame: DataFrame): number {
  const le = frame.fields[1]?.labels?.le ?? frame.name ?? '';
  return /^\+?inf/i.test(le) ? Infinity : Number.parseFloat(le);
}

/** Buckets of one histogram have the same times, except where one began later: its counts before are nought. */
function alignToLongest(frames: DataFrame[]): number[][] {
  const longest = frames.reduce((best, frame) => (frame.length > best.length ? frame : best));
  const times = (longest.fields[0]?.values ?? []) as number[];
  return frames.map((frame) => {
    const at = new Map(
      (frame.fields[0]?.values as number[]).map((time, row) => [time, frame.fields[1]?.values[row] as number])
    );
    return times.map((time) => at.get(time) ?? 0);
  });
}
