import { SceneTimeRange, EmbeddedScene, SceneReactObject } from '@grafana/scenes';

import { aRun } from '../../experiment/testing/samples';
import { chartedRun, chartRange, endCharts } from './runCharts';

const START = Date.UTC(2026, 10, 23, 14, 0);
const MINUTE = 60_000;

describe('chartedRun', () => {
  it.each([
    [
      'a run with its workload in another namespace',
      { workloadNamespace: 'llm' },
      { namespace: 'llm', variant: 'decode' },
    ],
    ['a run that says no namespace', {}, { namespace: 'experiment-01', variant: 'decode' }],
    ['a run that says no workload', { variant: undefined }, undefined],
    ['a run that failed before it started', { startedAt: undefined, phase: 'failed' as const }, undefined],
  ])('%s', (_, over, expected) => {
    const charted = chartedRun(aRun(over));
    expect(charted).toEqual(expected && expect.objectContaining(expected));
  });
});

describe('chartRange', () => {
  it.each([
    ['goes on', undefined, 30, 'now'],
    ['ended a minute ago', 29, 30, 'now'],
    ['ended an hour ago', 10, 70, '2026-11-23T14:12:00.000Z'],
  ])('of a run that %s', (_, ended, now, to) => {
    const finishedAt = ended === undefined ? undefined : START + ended * MINUTE;
    expect(chartRange({ startedAt: START, finishedAt }, START + now * MINUTE)).toEqual({
      from: '2026-11-23T13:58:00.000Z',
      to,
    });
  });
});

describe('endCharts', () => {
  const sceneOf = (from: string, to: string) =>
    new EmbeddedScene({ $timeRange: new SceneTimeRange({ from, to }), body: new SceneReactObject({}) });
  const span = { startedAt: START, finishedAt: START + 10 * MINUTE };
  const timeOf = (scene: EmbeddedScene) => [scene.state.$timeRange?.state.from, scene.state.$timeRange?.state.to];

  it('ends a time that went up to now', () => {
    const scene = sceneOf('2026-11-23T13:58:00.000Z', 'now');
    endCharts(scene, span, START + 11 * MINUTE);
    expect(timeOf(scene)[1]).toBe('now');
    endCharts(scene, span, START + 13 * MINUTE);
    expect(timeOf(scene)).toEqual(['2026-11-23T13:58:00.000Z', '2026-11-23T14:12:00.000Z']);
  });

  it('leaves a time that the user has chosen', () => {
    const scene = sceneOf('now-5m', 'now');
    endCharts(scene, span, START + 13 * MINUTE);
    expect(timeOf(scene)).toEqual(['now-5m', 'now']);
  });
});
