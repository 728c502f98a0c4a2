/** Stands in for Grafana's table panel: the same TableNG component. */
import { cacheFieldDisplayNames, getFrameDisplayName, PanelPlugin, type PanelProps } from '@grafana/data';
import { TableCellHeight, type TableSortByFieldState } from '@grafana/schema';
import { Combobox } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import React, { useMemo } from 'react';

import { fieldOptions } from './fieldOptions';
import { NoData } from './NoData';

interface Options {
  frameIndex?: number;
  showHeader?: boolean;
  showTypeIcons?: boolean;
  sortBy?: TableSortByFieldState[];
  cellHeight?: TableCellHeight;
  enablePagination?: boolean;
  frozenColumns?: { left?: number };
}

const PICKER_HEIGHT = 40;

function TablePanel({
  id,
  data,
  width,
  height,
  options,
  fieldConfig,
  timeRange,
  transparent,
  onOptionsChange,
}: PanelProps<Options>) {
  // The table looks columns up by the names that this finds.
  const frames = useMemo(() => {
    cacheFieldDisplayNames(data.series);
    return data.series;
  }, [data.series]);
  const index = Math.min(options.frameIndex ?? 0, frames.length - 1);
  const frame = frames[index];
  if (frame === undefined || frame.fields.length === 0) {
    return <NoData fieldConfig={fieldConfig} />;
  }
  const many = frames.length > 1;
  return (
    <div>
      <TableNG
        data={frame}
        width={width}
        height={many ? height - PICKER_HEIGHT : height}
        noHeader={options.showHeader === false}
        showTypeIcons={options.showTypeIcons}
        resizable={true}
        sortBy={options.sortBy}
        onSortByChange={(sortBy) => onOptionsChange({ ...options, sortBy: sortBy as TableSortByFieldState[] })}
        cellHeight={options.cellHeight ?? TableCellHeight.Sm}
        enablePagination={options.enablePagination}
        frozenColumns={options.frozenColumns?.left}
        timeRange={timeRange}
        fieldConfig={fieldConfig}
        structureRev={data.structureRev}
        transparent={transparent}
        noValue={fieldConfig.defaults.noValue}
        getActions={() => []}
      />
      {many && (
        <>
          <label htmlFor={`table-series-${id}`} className="sr-only">
            Series of the table
          </label>
          <Combobox
            id={`table-series-${id}`}
            width={40}
            options={frames.map((one, value) => ({ value, label: getFrameDisplayName(one) }))}
            value={index}
            onChange={({ value }) => onOptionsChange({ ...options, frameIndex: value })}
          />
        </>
      )}
    </div>
  );
}

export const table = new PanelPlugin<Options>(TablePanel).useFieldConfig(
  fieldOptions({
    align: 'auto',
    cellOptions: { type: 'auto' },
    width: undefined,
    minWidth: undefined,
    filterable: undefined,
    hidden: undefined,
    hideFrom: { viz: false },
    inspect: false,
    wrapText: undefined,
    wrapHeaderText: undefined,
    tooltip: undefined,
    footer: { reducers: [] },
    styleField: undefined,
    displayMode: undefined,
  })
);
