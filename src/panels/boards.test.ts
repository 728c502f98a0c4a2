import { DIALECTS } from '../queries/dialect';
import { parseQuery, interpolate, builtIns } from '../queries/grammar';
import { RUN_WINDOW } from '../queries/overRun';
import { effectiveThresholds } from '../domain/variant';
import { gpusBoard, overviewBoard, panelsOf, queryCount, variantBoard } from './boards';
import { controllerBoard } from './controllerBoard';
import { withDecisionLane } from './decisionLane';
import { experimentBoard } from './experimentBoard';
import { fleetBoard } from './fleetBoard';
import type { Board, PanelSpec } from './spec';

/** As a dashboard knows of its run. */
const RUN = Object.fromEntries(Object.values(RUN_WINDOW).map((name) => [name, '600']));

const scope = { dialect: DIALECTS.openshift, namespace: '$namespace', variant: '$variant' };
const BOARDS: Array<[string, Board]> = [
  ['overview', overviewBoard({ scope })],
  ['overview dashboard', withDecisionLane(overviewBoard({ scope }), scope)],
  ['gpus', gpusBoard({ scope: { dialect: DIALECTS.plain, accelerator: '$accelerator', node: '$node' } })],
  ['variant', variantBoard({ scope })],
  ['experiment', experimentBoard({ scope, runUrl: '/d/x' })],
  ['fleet', fleetBoard({ scope: { dialect: DIALECTS.openshift, namespace: '$namespace' } })],
  ['controller', controllerBoard({ scope: { dialect: DIALECTS.plain, namespace: '$namespace' } })],
];
const PANELS: Array<[string, PanelSpec]> = [
  ...BOARDS.flatMap(([name, board]) =>
    panelsOf(board).map((panel): [string, PanelSpec] => [`${name}/${panel.id}`, panel])
  ),
];

/** One query to detect version and labels, shared by all boards. */
const DETECTION = 1;

test('one load of the overview asks Prometheus at most 25 times', () => {
  const board = overviewBoard({ scope });
  expect(queryCount(board) + DETECTION).toBeLessThanOrEqual(25);
  expect(panelsOf(board)).toHaveLength(10);
});

test('overview and GPUs together stay within the 60 queries of their dashboards', () => {
  const of = (name: string) => queryCount(BOARDS.find(([one]) => one === name)![1]);
  expect(of('overview dashboard') + of('gpus')).toBeLessThanOrEqual(60);
});

test.each(BOARDS)('%s: ids are unique, rows are full but not too full', (_name, board) => {
  const ids = panelsOf(board).map((panel) => panel.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const row of board.rows) {
    expect(row.panels.reduce((sum, { width }) => sum + width, row.indent ?? 0)).toBe(24);
    expect(new Set(row.panels.map(({ height }) => height)).size).toBe(1);
  }
});

test('an id means the same panel on every board', () => {
  const byId = new Map<string, string>();
  for (const [, { id, title }] of PANELS) {
    expect([id, byId.get(id) ?? title]).toEqual([id, title]);
    byId.set(id, title);
  }
});

describe.each(PANELS)('%s', (_name, panel) => {
  test('says which question it answers, and where each threshold comes from', () => {
    expect(panel.description).toMatch(/^\*\*[A-Z][^*]+\?\*\* .{20,}/);
    const columns = panel.viz.kind === 'table' ? panel.viz.columns : [];
    for (const threshold of [...(panel.thresholds ?? []), ...columns.flatMap((column) => column.thresholds ?? [])]) {
      expect(panel.description).toContain(threshold.label);
      expect(panel.description).toContain(threshold.source);
    }
  });

  test('has an id, a unit, and words for when there is nothing', () => {
    expect(panel.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(panel.unit).not.toBe('');
    expect(panel.noData.length).toBeGreaterThan(10);
  });

  test('asks valid queries under names of their own', () => {
    const refIds = panel.targets.map((target) => target.refId);
    expect(new Set(refIds).size).toBe(refIds.length);
    for (const { expr } of panel.targets) {
      const text = interpolate(expr, {
        ...builtIns(),
        ...RUN,
        namespace: 'n',
        variant: 'v',
        accelerator: 'a',
        node: '.+',
      });
      expect(parseQuery(text).errors).toEqual([]);
    }
  });

  test('columns lead to targets, and every target to a column', () => {
    if (panel.viz.kind !== 'table') {
      return;
    }
    const shown = panel.viz.columns.filter(({ from }) => from.startsWith('value:')).map(({ from }) => from.slice(6));
    // A table of labels alone shows no value.
    const refIds = shown.length === 0 ? [] : panel.targets.flatMap((target) => target.cells ?? target.refId);
    expect(shown.sort()).toEqual(refIds.sort());
    const columns = panel.viz.columns.map((column) => column.from);
    expect(columns).toEqual(expect.arrayContaining(panel.viz.sortBy ? [panel.viz.sortBy.from] : []));
  });
});

test('ids of boards are unique, and what is left free stands at a board’s top', () => {
  const boards = BOARDS.filter(([name]) => name !== 'overview dashboard').map(([, board]) => board);
  expect(new Set(boards.map((board) => board.id)).size).toBe(boards.length);
  for (const { rows } of boards) {
    const indents = rows.map((row) => row.indent ?? 0);
    expect(indents).toEqual([...indents].sort((a, b) => b - a));
    expect(new Set(indents.filter((indent) => indent > 0)).size).toBeLessThanOrEqual(1);
  }
});

test('a board asks for the model and the accelerator when its scope does', () => {
  const wide = overviewBoard({ scope: { ...scope, model: '$model', accelerator: '$accelerator' } });
  expect(wide.variables.map(({ name }) => name)).toEqual(['namespace', 'model', 'variant', 'accelerator']);
  const texts = panelsOf(wide).flatMap((panel) => panel.targets.map((target) => target.expr));
  expect(texts.join()).toContain('model_name=~"$model"');
  expect(texts.join()).toContain('modelName=~"$accelerator"');
});

test('thresholds of the cluster reach panels, queries and words', () => {
  const thresholds = effectiveThresholds({
    values: { kvCacheThreshold: 0.65, queueLengthThreshold: 9 },
    source: 'ConfigMap x in y',
  });
  const panels = panelsOf(overviewBoard({ scope, thresholds }));
  const of = (id: string) => panels.find((panel) => panel.id === id);
  expect(of('kv-cache')?.thresholds?.[0]?.value).toBe(0.65);
  expect(of('kv-cache')?.title).toContain('65 %');
  expect(of('queue-depth')?.thresholds?.[0]?.value).toBe(9);
  expect(of('queue-depth')?.description).toContain('ConfigMap x in y');
  expect(of('fleet')?.targets.find((target) => target.cells?.includes('headroom'))?.expr).toContain('0.65');
});

test('the fleet’s rows link to their variants, through fields that Grafana fills', () => {
  const board = overviewBoard({ scope, variantUrl: (namespace, name) => `/v/${namespace}/${name}` });
  const [fleet] = panelsOf(board);
  expect(fleet?.viz.kind === 'table' && fleet.viz.columns[0]?.link?.url).toBe(
    '/v/${__data.fields.namespace}/${__data.fields.variant}'
  );
});
