import { FieldType, getDefaultTimeRange, LoadingState, type DataFrame } from '@grafana/data';
import { config, locationService, setDataSourceSrv } from '@grafana/runtime';
import {
  ConstantVariable,
  EmbeddedScene,
  SceneDataNode,
  sceneGraph,
  SceneTimeRange,
  SceneVariableSet,
  VizPanel,
} from '@grafana/scenes';
import { act, renderHook } from '@testing-library/react';

import { panelsOf, variantBoard } from '../../panels/boards';
import { VARIABLE_DIALECT } from '../../queries/dialect';
import { BoardItem } from '../BoardLayout';
import { vizPanel } from '../vizPanel';
import { menuItems } from './menuItems';
import { closePanel, openPanel, panelLink, useOpened } from './opened';
import { askedQueries, panelJson } from './panelJson';
import { panelMenu } from './panelMenu';

const [spec] = panelsOf(
  variantBoard({ scope: { dialect: VARIABLE_DIALECT, namespace: '$namespace', variant: '$variant' } })
);

/** A chart of a page with its variables, over a data source that fills variables in as Grafana's does. */
function chart(): VizPanel {
  const panel = vizPanel(spec!, 'prom-1');
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: '2026-01-01T00:00:00Z', to: '2026-01-01T01:00:00Z' }),
    $variables: new SceneVariableSet({
      variables: [
        new ConstantVariable({ name: 'namespace', value: 'experiment-01' }),
        new ConstantVariable({ name: 'variant', value: 'decode' }),
      ],
    }),
    body: new BoardItem({ body: panel, spans: [], height: 8 }),
  });
  expect(panel.getRoot()).toBe(scene);
  return panel;
}

function frame(): DataFrame {
  return {
    fields: [
      { name: 'Load', type: FieldType.number, config: {}, values: [0, 1] },
      { name: 'run-1', type: FieldType.number, config: { unit: 's' }, values: [0.2, 0.3] },
    ],
    length: 2,
  };
}

/** A chart of measured runs, which asks nothing. */
const measured = (): VizPanel =>
  new VizPanel({
    key: 'chart-ttft',
    title: 'TTFT',
    pluginId: 'trend',
    menu: panelMenu(),
    $timeRange: new SceneTimeRange(),
    $data: new SceneDataNode({
      data: { state: LoadingState.Done, series: [frame()], timeRange: getDefaultTimeRange() },
    }),
  });

const texts = async (panel: VizPanel): Promise<string[]> => (await menuItems(panel)).map(({ text }) => text);

beforeEach(() => {
  locationService.push('/a/llmd-wva-app/overview?from=now-1h&to=now');
  setDataSourceSrv({
    get: async () => ({
      interpolateVariablesInQueries: (queries: Array<{ expr: string }>) =>
        queries.map((query) => ({
          ...query,
          expr: query.expr.replaceAll('$namespace', 'experiment-01').replaceAll('$variant', 'decode'),
        })),
    }),
  } as never);
});

describe('the menu', () => {
  test('of a chart of runs has what needs no data source', async () => {
    expect(await texts(measured())).toEqual(['View', 'Inspect', 'Copy link', 'Add to dashboard']);
  });

  test.each([
    [{ 'datasources:explore': true }, true],
    [{}, false],
  ])('leads to Explore who may explore: %j', async (permissions, may) => {
    const panel = chart();
    const targets = [
      { refId: 'A', expr: 'up{namespace="$namespace"}', datasource: { type: 'prometheus', uid: 'prom-1' } },
    ];
    const answered = { state: LoadingState.Done, series: [], timeRange: getDefaultTimeRange(), request: { targets } };
    sceneGraph.getData(panel).setState({ data: answered as never });
    config.bootData = { user: { permissions } } as never;
    const explore = (await menuItems(panel)).find(({ text }) => text === 'Explore');
    expect(explore?.href === undefined ? '' : decodeURIComponent(explore.href)).toEqual(
      may ? expect.stringContaining('experiment-01') : ''
    );
  });

  test('is filled when it is opened, not before', async () => {
    const { menu } = measured().state;
    expect(menu!.state.items).toEqual([]);
    const close = menu!.activate();
    await new Promise<void>((resolve) => {
      const sub = menu!.subscribeToState(({ items }) => {
        if (items?.length) {
          sub.unsubscribe();
          resolve();
        }
      });
    });
    expect(menu!.state.items!.map(({ text }) => text)).toContain('View');
    close();
  });
});

describe('a panel for a dashboard', () => {
  test('asks with the values of the variables, draws the same', async () => {
    const panel = chart();
    const queries = await askedQueries(panel);
    const json = panelJson(panel, queries);
    expect(JSON.stringify(json.targets)).toContain('experiment-01');
    expect(JSON.stringify(json.targets)).not.toMatch(/\$(namespace|variant)\b/);
    expect(json).toMatchObject({
      type: panel.state.pluginId,
      title: spec!.title,
      datasource: { type: 'prometheus', uid: 'prom-1' },
      fieldConfig: panel.state.fieldConfig,
    });
    expect(json.targets).toHaveLength(spec!.targets.length);
  });

  test('of measured runs keeps its figures', () => {
    const [target] = panelJson(measured(), []).targets as Array<{ queryType: string; snapshot: unknown }>;
    expect(target).toMatchObject({
      queryType: 'snapshot',
      datasource: { uid: 'grafana' },
      snapshot: [
        {
          data: {
            values: [
              [0, 1],
              [0.2, 0.3],
            ],
          },
        },
      ],
    });
  });
});

describe('in the URL', () => {
  test('a panel is opened and closed, one thing at a time', () => {
    const { result } = renderHook(() => useOpened('ttft'));
    expect(result.current).toBeUndefined();
    act(() => openPanel('ttft', 'view'));
    expect(result.current).toBe('view');
    act(() => openPanel('ttft', 'inspect', 'json'));
    expect(result.current).toBe('inspect');
    act(() => closePanel('inspect'));
    expect(result.current).toBe('view');
    act(() => closePanel('view'));
    expect(locationService.getSearch().toString()).toBe('from=now-1h&to=now');
  });

  test('a panel that is not meant stays closed', () => {
    const { result } = renderHook(() => useOpened('itl'));
    act(() => openPanel('ttft', 'view'));
    expect(result.current).toBeUndefined();
  });

  test('a link opens the view at the same time', () => {
    const link = panelLink('https://g/a/app/overview?from=now-1h&to=now&inspect=x&var-variant=a', 'ttft', {
      from: 1,
      to: 2,
    });
    expect(link).toBe('https://g/a/app/overview?from=1&to=2&var-variant=a&viewPanel=ttft');
  });
});
