/**
 * Tables: one row a set of labels, one column a query, or a series of one that fills several.
 *
 * Instant answers are merged first: they share their time, so the merge holds even when one of them is empty. A
 * sparkline's range answer becomes a column of its own and is merged after that.
 */
import type { PanelSpec, TableColumn, Viz } from './spec';
import { CELL_PALETTE, ROLE_STYLE, THRESHOLD_PALETTE, thresholdSteps, type ThresholdPalette } from './style';
import type { Override, Transformation, VizConfig } from './vizConfig';

/** Said in a cell whose query had nothing for its row. */
const NOTHING = '–';

/** Prometheus calculates NaN where there is nothing to divide: no number for a reader either. */
const NO_NUMBER = { type: 'special', options: { match: 'nan', result: { text: NOTHING, index: 0 } } };

/** Without a number a cell has no colour either: Grafana would give it that of the lowest step, which may be the worst. */
const NO_COLOUR = {
  type: 'special',
  options: { match: 'null+nan', result: { text: NOTHING, color: 'transparent', index: 0 } },
};

export function tableConfig(spec: PanelSpec, viz: Extract<Viz, { kind: 'table' }>): VizConfig {
  const sort = viz.sortBy && viz.columns.find((column) => column.from === viz.sortBy?.from);
  return {
    pluginId: 'table',
    options: {
      showHeader: true,
      cellHeight: 'sm',
      frameIndex: 0,
      sortBy: sort && viz.sortBy ? [{ displayName: sort.title, desc: viz.sortBy.desc }] : [],
    },
    fieldConfig: {
      defaults: {
        noValue: spec.noData,
        custom: { align: 'auto', cellOptions: { type: 'auto' }, filterable: false, minWidth: 70 },
        thresholds: thresholdSteps(),
        mappings: [NO_NUMBER],
      },
      overrides: viz.columns.map(columnOverride),
    },
    transformations: transformations(spec, viz.columns),
  };
}

/** Name of a column's field before it gets its title. */
function fieldName(column: TableColumn, joined: ReadonlySet<string>, onlyTarget: boolean): string {
  const name = column.from.slice(column.from.indexOf(':') + 1);
  if (column.from.startsWith('label:')) {
    return name;
  }
  if (joined.has(name)) {
    return name;
  }
  if (column.cell === 'sparkline') {
    return `Trend #${name}`;
  }
  // Grafana's Prometheus data source names the value field after its query only when there are several.
  return onlyTarget ? 'Value' : `Value #${name}`;
}

function transformations(spec: PanelSpec, columns: TableColumn[]): Transformation[] {
  const trends = spec.targets.filter((target) => !target.instant).map((target) => target.refId);
  const instants = spec.targets.filter((target) => target.instant).map((target) => target.refId);
  const joins = spec.targets.filter((target) => target.cells).map((target) => target.refId);
  const joined = new Set(spec.targets.flatMap((target) => target.cells ?? []));
  const names = columns.map((column) => fieldName(column, joined, instants.length === 1));
  // What is asked at once may be asked apart.
  const named = (refId: string) => (joins.includes(refId) ? `${refId}(?:_.+)?` : refId);
  const only = (refIds: string[]) => ({ id: 'byRefId', options: `/^(?:${refIds.map(named).join('|')})$/` });
  return [
    ...(joins.length > 0
      ? [{ id: 'labelsToFields', options: { mode: 'columns', valueLabel: 'series' }, filter: only(joins) }]
      : []),
    ...(instants.length > 1 || joins.length > 0 ? [{ id: 'merge', options: {}, filter: only(instants) }] : []),
    ...(trends.length > 0
      ? [
          {
            id: 'timeSeriesTable',
            options: Object.fromEntries(trends.map((refId) => [refId, { stat: 'lastNotNull' }])),
            filter: only(trends),
          },
          { id: 'merge', options: {} },
        ]
      : []),
    { id: 'filterFieldsByName', options: { include: { names } } },
    {
      id: 'organize',
      options: {
        indexByName: Object.fromEntries(names.map((name, i) => [name, i])),
        renameByName: Object.fromEntries(columns.map((column, i) => [names[i], column.title])),
        excludeByName: {},
      },
    },
  ];
}

function columnOverride(column: TableColumn): Override {
  const properties: Override['properties'] = [{ id: 'noValue', value: NOTHING }];
  const set = (id: string, value: unknown) => {
    if (value !== undefined) {
      properties.push({ id, value });
    }
  };
  set('unit', column.unit);
  set('decimals', column.decimals);
  set('min', column.min);
  set('max', column.max);
  set('custom.width', column.width);
  set('custom.minWidth', column.minWidth);
  set('custom.cellOptions', cellOptions(column));
  // Names differ at their ends, where a cell would cut them.
  set('custom.wrapText', column.from.startsWith('label:') ? true : undefined);
  set('thresholds', column.thresholds && thresholdSteps(column.thresholds, paletteOf(column)));
  set('color', cellColor(column));
  set('mappings', mappingsOf(column));
  set('links', column.link && [{ title: column.link.title, url: column.link.url, targetBlank: false }]);
  return { matcher: { id: 'byName', options: column.title }, properties };
}

function mappingsOf({ words, thresholds }: TableColumn): unknown {
  const named = words ? [{ type: 'value', options: wordOptions(words) }] : [];
  const missing = thresholds ? [NO_COLOUR] : [];
  return named.length + missing.length === 0 ? undefined : [...named, ...missing];
}

function wordOptions(words: Readonly<Record<number, string>>): Record<string, { text: string; index: number }> {
  return Object.fromEntries(Object.entries(words).map(([value, text], index) => [value, { text, index }]));
}

/** A gauge is a bar, which needs a colour when all is calm, too. */
function paletteOf(column: TableColumn): ThresholdPalette {
  return column.cell === 'gauge' ? THRESHOLD_PALETTE : CELL_PALETTE;
}

function cellColor(column: TableColumn): unknown {
  if (column.role) {
    return { mode: 'fixed', fixedColor: ROLE_STYLE[column.role].color };
  }
  return column.thresholds ? { mode: 'thresholds' } : undefined;
}

function cellOptions(column: TableColumn): unknown {
  switch (column.cell) {
    case 'gauge':
      return { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' };
    case 'sparkline':
      return {
        type: 'sparkline',
        hideValue: false,
        lineWidth: 1,
        fillOpacity: 20,
        drawStyle: 'line',
        showPoints: 'never',
      };
    case 'text':
    case undefined:
      return column.thresholds ? { type: 'color-background', mode: 'basic' } : undefined;
  }
}
