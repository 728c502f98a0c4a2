/** Stands in for Grafana's stat, gauge and bar gauge panels: BigValue and BarGauge, repeated for each value. */
import {
  DisplayValueAlignmentFactors,
  FieldColorModeId,
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
  PanelPlugin,
  VizOrientation,
  type FieldDisplay,
  type PanelProps,
} from '@grafana/data';
import {
  BarGaugeDisplayMode,
  BarGaugeValueMode,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  type ReduceDataOptions,
  type VizTextDisplayOptions,
} from '@grafana/schema';
import {
  BarGauge,
  BigValue,
  DataLinksContextMenu,
  useTheme2,
  VizRepeater,
  type VizRepeaterRenderValueProps,
} from '@grafana/ui';
import React, { useCallback } from 'react';

import { fieldOptions } from './fieldOptions';
import { NoData } from './NoData';

interface SingleOptions {
  reduceOptions: ReduceDataOptions;
  orientation?: VizOrientation;
  text?: VizTextDisplayOptions;
}

interface StatOptions extends SingleOptions {
  colorMode?: BigValueColorMode;
  graphMode?: BigValueGraphMode;
  justifyMode?: BigValueJustifyMode;
  textMode?: BigValueTextMode;
}

interface BarOptions extends SingleOptions {
  displayMode?: BarGaugeDisplayMode;
  valueMode?: BarGaugeValueMode;
  showUnfilled?: boolean;
  minVizWidth?: number;
  minVizHeight?: number;
  maxVizHeight?: number;
  namePlacement?: never;
  sizing?: string;
}

function useValues<T extends SingleOptions>(
  { data, options, fieldConfig, replaceVariables, timeZone }: PanelProps<T>,
  sparkline: boolean
) {
  const theme = useTheme2();
  return useCallback(
    () =>
      getFieldDisplayValues({
        fieldConfig,
        reduceOptions: options.reduceOptions ?? { calcs: ['lastNotNull'], fields: '', values: false },
        replaceVariables,
        theme,
        data: data.series,
        sparkline,
        timeZone,
      }),
    [data.series, fieldConfig, options.reduceOptions, replaceVariables, sparkline, theme, timeZone]
  );
}

function WithLinks({
  value,
  children,
}: {
  value: FieldDisplay;
  children: (open?: React.MouseEventHandler<HTMLElement>) => JSX.Element;
}) {
  if (value.hasLinks !== true || value.getLinks === undefined) {
    return children();
  }
  return <DataLinksContextMenu links={value.getLinks}>{(api) => children(api.openMenu)}</DataLinksContextMenu>;
}

function StatPanel(props: PanelProps<StatOptions>) {
  const theme = useTheme2();
  const { data, options, width, height, renderCounter, timeZone } = props;
  const graphMode = options.graphMode ?? BigValueGraphMode.Area;
  const getValues = useValues(props, graphMode !== BigValueGraphMode.None);
  if (data.series.length === 0) {
    return <NoData fieldConfig={props.fieldConfig} />;
  }
  const renderValue = ({
    value,
    count,
    width: w,
    height: h,
    alignmentFactors,
  }: VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>) => {
    const sparkline = value.sparkline === undefined ? undefined : { ...value.sparkline, timeRange: data.timeRange };
    return (
      <WithLinks value={value}>
        {(open) => (
          <BigValue
            value={value.display}
            count={count}
            sparkline={sparkline as never}
            colorMode={options.colorMode ?? BigValueColorMode.Value}
            graphMode={graphMode}
            justifyMode={options.justifyMode ?? BigValueJustifyMode.Auto}
            textMode={options.textMode ?? BigValueTextMode.Auto}
            alignmentFactors={alignmentFactors}
            text={options.text}
            width={w}
            height={h}
            theme={theme}
            onClick={open}
          />
        )}
      </WithLinks>
    );
  };
  return (
    <VizRepeater
      getValues={getValues}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={renderValue}
      width={width}
      height={height}
      source={data}
      itemSpacing={3}
      renderCounter={renderCounter}
      autoGrid={true}
      orientation={options.orientation ?? VizOrientation.Auto}
      key={timeZone}
    />
  );
}

function BarGaugePanel(props: PanelProps<BarOptions>) {
  const theme = useTheme2();
  const { data, options, width, height, renderCounter } = props;
  const getValues = useValues(props, false);
  if (data.series.length === 0) {
    return <NoData fieldConfig={props.fieldConfig} />;
  }
  const orientation =
    options.orientation === VizOrientation.Vertical ? VizOrientation.Vertical : VizOrientation.Horizontal;
  const least = options.minVizHeight ?? 16;
  const most = options.maxVizHeight ?? 300;
  const renderValue = ({
    value,
    width: w,
    height: h,
    alignmentFactors,
    orientation: way,
  }: VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>) => (
    <WithLinks value={value}>
      {(open) => (
        <BarGauge
          value={value.display}
          field={value.field}
          display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0)}
          text={options.text}
          width={w}
          height={h}
          orientation={way}
          theme={theme}
          itemSpacing={10}
          alignmentFactors={alignmentFactors}
          displayMode={options.displayMode ?? BarGaugeDisplayMode.Gradient}
          valueDisplayMode={options.valueMode ?? BarGaugeValueMode.Color}
          showUnfilled={options.showUnfilled ?? true}
          onClick={open}
        />
      )}
    </WithLinks>
  );
  return (
    <VizRepeater
      getValues={getValues}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={renderValue}
      width={width}
      height={height}
      source={data}
      itemSpacing={10}
      renderCounter={renderCounter}
      minVizHeight={orientation === VizOrientation.Horizontal ? least : 75}
      minVizWidth={options.minVizWidth ?? 8}
      maxVizHeight={most}
      orientation={orientation}
    />
  );
}

const REDUCE = { calcs: ['lastNotNull'], fields: '', values: false };

export const stat = new PanelPlugin<StatOptions>(StatPanel)
  .useFieldConfig(fieldOptions({}, FieldColorModeId.Thresholds))
  .setPanelOptions((builder) => {
    builder.addCustomEditor({
      id: 'reduceOptions',
      path: 'reduceOptions',
      name: 'Value options',
      editor: () => null,
      defaultValue: REDUCE,
    });
  })
  .setNoPadding();

export const bargauge = new PanelPlugin<BarOptions>(BarGaugePanel)
  .useFieldConfig(fieldOptions({}, FieldColorModeId.Thresholds))
  .setPanelOptions((builder) => {
    builder.addCustomEditor({
      id: 'reduceOptions',
      path: 'reduceOptions',
      name: 'Value options',
      editor: () => null,
      defaultValue: REDUCE,
    });
  });
