import {
  createTheme,
  FieldType,
  getDisplayProcessor,
  standardTransformers,
  standardTransformersRegistry,
  toDataFrame,
  transformDataFrame,
  type DataFrame,
  type DataTransformerInfo,
  type FieldConfig,
} from '@grafana/data';
import { map, lastValueFrom } from 'rxjs';

import { effectiveThresholds } from '../domain/variant';
import { DIALECTS } from '../queries/dialect';
import { gpusBoard, overviewBoard, panelsOf } from './boards';
import { fleetTable } from './fleet';
import type { PanelSpec, Role } from './spec';
import { ROLE_STYLE, thresholdSteps } from './style';
import { toQuery, toVizConfig } from './viz';

const scope = { dialect: DIALECTS.openshift, namespace: '$namespace', variant: '$variant' };
const PANELS = [...panelsOf(overviewBoard({ scope })), ...panelsOf(gpusBoard({ scope: { dialect: DIALECTS.plain } }))];

/** Grafana's own `timeSeriesTable` is not in `@grafana/data`: this does as much of it as the merge needs. */
const timeSeriesTable: DataTransformerInfo = {
  id: 'timeSeriesTable',
  name: 'Time series to table',
  operator: () => (source) =>
    source.pipe(
      map((frames: DataFrame[]) => {
        const values = frames.map((frame) => frame.fields[1]).filter((field) => field !== undefined);
        const labels = [...new Set(values.flatMap((field) => Object.keys(field.labels ?? {})))];
        const fields = [
          ...labels.map((name) => ({
            name,
            type: FieldType.string,
            values: values.map((f) => f.labels?.[name] ?? ''),
          })),
          { name: `Trend #${frames[0]?.refId}`, type: FieldType.frame, values },
        ];
        return values.length === 0 ? [] : [toDataFrame({ refId: frames[0]?.refId, fields })];
      })
    ),
};

beforeAll(() => {
  const {
    mergeTransformer,
    labelsToFieldsTransformer,
    filterFieldsByNameTransformer,
    filterFieldsTransformer,
    organizeFieldsTransformer,
    orderFieldsTransformer,
    renameFieldsTransformer,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- outside of Grafana there is no other way to them
  } = standardTransformers;
  const all = [
    mergeTransformer,
    labelsToFieldsTransformer,
    filterFieldsByNameTransformer,
    filterFieldsTransformer,
    organizeFieldsTransformer,
    orderFieldsTransformer,
    renameFieldsTransformer,
    timeSeriesTable,
  ];
  standardTransformersRegistry.setInit(() =>
    all.map((info) => ({
      id: info.id,
      name: info.name,
      transformation: () => Promise.resolve(info),
      editor: () => null,
      imageDark: '',
      imageLight: '',
    }))
  );
});

describe('the fleet table', () => {
  const spec = fleetTable({ scope: { dialect: DIALECTS.plain }, thresholds: effectiveThresholds() });
  const TIME = 1_700_000_000_000;

  /** An instant answer as series, as Grafana's Prometheus data source gives it: one a variant and column. */
  const instant = (column: string, rows: Array<[string, number]>): DataFrame[] =>
    rows.map(([variant, value]) =>
      toDataFrame({
        refId: 'cells',
        fields: [
          { name: 'Time', type: FieldType.time, values: [TIME] },
          {
            name: 'Value',
            type: FieldType.number,
            values: [value],
            labels: { namespace: 'exp', variant, series: column },
            config: { displayNameFromDS: `{namespace="exp", series="${column}", variant="${variant}"}` },
          },
        ],
      })
    );
  const trend = (variant: string): DataFrame =>
    toDataFrame({
      refId: 'served',
      fields: [
        { name: 'Time', type: FieldType.time, values: [TIME - 1000, TIME] },
        { name: 'Value', type: FieldType.number, values: [1, 2], labels: { namespace: 'exp', variant } },
      ],
    });
  const table = async (frames: DataFrame[]) => {
    const configs = toVizConfig(spec).transformations;
    const [frame, ...more] = await lastValueFrom(transformDataFrame(configs, frames));
    expect(more).toEqual([]);
    return new Map(frame?.fields.map((field) => [field.config.displayName ?? field.name, field.values]));
  };
  const rows: Array<[string, number]> = [
    ['a', 3],
    ['b', 5],
  ];

  test('is one row a variant, with columns in their order', async () => {
    const columns = await table([
      ...['desired', 'created', 'ready', 'pending', 'kv', 'queue', 'headroom'].flatMap((column) =>
        instant(column, rows)
      ),
      trend('b'),
      trend('a'),
    ]);
    expect([...columns.keys()]).toEqual([
      'Variant',
      'Namespace',
      'Desired',
      'Created',
      'Ready',
      'Pending',
      'KV cache',
      'Queue',
      'Headroom',
      'Served',
    ]);
    expect(columns.get('Variant')).toEqual(['a', 'b']);
    expect(columns.get('Desired')).toEqual([3, 5]);
    expect(columns.get('Served')).toHaveLength(2);
  });

  test('keeps its rows when one column is empty and another knows only some variants', async () => {
    const columns = await table([
      ...instant('created', rows),
      ...instant('ready', rows),
      ...instant('pending', rows),
      ...instant('kv', [['b', 0.5]]),
      ...instant('queue', [['b', 1]]),
      ...instant('headroom', [['b', 1]]),
      trend('b'),
    ]);
    expect(columns.get('Variant')).toEqual(['a', 'b']);
    expect(columns.get('Ready')).toEqual([3, 5]);
    expect(columns.get('KV cache')?.[1]).toBe(0.5);
    expect(columns.get('KV cache')?.[0] ?? undefined).toBeUndefined();
  });

  test('holds with a single variant, whose instant answers look like series', async () => {
    const one: Array<[string, number]> = [['a', 3]];
    const columns = await table([
      ...['desired', 'created', 'ready', 'pending', 'kv', 'queue', 'headroom'].flatMap((column) =>
        instant(column, one)
      ),
      trend('a'),
    ]);
    expect(columns.get('Variant')).toEqual(['a']);
    expect(columns.get('Headroom')).toEqual([3]);
  });
});

test.each(PANELS.map((panel) => [panel.id, panel] as const))(
  '%s: plain data, a known plugin, words for no data',
  (_id, panel) => {
    const config = toVizConfig(panel);
    expect(JSON.parse(JSON.stringify(config))).toEqual(config);
    expect(['timeseries', 'stat', 'table', 'bargauge', 'heatmap', 'state-timeline']).toContain(config.pluginId);
    expect(config.fieldConfig.defaults.noValue).toBe(panel.noData);
  }
);

test.each(PANELS.filter((panel) => panel.viz.kind === 'timeseries').map((panel) => [panel.id, panel] as const))(
  '%s: gaps stay gaps, thresholds are drawn and in sight',
  (_id, panel) => {
    const { defaults } = toVizConfig(panel).fieldConfig;
    expect(defaults.custom).toMatchObject({
      spanNulls: false,
      thresholdsStyle: { mode: panel.thresholds ? 'dashed' : 'off' },
    });
    for (const threshold of panel.thresholds ?? []) {
      expect(defaults.thresholds).toMatchObject({
        steps: expect.arrayContaining([{ color: 'red', value: threshold.value }]),
      });
    }
  }
);

describe('lines that share a chart differ by more than colour', () => {
  // Two names of one role are never drawn at once: arrivals are the router's or an estimate.
  const rolesOf = (panel: PanelSpec): Role[] => {
    const roles = panel.targets.flatMap(({ role, seriesRoles }) => [role, ...Object.values(seriesRoles ?? {})]);
    return [...new Set(roles)].filter((role) => role !== undefined);
  };
  const charts = PANELS.filter((panel) => panel.viz.kind === 'timeseries' && rolesOf(panel).length > 1);

  test.each(charts.map((panel) => [panel.id, rolesOf(panel)] as const))('%s', (_id, roles) => {
    const shapes = roles.map((role) => JSON.stringify([ROLE_STYLE[role].width, ROLE_STYLE[role].dash]));
    expect(new Set(shapes).size).toBe(roles.length);
    expect(new Set(roles.map((role) => ROLE_STYLE[role].color)).size).toBe(roles.length);
  });
});

test.each([
  ['none', [], ['green']],
  ['one from below', [{ value: 5, severity: 'critical' as const }], ['green', 'red']],
  [
    'two from below',
    [
      { value: 87, severity: 'critical' as const },
      { value: 80, severity: 'warning' as const },
    ],
    ['green', 'dark-orange', 'red'],
  ],
  [
    'two from above',
    [
      { value: 0, severity: 'critical' as const, below: true as const },
      { value: 0.25, severity: 'warning' as const, below: true as const },
    ],
    ['red', 'dark-orange', 'green'],
  ],
])('threshold steps: %s', (_case, thresholds, colors) => {
  const { steps } = thresholdSteps(thresholds.map((threshold) => ({ label: '', source: '', ...threshold })));
  expect(steps.map((step) => step.color)).toEqual(colors);
  expect(steps[0]?.value).toBeNull();
  const values = steps.slice(1).map((step) => step.value ?? Number.NaN);
  expect(values).toEqual([...values].sort((a, b) => a - b));
});

test.each([
  [
    { refId: 'a', expr: 'up' },
    { instant: false, range: true, format: 'time_series' },
  ],
  [
    { refId: 'a', expr: 'up', instant: true, format: 'table' as const },
    { instant: true, range: false, format: 'table' },
  ],
])('toQuery %#', (target, expected) => {
  expect(toQuery(target)).toMatchObject(expected);
});

test('a cell without a number has no colour, whatever the lowest step of its thresholds is', () => {
  const { fieldConfig } = toVizConfig(fleetTable({ scope, thresholds: effectiveThresholds() }));
  const coloured = fieldConfig.overrides.filter(({ properties }) =>
    properties.some(({ id, value }) => id === 'color' && (value as { mode: string }).mode === 'thresholds')
  );
  expect(coloured.map(({ matcher }) => matcher.options)).toContain('Headroom');
  for (const { properties } of coloured) {
    const config = Object.fromEntries(properties.map(({ id, value }) => [id, value])) as FieldConfig;
    const display = getDisplayProcessor({ field: { type: FieldType.number, config }, theme: createTheme() });
    const transparent = createTheme().visualization.getColorByName('transparent');
    expect([null, NaN].map((value) => display(value).color)).toEqual([transparent, transparent]);
    expect(display(-1).text).not.toBe('–');
  }
});
