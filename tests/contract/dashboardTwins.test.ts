/** A panel of a generated dashboard, and its twin in the app's scenes: the same in all that is drawn and asked. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { SceneDataTransformer, SceneQueryRunner, VizPanel } from '@grafana/scenes';

import { catalogue } from '../../dashboards/catalogue';
import { GENERATED } from '../../dashboards/files';
import { PANEL_ID } from '../../src/constants';
import { panelsOf } from '../../src/panels/boards';
import type { PanelSpec } from '../../src/panels/spec';
import { gpusScene } from '../../src/pages/gpus/gpusPage';
import { boardRow } from '../../src/scenes/boardScene';
import { vizPanel } from '../../src/scenes/vizPanel';

interface PanelJson {
  type: string;
  title: string;
  targets?: Array<Record<string, unknown>>;
  [more: string]: unknown;
}

const panelsIn = (uid: string): PanelJson[] => {
  const { panels } = JSON.parse(readFileSync(path.join(GENERATED, `${uid}.json`), 'utf8')) as { panels: PanelJson[] };
  return panels.filter(({ type }) => type !== 'row' && type !== PANEL_ID);
};
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const PANELS = catalogue().flatMap(({ board }) => {
  const json = panelsIn(board.id);
  return panelsOf(board).map((spec, i): [string, PanelJson | undefined, PanelSpec] => [
    `${board.id}/${spec.id}`,
    json[i],
    spec,
  ]);
});

test.each(PANELS)('%s', (_name, json, spec) => {
  expect(ofDashboard(json, spec)).toEqual(ofScene(vizPanel(spec, 'prometheus')));
});

test('every panel of a dashboard has a twin', () => {
  expect(PANELS.filter(([, json]) => json === undefined)).toEqual([]);
  expect(PANELS).toHaveLength(catalogue().flatMap(({ board }) => panelsIn(board.id)).length);
});

test('a row of a scene shows the panels that its dashboard shows', () => {
  for (const { board } of catalogue()) {
    const titles = board.rows.flatMap((row) =>
      boardRow(row, 'prometheus').state.items.map(({ state: { body } }) =>
        body instanceof VizPanel ? body.state.title : ''
      )
    );
    expect(titles).toEqual(panelsIn(board.id).map(({ title }) => title));
  }
});

test('what the GPUs page of the app shows is on the dashboard, panel by panel', () => {
  const scene = gpusScene({ prometheusUid: 'prometheus' }, 'L40S');
  const shown: VizPanel[] = [];
  scene.forEachChild(function collect(child) {
    if (child instanceof VizPanel) {
      shown.push(child);
    }
    child.forEachChild(collect);
  });
  const dashboard = new Map(
    PANELS.filter(([name]) => name.startsWith('llmd-wva-gpus/')).map(([, json, spec]) => [spec.title, { json, spec }])
  );
  expect(shown.length).toBeGreaterThan(8);
  for (const panel of shown) {
    const { json, spec } = dashboard.get(panel.state.title) ?? {};
    expect(ofDashboard(json, spec)).toEqual(ofScene(panel));
  }
});

/** What a panel of a dashboard and one of a scene have in common. */
function ofDashboard(panel: PanelJson | undefined, spec: PanelSpec | undefined): unknown {
  const { type, title, description, options, fieldConfig, transformations, maxDataPoints, targets } =
    panel ?? ({} as Partial<PanelJson>);
  const queries =
    targets &&
    atOnce(
      targets.map(({ datasource: _, ...query }) => query),
      spec
    );
  return plain({ type, title, description, options, fieldConfig, transformations, maxDataPoints, queries });
}

/** The columns that a dashboard asks for apart, as its panel has them, as the one query that a scene asks for first. */
function atOnce(queries: Array<Record<string, unknown>>, spec: PanelSpec | undefined): Array<Record<string, unknown>> {
  const together = spec?.targets.find(({ apart }) => apart !== undefined);
  const parts = together?.apart ?? [];
  const first = queries.findIndex(({ refId }) => refId === parts[0]?.refId);
  const asked = first < 0 ? [] : queries.slice(first, first + parts.length);
  const isApart = asked.every(({ refId, expr }, i) => refId === parts[i]?.refId && expr === parts[i]?.expr);
  return together === undefined || asked.length === 0 || !isApart
    ? queries
    : [
        ...queries.slice(0, first),
        { ...asked[0], refId: together.refId, expr: together.expr },
        ...queries.slice(first + parts.length),
      ];
}

function ofScene(panel: VizPanel): unknown {
  const { pluginId: type, title, description, options, fieldConfig } = panel.state;
  const outer = panel.state.$data;
  const inner = outer instanceof SceneDataTransformer ? outer.state.$data : outer;
  if (!(inner instanceof SceneQueryRunner)) {
    throw new Error(`${title} asks nothing`);
  }
  const transformations = outer instanceof SceneDataTransformer ? outer.state.transformations : [];
  const { queries, maxDataPoints } = inner.state;
  return plain({ type, title, description, options, fieldConfig, transformations, maxDataPoints, queries });
}
