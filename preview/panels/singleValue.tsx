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
import React, { useCallback, type ComponentProps, type ComponentType } from 'react';

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

const REDUCE = { calcs: ['lastNotNull'], fields: '', values: false };

type Shown = VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>;

interface RepeatedProps extends Omit<
  ComponentProps<typeof VizRepeater<FieldDisplay, DisplayValueAlignmentFactors>>,
  'getValues' | 'getAlignmentFactors' | 'source' | 'width' | 'height' | 'renderCounter' | 'renderValue'
> {
  panel: PanelProps<SingleOptions>;
  sparkline: boolean;
  /** One value; `open` opens its links where it has any. */
  children: (shown: Shown, open?: React.MouseEventHandler<HTMLElement>) => JSX.Element;
}

/** Every value of the data, each in the same way. */
function Repeated({ panel, sparkline, children, ...layout }: RepeatedProps) {
  const { data, options, fieldConfig, replaceVariables, timeZone, width, height, renderCounter } = panel;
  const theme = useTheme2();
  const getValues = useCallback(
    () =>
      getFieldDisplayValues({
        fieldConfig,
        reduceOptions: options.reduceOptions ?? REDUCE,
        replaceVariables,
        theme,
        data: data.series,
        sparkline,
        timeZone,
      }),
    [data.series, fieldConfig, options.reduceOptions, replaceVariables, sparkline, theme, timeZone]
  );
  if (data.series.length === 0) {
    return <NoData fieldConfig={fieldConfig} />;
  }
  return (
    <VizRepeater
      {...layout}
      getValues={getValues}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={(shown: Shown) => <WithLinks value={shown.value}>{(open) => children(shown, open)}</WithLinks>}
      width={width}
      height={height}
      source={data}
      renderCounter={renderCounter}
    />
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
  const { data, options, timeZone } = props;
  const graphMode = options.graphMode ?? BigValueGraphMode.Area;
  return (
    <Repeated
      panel={props}
      sparkline={graphMode !== BigValueGraphMode.None}
      itemSpacing={3}
      autoGrid={true}
      orientation={options.orientation ?? VizOrientation.Auto}
      key={timeZone}
    >
      {({ value, count, width, height, alignmentFactors }, open) => (
        <BigValue
          value={value.display}
          count={count}
          sparkline={value.sparkline && ({ ...value.sparkline, timeRange: data.timeRange } as never)}
          colorMode={options.colorMode ?? BigValueColorMode.Value}
          graphMode={graphMode}
          justifyMode={options.justifyMode ?? BigValueJustifyMode.Auto}
          textMode={options.textMode ?? BigValueTextMode.Auto}
          alignmentFactors={alignmentFactors}
          text={options.text}
          width={width}
          height={height}
          theme={theme}
          onClick={open}
        />
      )}
    </Repeated>
  );
}

function BarGaugePanel(props: PanelProps<BarOptions>) {
  const theme = useTheme2();
  const { options } = props;
  const orientation =
    options.orientation === VizOrientation.Vertical ? VizOrientation.Vertical : VizOrientation.Horizontal;
  return (
    <Repeated
      panel={props}
      sparkline={false}
      itemSpacing={10}
      minVizHeight={orientation === VizOrientation.Horizontal ? (options.minVizHeight ?? 16) : 75}
      minVizWidth={options.minVizWidth ?? 8}
      maxVizHeight={options.maxVizHeight ?? 300}
      orientation={orientation}
    >
      {({ value, width, height, alignmentFactors, orientation: way }, open) => (
        <BarGauge
          value={value.display}
          field={value.field}
          display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0)}
          text={options.text}
          width={width}
          height={height}
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
    </Repeated>
  );
}

function singleValuePanel<Options extends SingleOptions>(
  panel: ComponentType<PanelProps<Options>>
): PanelPlugin<Options> {
  return new PanelPlugin<Options>(panel)
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
}

export const stat = singleValuePanel(StatPanel).setNoPadding();

export const bargauge = singleValuePanel(BarGaugePanel);
