/** The tooltip of a time chart: the values of all series, or of the one below the pointer, with its data links. */
import {
  formattedValueToString,
  dateTimeFormat,
  FALLBACK_COLOR,
  FieldType,
  getFieldDisplayName,
  type DataFrame,
  type Field,
  type LinkModel,
  type TimeZone,
} from '@grafana/data';
import { SortOrder, TooltipDisplayMode, type VizTooltipOptions } from '@grafana/schema';
import { SeriesTable, DataLinkButton } from '@grafana/ui';
import React from 'react';

interface Props {
  frame: DataFrame;
  dataIdxs: Array<number | null>;
  seriesIdx: number | null;
  options: VizTooltipOptions;
  timeZone: TimeZone;
  links: LinkModel[];
}

export function ChartTooltip({ frame, dataIdxs, seriesIdx, options, timeZone, links }: Props) {
  const xIndex = dataIdxs[0] ?? dataIdxs.find((index) => index !== null) ?? null;
  const place = xIndex === null ? '' : placeText(frame.fields[0], xIndex, timeZone);
  const rows = frame.fields
    .map((field, index) => ({ field, index, at: dataIdxs[index] ?? null }))
    .filter(
      ({ field, index, at }) =>
        index > 0 && at !== null && isShown(field) && (options.mode === TooltipDisplayMode.Multi || index === seriesIdx)
    )
    .map(({ field, index, at }) => ({
      label: getFieldDisplayName(field, frame),
      isActive: index === seriesIdx,
      raw: field.values[at as number] as number,
      ...display(field, at as number),
    }));
  if (options.sort === SortOrder.Ascending || options.sort === SortOrder.Descending) {
    const sign = options.sort === SortOrder.Ascending ? 1 : -1;
    rows.sort((a, b) => sign * (a.raw - b.raw));
  }
  return (
    <div style={{ padding: 8 }}>
      <SeriesTable timestamp={place} series={rows} />
      {links.map((link) => (
        <DataLinkButton key={link.href} link={link} />
      ))}
    </div>
  );
}

/** Where on the axis: a time, or a number in its unit. */
function placeText(axis: Field | undefined, at: number, timeZone: TimeZone): string {
  const value: unknown = axis?.values[at];
  if (axis === undefined || typeof value !== 'number') {
    return '';
  }
  return axis.type === FieldType.time ? dateTimeFormat(value, { timeZone }) : display(axis, at).value;
}

function isShown(field: Field): boolean {
  const hidden = field.config.custom?.hideFrom as { tooltip?: boolean; viz?: boolean } | undefined;
  return hidden?.tooltip !== true && hidden?.viz !== true;
}

function display(field: Field, at: number): { color: string; value: string } {
  const shown = field.display?.(field.values[at]);
  return {
    color: shown?.color ?? FALLBACK_COLOR,
    value: shown === undefined ? String(field.values[at]) : formattedValueToString(shown),
  };
}
