/** @jest-environment node */
import { LABELS, WVA_DEFAULTS } from '../../src/constants';
import { decodePipeline, decodePresets, decodeRun } from '../../src/kube/decode';
import { condition, Lab, manifest, NS, short } from './testLab';
import type { Param } from './types';

describe('the objects of the cluster', () => {
  it('are presets that the plugin can read, all of them', () => {
    const { cluster } = new Lab();
    const maps = cluster.list('configmaps', NS, `${LABELS.preset}=true`);
    const decoded = maps.map((map) => decodePresets(map));
    expect(decoded.flatMap(({ broken }) => broken)).toEqual([]);
    const presets = decoded.flatMap((d) => d.presets);
    expect(presets).toHaveLength(29);
    expect(presets.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['preset-stair-short-wva', 'preset-p5-static'])
    );
    expect(
      presets.every(({ description, request }) => description !== '' && request.pipeline === 'wva-load-test')
    ).toBe(true);
  });

  it('are Pipelines that the plugin can read', () => {
    const { cluster } = new Lab();
    const pipelines = cluster.list('pipelines', NS).map(decodePipeline);
    expect(pipelines.map(({ name }) => name)).toEqual([
      'every-param-kind',
      'no-params',
      'wva-incremental-stepped-load-test',
      'wva-load-test',
    ]);
    expect(new Set(pipelines[0]?.params.map(({ type }) => type))).toEqual(new Set(['string', 'array', 'object']));
  });

  it('hold the thresholds of WVA', () => {
    const map = new Lab().cluster.get('configmaps', WVA_DEFAULTS.namespace, WVA_DEFAULTS.configMap) as unknown as {
      data: Record<string, string>;
    };
    expect(map.data[WVA_DEFAULTS.configMapKey]).toContain('kvCacheThreshold: 0.8');
  });

  it.each(['every-param-kind', 'no-params', 'wva-incremental-stepped-load-test'])(
    'run to their end: %s',
    (pipeline) => {
      const lab = new Lab();
      const params: Param[] = [
        { name: 'text', value: 'x' },
        { name: 'required-choice', value: 'blue' },
        { name: 'list', value: ['a'] },
        { name: 'object', value: { url: 'u', revision: 'r' } },
        { name: 'object-with-default', value: { host: 'h' } },
        { name: 'test-name', value: 't' },
      ];
      lab.create(
        manifest({
          pipelineRef: { name: pipeline },
          params,
          workspaces: [{ name: 'shared-workspace', emptyDir: {} }],
          timeouts: { pipeline: '2h' },
        })
      );
      expect(condition(lab.finish('r', 4000))).toMatchObject({ status: 'True', reason: 'Succeeded' });
    }
  );

  it('go with their run when it is removed', () => {
    const lab = new Lab();
    lab.create(short('wva'));
    lab.pass(60);
    lab.cluster.remove(NS, 'exp');
    lab.pass(5);
    expect(lab.world.loads.size).toBe(0);
    expect([...lab.taskRuns('exp'), ...lab.cluster.list('pods', NS, 'tekton.dev/pipelineRun=exp')]).toEqual([]);
    lab.create(short('static')); // the name is free again
    expect(condition(lab.finish('exp'))?.status).toBe('True');
  });

  it('can be thousands of finished runs', () => {
    const { cluster } = new Lab({ seedRuns: 1000 });
    const runs = cluster.list('pipelineruns', NS).map((run) => decodeRun(run));
    expect(runs).toHaveLength(1000);
    expect(new Set(runs.map(({ phase }) => phase))).toEqual(new Set(['succeeded', 'failed', 'cancelled', 'timed-out']));
    expect(new Set(runs.map(({ uid }) => uid)).size).toBe(1000);
  });
});
