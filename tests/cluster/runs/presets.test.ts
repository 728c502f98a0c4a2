/**
 * Our Pipeline with every preset, started as the app starts it, to its end beside the real Tekton.
 *
 * @jest-environment node
 */
import { overlay } from '../prepare';
import { condition, create, finished, taskRuns } from './lab';
import { parse } from 'yaml';
import type { PipelineRun } from '../../../simulator/tekton/types';

jest.setTimeout(300_000);

const presets = overlay('kubernetes')
  .filter(({ metadata }) => metadata.labels?.['llmd-wva-app/preset'] === 'true')
  .map((map) => ({
    name: map.metadata.name,
    run: parse((map.data as Record<string, string>)['pipelinerun.yaml']!) as PipelineRun,
  }));
const named = presets.map(({ name, run }) => ({ ...run, metadata: { name: `run-of-${name}` } }));

beforeAll(async () => {
  await Promise.all(named.map((run) => create(run)));
});

test.each(named.map((run) => [run.metadata.name, run] as const))('%s', async (name, run) => {
  const ended = await finished(name);
  expect(condition(ended)).toMatchObject({ status: 'True', reason: 'Succeeded' });
  const results = (ended.status?.results ?? []).map((result) => result.name);
  expect(results.sort()).toEqual(['end-time', 'mode', 'replicas', 'report-path', 'start-time']);
  const children = await taskRuns(name);
  const steps = run.spec.params?.find((param) => param.name === 'load-steps')?.value ?? [];
  const loads = children.filter((one) => one.metadata.labels?.['tekton.dev/pipelineTask'] === 'load-test');
  expect(loads).toHaveLength([steps].flat().length);
  // Tekton ends a TaskRun after an hour that names no timeout.
  expect(loads.map((one) => one.spec.timeout)).toEqual(loads.map(() => '0s'));
});
