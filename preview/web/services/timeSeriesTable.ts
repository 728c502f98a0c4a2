/**
 * The transformation "Time series to table", which Grafana keeps outside its packages: a row a series, its points in a
 * field of frames that sparkline cells draw.
 *
 * After public/app/features/transformers/timeSeriesTable in grafana/grafana.
 */
import {
  FieldType,
  isTimeSeriesFrame,
  ReducerID,
  reduceField,
  type DataFrame,
  type DataTransformerInfo,
  type Field,
} from '@grafana/data';
import { map } from 'rxjs';

type Options = Record<string, { stat?: ReducerID; mergeSeries?: boolean; timeField?: string; inlineStat?: boolean }>;

export const timeSeriesTable: DataTransformerInfo<Options> = {
  id: 'timeSeriesTable',
  name: 'Time series to table',
  description: 'Convert time series data to table rows.',
  defaultOptions: {},
  operator: (options) => (source) => source.pipe(map((frames) => toTables(options, frames))),
};

export function toTables(options: Options, frames: DataFrame[]): DataFrame[] {
  const byQuery = new Map<string, DataFrame[]>();
  const others: DataFrame[] = [];
  for (const frame of frames) {
    if (isTimeSeriesFrame(frame)) {
      const key = String(frame.refId);
      byQuery.set(key, [...(byQuery.get(key) ?? []), frame]);
    } else {
      others.push(frame);
    }
  }
  return [...others, ...[...byQuery].map(([refId, series]) => toTable(refId, series, options[refId]))];
}

function toTable(refId: string, series: DataFrame[], options: Options[string] | undefined): DataFrame {
  const values = series.flatMap((frame) =>
    frame.fields.filter((field) => field.type === FieldType.number).map((field) => ({ frame, field }))
  );
  const labels = [...new Set(values.flatMap(({ field }) => Object.keys(field.labels ?? {})))];
  const columns = labels.map((name): Field => ({
    name,
    type: FieldType.string,
    config: {},
    values: values.map(({ field }) => field.labels?.[name]),
  }));
  const stat = options?.stat ?? ReducerID.lastNotNull;
  const trend: Field = {
    name: `Trend #${refId}`,
    type: FieldType.frame,
    config: {},
    values: values.map(({ frame, field }) => {
      const time = frame.fields.find((one) => one.type === FieldType.time);
      return {
        ...frame,
        fields: time === undefined ? [field] : [time, field],
        value: options?.inlineStat === false ? null : (reduceField({ field, reducers: [stat] })[stat] ?? null),
        length: frame.length,
      };
    }),
  };
  return { refId, fields: [...columns, trend], meta: {}, length: values.length };
}
