import { setAppEvents, setBackendSrv, type BackendSrv } from '@grafana/runtime';
import { EventBusSrv } from '@grafana/data';
import { of, throwError } from 'rxjs';

import { forgetCaches } from '../domain/moduleCaches';
import { adoptAppSettings, chooseCluster } from '../shared/appSettings';
import { AnnotationsChangedEvent, refreshAnnotations } from './refresh';
import { grafanaAnnotations } from './store';

const annotation = { time: 1000, timeEnd: 2000, tags: ['wva-run', 'uid:u'], text: 'x' };
const sent: Array<{ method: string; url: string; params?: unknown; data?: unknown }> = [];

function answer(data: unknown, failure?: { status: number; data?: unknown }) {
  sent.length = 0;
  setBackendSrv({
    fetch: ({ method, url, params, data: body }: (typeof sent)[number]) => {
      sent.push({ method, url, params, data: body });
      return failure ? throwError(() => failure) : of({ data });
    },
  } as unknown as BackendSrv);
}

describe('Grafana’s annotation API', () => {
  it('lists organisation annotations by tags and span', async () => {
    answer([
      { id: 1, ...annotation, dashboardUID: null },
      { id: 2, ...annotation, dashboardUID: 'd' },
      { id: 3, time: 5, tags: null, text: null },
    ]);
    expect(await grafanaAnnotations.list({ tags: ['wva-run'], from: 1, to: 2, limit: 500 })).toEqual([
      { id: 1, ...annotation },
      { id: 3, time: 5, timeEnd: 5, tags: [], text: '' },
    ]);
    expect(sent[0]).toMatchObject({
      method: 'GET',
      url: '/api/annotations',
      params: { tags: ['wva-run'], from: 1, to: 2, limit: 500, type: 'annotation' },
    });
  });

  it('keeps the annotations of several clusters apart: those of the first are as where there is one', async () => {
    const clusters = ['east', 'west'].map((name) => ({ name, tektonUid: `t-${name}`, prometheusUid: `p-${name}` }));
    const both = [
      { id: 1, ...annotation },
      { id: 2, ...annotation, tags: [...annotation.tags, 'cluster:west'] },
    ];
    adoptAppSettings({ clusters });
    answer(both);
    expect(await grafanaAnnotations.list({ tags: ['wva-run'] })).toEqual([{ id: 1, ...annotation }]);
    await grafanaAnnotations.apply({ kind: 'create', annotation });
    expect(sent.at(-1)?.data).toEqual(annotation);
    chooseCluster('west');
    answer(both);
    expect(await grafanaAnnotations.list({ tags: ['wva-run'] })).toEqual([{ id: 2, ...annotation }]);
    expect(sent[0]?.params).toMatchObject({ tags: ['wva-run', 'cluster:west'] });
    await grafanaAnnotations.apply({ kind: 'update', id: 2, annotation });
    expect(sent.at(-1)?.data).toEqual({ ...annotation, tags: [...annotation.tags, 'cluster:west'] });
    answer(both);
    expect(await grafanaAnnotations.list({ tags: ['wva-run'], cluster: 'east' })).toEqual([{ id: 1, ...annotation }]);
    forgetCaches();
  });

  it.each([
    [{ kind: 'create', annotation } as const, 'POST', '/api/annotations', annotation],
    [{ kind: 'update', id: 7, annotation } as const, 'PATCH', '/api/annotations/7', annotation],
    [{ kind: 'delete', id: 7 } as const, 'DELETE', '/api/annotations/7', undefined],
  ])('writes %j', async (write, method, url, data) => {
    answer({});
    await grafanaAnnotations.apply(write);
    expect(sent).toEqual([{ method, url, params: undefined, data }]);
  });

  it.each([
    ['what is gone already, as done', 'delete', 404, undefined],
    ['a refusal, with whom to ask', 'delete', 403, /Ask an administrator/],
    ['a failure that passes', 'update', 503, /tried again/],
  ] as const)('takes %s', async (_, kind, status, nextStep) => {
    answer(undefined, { status, data: { message: 'no' } });
    const apply = grafanaAnnotations.apply(kind === 'delete' ? { kind, id: 1 } : { kind, id: 1, annotation });
    await (nextStep
      ? expect(apply).rejects.toMatchObject({
          nextStep: expect.stringMatching(nextStep),
          message: 'no',
          transient: status >= 500,
        })
      : expect(apply).resolves.toBeUndefined());
  });
});

describe('showing what was written', () => {
  const page = window as unknown as { __grafanaSceneContext?: unknown };
  afterEach(() => delete page.__grafanaSceneContext);

  it.each([
    [
      'a dashboard’s layers',
      (run: () => void) => ({
        $data: {
          state: {
            annotationLayers: [
              { runLayer: run, state: {} },
              {
                runLayer: () => {
                  throw new Error('is switched off');
                },
                state: { isEnabled: false },
              },
            ],
          },
        },
      }),
    ],
    [
      'an app’s layers',
      (run: () => void) => ({ $data: { state: { layers: [{ runLayer: run, state: { isEnabled: true } }] } } }),
    ],
    [
      'a scene with a range, and so its layers, by moving “now” on,',
      (run: () => void) => ({
        $timeRange: { onRefresh: run },
        $data: {
          state: {
            annotationLayers: [
              {
                runLayer: () => {
                  throw new Error('would ask for a range that ends before the run');
                },
                state: {},
              },
            ],
          },
        },
      }),
    ],
  ])('asks %s again, and tells the page', (_, state) => {
    const events = new EventBusSrv();
    setAppEvents(events);
    let [runs, refreshed] = [0, 0];
    events.getStream(AnnotationsChangedEvent).subscribe(() => refreshed++);
    page.__grafanaSceneContext = { state: state(() => runs++) };
    refreshAnnotations();
    expect([runs, refreshed]).toEqual([1, 1]);
  });

  it('does nothing off a dashboard', () => {
    setAppEvents(new EventBusSrv());
    expect(refreshAnnotations).not.toThrow();
  });
});
