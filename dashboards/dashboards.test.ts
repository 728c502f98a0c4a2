import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { APP_PATH, DASHBOARDS as NAMES, PANEL_ID } from '../src/constants';
import { panelsOf, queryCount } from '../src/panels/boards';
import { parseQuery, interpolate, builtIns } from '../src/queries/grammar';
import { RUN_WINDOW } from '../src/queries/overRun';
import { EXPERIMENT_DASHBOARD, ROUTES } from '../src/routes';
import { catalogue } from './catalogue';
import { drift, explain } from './drift';
import { dashboardFiles, GENERATED, stableText } from './files';
import { layout } from './layout';

interface PanelJson {
  id: number;
  type: string;
  title: string;
  description?: string;
  datasource?: { type: string; uid: string };
  fieldConfig?: unknown;
  targets?: Array<Record<string, unknown>>;
  gridPos: { x: number; y: number; w: number; h: number };
}

interface VariableJson {
  name: string;
  hide?: number;
  query?: string | { query: string };
  regex?: string;
}

interface DashboardJson {
  uid: string;
  title: string;
  description: string;
  tags: string[];
  panels: PanelJson[];
  templating: { list: VariableJson[] };
  annotations: { list: Array<Record<string, unknown>> };
  links: Array<{ title: string; url: string; keepTime: boolean; includeVars: boolean }>;
}

const SPECS = catalogue();
const DASHBOARDS: Array<[string, DashboardJson]> = [...dashboardFiles()].map(([file, text]) => [
  file.replace('.json', ''),
  JSON.parse(text) as DashboardJson,
]);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('what is committed is what the boards say', () => {
  expect(explain(drift(GENERATED, dashboardFiles()))).toEqual([]);
});

test('they are those that readiness looks for, each with the tag that it searches by', () => {
  expect(DASHBOARDS.map(([, { uid }]) => uid)).toEqual(NAMES.uids);
  expect(DASHBOARDS.filter(([, { tags }]) => !tags.includes(NAMES.tag))).toEqual([]);
});

test('a uid means one dashboard, and is not longer than Grafana takes', () => {
  const uids = DASHBOARDS.map(([, { uid }]) => uid);
  expect(new Set(uids).size).toBe(5);
  expect(uids.filter((uid) => !/^[a-z0-9-]{8,40}$/.test(uid))).toEqual([]);
});

test('the dashboards of the autoscaler and of the GPUs ask at most 60 times, with all their variables', () => {
  const counts = SPECS.filter(({ board }) => ['llmd-wva-overview', 'llmd-wva-gpus'].includes(board.id)).map(
    ({ board }) => {
      const [, json] = DASHBOARDS.find(([uid]) => uid === board.id) ?? [];
      const hidden = json?.templating.list.filter(({ hide, query }) => hide === 2 && typeof query === 'object') ?? [];
      return queryCount(board) + hidden.length;
    }
  );
  expect(counts).toHaveLength(2);
  expect(counts.reduce((a, b) => a + b)).toBeLessThanOrEqual(60);
});

describe.each(SPECS.map((spec) => [spec.board.id, spec] as const))('%s', (uid, { board, lead }) => {
  const json = DASHBOARDS.find(([own]) => own === uid)?.[1] as DashboardJson;
  const panels = json.panels.filter(({ type }) => type !== 'row' && type !== PANEL_ID);

  test('has the panels of its board, in order', () => {
    expect(panels.map(({ title }) => title)).toEqual(panelsOf(board).map(({ title }) => title));
  });

  test('asks one data source, which is a choice', () => {
    for (const panel of panels) {
      for (const source of [panel, ...(panel.targets ?? [])].map(({ datasource }) => datasource)) {
        expect(source).toEqual({ type: 'prometheus', uid: '${datasource}' });
      }
    }
    expect(json.templating.list[0]).toMatchObject({ name: 'datasource', type: 'datasource', query: 'prometheus' });
  });

  test('defines every variable that it uses, and uses every one that it defines', () => {
    const text = JSON.stringify({ ...json, links: [] });
    const defined = json.templating.list.map(({ name }) => name);
    const used = [...text.matchAll(/\$\{?([a-z_]+)\b/g)].map(([, name = '']) => name);
    const builtIn = (name: string) => name.startsWith('__');
    expect(used.filter((name) => !builtIn(name) && !defined.includes(name))).toEqual([]);
    expect(defined.filter((name) => !used.includes(name))).toEqual([]);
  });

  test('its hidden labels come from a query that has one answer in any case', () => {
    const hidden = json.templating.list.filter(({ name }) => /^(wva|gpu)_/.test(name));
    expect(hidden.length).toBeGreaterThan(0);
    for (const { hide, query, regex = '' } of hidden) {
      expect(hide).toBe(2);
      const text = typeof query === 'object' ? query.query : '';
      const inner = /^query_result\((.+)\)$/.exec(text)?.[1] ?? '';
      expect(parseQuery(inner).errors).toEqual([]);
      expect(inner).toMatch(/ or on \(\) label_replace\(vector\(1\)/);
      expect(new RegExp(regex.slice(1, -1)).exec('{series="exported_pod"} 1 2')?.[1]).toBe('exported_pod');
    }
  });

  test('says of each panel what it answers, and of each what it means when nothing is there', () => {
    for (const panel of json.panels.filter(({ type }) => type !== 'row')) {
      expect(panel.description).toMatch(/^\*\*[A-Z][^*]+\?\*\* .{20,}/);
    }
    for (const { fieldConfig } of panels) {
      const { defaults } = fieldConfig as { defaults: { noValue?: string } };
      expect(defaults.noValue?.length).toBeGreaterThan(10);
    }
  });

  test('its queries are PromQL', () => {
    const numbers: string[] = Object.values(RUN_WINDOW);
    const values = Object.fromEntries(
      json.templating.list.map(({ name }) => [name, numbers.includes(name) ? '100' : name.includes('_') ? 'l' : 'v'])
    );
    for (const { targets = [] } of panels) {
      for (const { expr } of targets) {
        expect(parseQuery(interpolate(String(expr), { ...builtIns(), ...values })).errors).toEqual([]);
      }
    }
  });

  test('marks runs, from Grafana’s annotations and from Tekton, at once', () => {
    const [builtIn, recorded, unrecorded, ...more] = json.annotations.list;
    expect(more).toEqual([]);
    expect(builtIn).toMatchObject({ builtIn: 1 });
    expect(recorded).toMatchObject({
      enable: true,
      datasource: { uid: '-- Grafana --' },
      target: { type: 'tags', tags: ['wva-run'] },
    });
    expect(unrecorded).toMatchObject({
      enable: true,
      datasource: { type: 'llmd-tekton-datasource', uid: '${tekton}' },
      target: { queryType: 'runs', unrecorded: true },
    });
  });

  test('links to all other dashboards and into the app, and takes the time along', () => {
    const uids = SPECS.map((spec) => `/d/${spec.board.id}`);
    const pages = Object.values(ROUTES).map((route) => `${APP_PATH}/${route}`);
    const targets = json.links.map(({ url }) => url);
    expect(targets.filter((url) => ![...uids, ...pages].includes(url))).toEqual([]);
    expect(targets).toEqual(expect.arrayContaining(uids.filter((url) => url !== `/d/${uid}`)));
    expect(targets.some((url) => pages.includes(url))).toBe(true);
    expect(json.links.every(({ keepTime }) => keepTime)).toBe(true);
    // In a menu nobody would find them.
    expect(JSON.stringify([json.links, json.annotations])).not.toContain('placement');
    expect(json.tags).toEqual(expect.arrayContaining(['llm-d', 'wva']));
  });

  test('no panel covers another, and none leaves the grid', () => {
    const cells = new Set<string>();
    for (const { gridPos } of json.panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(cells.has(`${x} ${y}`)).toBe(false);
          cells.add(`${x} ${y}`);
        }
      }
    }
    expect(new Set(json.panels.map(({ id }) => id)).size).toBe(json.panels.length);
  });

  test('has the panel of experiments where its board leaves room, and nowhere else', () => {
    const room = layout(board).find(({ kind }) => kind === 'lead');
    expect(lead !== undefined).toBe(room !== undefined);
    const own = json.panels.filter(({ type }) => type === PANEL_ID);
    expect(own.map(({ gridPos }) => gridPos)).toEqual(room ? [room.at] : []);
  });
});

test('an annotation’s link leads to the dashboard of a run', () => {
  expect(SPECS.filter(({ lead }) => lead).map(({ board }) => board.id)).toEqual([EXPERIMENT_DASHBOARD]);
});

test('rows of tables lead to dashboards that there are', () => {
  const text = [...dashboardFiles().values()].join();
  const uids = new Set([...text.matchAll(/"url": "\/d\/([a-z0-9-]+)/g)].map(([, uid]) => uid));
  expect(uids).toEqual(new Set(SPECS.map(({ board }) => board.id)));
  expect(text).toContain(
    '/d/llmd-wva-overview?var-namespace=${__data.fields.namespace}&var-variant=${__data.fields.variant}&${datasource:queryparam}&${__url_time_range}'
  );
});

describe('generated files', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(path.join(os.tmpdir(), 'dashboards-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  test('drift names each file, what is wrong with it and what to run', () => {
    writeFileSync(path.join(dir, 'same.json'), 'a\n');
    writeFileSync(path.join(dir, 'changed.json'), 'b\n');
    writeFileSync(path.join(dir, 'orphan.json'), 'c\n');
    writeFileSync(path.join(dir, 'README.md'), 'not ours\n');
    const wanted = new Map([
      ['same.json', 'a\n'],
      ['changed.json', 'B\n'],
      ['missing.json', 'd\n'],
    ]);
    expect(explain(drift(dir, wanted))).toEqual([
      'dashboards/generated/changed.json is not what the boards say.',
      'dashboards/generated/missing.json is missing.',
      'dashboards/generated/orphan.json belongs to no board.',
      'Run npm run dashboards, and commit what it writes.',
    ]);
    expect(explain(drift(path.join(dir, 'nowhere'), wanted))).toHaveLength(4);
  });

  test('the order of keys never changes a file, the order of lists does', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(stableText(turned)).toBe(stableText(value));
        expect(JSON.parse(stableText(value))).toEqual(plain(value));
        expect(stableText(value).endsWith('\n')).toBe(true);
      })
    );
    expect(stableText([1, 2])).not.toBe(stableText([2, 1]));
  });
});

test('the fleet fits a wall screen in kiosk mode, below the time and the choices', () => {
  const fleet = catalogue().find(({ board }) => board.id === 'llmd-wva-fleet');
  const rows = Math.max(...layout(fleet!.board).map(({ at }) => at.y + at.h));
  // Pixels of a row of Grafana's grid with its gap, of the bar with the choices, and of the page's edges.
  expect(rows * 38 + 56 + 32).toBeLessThanOrEqual(1080);
});
