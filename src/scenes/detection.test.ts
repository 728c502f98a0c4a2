import { dateTime, type TimeRange } from '@grafana/data';
import { EmbeddedScene, SceneTimeRange, SceneVariableSet, sceneGraph } from '@grafana/scenes';

import { detect } from '../queries/detection';
import { forgetCaches } from '../domain/moduleCaches';
import { detectedLabels, detectionOf } from './detection';
import { askDetection } from '../measuring/askDetection';

jest.mock('../measuring/askDetection');
const ask = jest.mocked(askDetection);
const clues = (...names: string[]) => detect(names.map((clue) => ({ labels: { clue }, value: 1 })));
const range = (from: string): TimeRange => ({ from: dateTime(0), to: dateTime(1), raw: { from, to: 'now' } });

beforeEach(() => ask.mockReset());

test('a data source is asked once for a start of the range, and again when it is forgotten', async () => {
  ask.mockResolvedValue(clues('wva-new', 'wva-exported'));
  const [first, second] = await Promise.all([detectionOf('a', range('now-1h')), detectionOf('a', range('now-1h'))]);
  expect(second).toBe(first);
  expect(first).toMatchObject({ wvaVersion: '0.5', dialect: { wvaNamespace: 'exported_namespace' } });
  expect(ask).toHaveBeenCalledTimes(1);
  await detectionOf('a', range('now-6h'));
  forgetCaches();
  await detectionOf('a', range('now-1h'));
  expect(ask).toHaveBeenCalledTimes(3);
});

test('a failure is not remembered', async () => {
  ask.mockRejectedValueOnce(new Error('down')).mockResolvedValueOnce(clues());
  await expect(detectionOf('b', range('now-1h'))).rejects.toThrow('down');
  await expect(detectionOf('b', range('now-1h'))).resolves.toMatchObject({ dialect: { wvaNamespace: 'namespace' } });
});

function sceneWithLabels(uid: string) {
  const scene = new EmbeddedScene({
    $timeRange: new SceneTimeRange({ from: 'now-1h', to: 'now' }),
    $variables: new SceneVariableSet({ variables: detectedLabels(uid) }),
    body: new EmbeddedScene({ body: null as never }),
  });
  return { scene, undo: scene.activate() };
}

test('queries wait for the labels, then speak the dialect', async () => {
  ask.mockResolvedValue(clues('wva-new', 'wva-exported', 'gpu', 'gpu-exported', 'gpu-hostname'));
  const { scene, undo } = sceneWithLabels('c');
  const label = sceneGraph.lookupVariable('wva_namespace', scene);
  expect(label && scene.state.$variables?.isVariableLoadingOrWaitingToUpdate(label)).toBe(true);
  await new Promise((resolve) => setTimeout(resolve));
  expect(sceneGraph.interpolate(scene, '${wva_namespace} ${gpu_pod} ${gpu_node}')).toBe(
    'exported_namespace exported_pod hostname'
  );
  expect(ask).toHaveBeenCalledTimes(1);
  undo();
});

test('without an answer the plain labels are tried', async () => {
  ask.mockRejectedValue(new Error('down'));
  const { scene, undo } = sceneWithLabels('d');
  await new Promise((resolve) => setTimeout(resolve));
  expect(sceneGraph.interpolate(scene, '${wva_namespace}')).toBe('namespace');
  const label = sceneGraph.lookupVariable('wva_namespace', scene);
  expect(label && scene.state.$variables?.isVariableLoadingOrWaitingToUpdate(label)).toBe(false);
  undo();
});
