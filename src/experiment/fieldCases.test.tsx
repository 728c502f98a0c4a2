/** Runs and load steps as people really write them, from the field: each with what is right. */
import { render, screen } from '@testing-library/react';
import React from 'react';

import { analysedRun } from '../domain/analysedRun';
import { measureKpis } from '../domain/analysis/measureKpis';
import { testMeasurements, testRun } from '../domain/analysis/testing';
import { diffParams } from '../domain/comparison/paramDiff';
import type { LoadProfile } from '../domain/loadProfile';
import { decodeLoadStep } from '../domain/loadSteps';
import { decodeRun, decodeTaskRun } from '../kube/decode';
import { pipelineRunManifest } from '../kube/manifest';
import { requestFromManifest } from '../kube/rerun';
import { validateRequest } from '../kube/validate';
import { isUserError } from '../shared/errors';
import { planRun } from './form/plan';
import { LoadProfileChart } from './LoadProfileChart';
import { repeatRequest } from './repeat';
import { MemoryTekton } from './testing/memoryTekton';
import { aRun, everyKind } from './testing/samples';

const DECODE = 'llm-d-inference-scheduling-llm-d-modelservice-decode';

const nightly = (params: object[] = []) => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: {
    name: 'nightly',
    namespace: 'experiment-01',
    uid: 'u',
    creationTimestamp: '2026-11-28T14:54:41Z',
    labels: { 'tekton.dev/pipeline': 'wva-load-test' },
  },
  spec: { pipelineRef: { name: 'wva-load-test' }, params: [{ name: 'test-name', value: 'nightly' }, ...params] },
  status: {
    conditions: [{ type: 'Succeeded', status: 'True', reason: 'Succeeded' }],
    startTime: '2026-11-28T14:54:42Z',
    completionTime: '2026-11-28T16:00:04Z',
    pipelineSpec: {
      params: [
        { name: 'deployment-name', type: 'string', default: DECODE },
        { name: 'test-name', type: 'string' },
      ],
    },
  },
});

test('a run that leaves the workload to the Pipeline’s default is measured, and compared by it', () => {
  const run = decodeRun(nightly());
  expect(run).toMatchObject({ variant: DECODE, experiment: 'nightly', defaulted: ['deployment-name'] });
  expect(analysedRun(run)).toMatchObject({
    workload: { namespace: 'experiment-01', variant: DECODE },
    startedAt: Date.parse('2026-11-28T14:54:42Z'),
    finishedAt: Date.parse('2026-11-28T16:00:04Z'),
  });
  const named = (value: string) => decodeRun(nightly([{ name: 'deployment-name', value }])).params;
  expect(diffParams([run.params, named(DECODE)]).differing).toEqual([]);
  expect(diffParams([run.params, named('other')]).differing).toEqual([
    { path: 'deployment-name', values: [DECODE, 'other'] },
  ]);
});

const byResolver = {
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata: { labels: { 'tekton.dev/pipeline': 'wva-load-test' } },
  spec: {
    pipelineRef: {
      resolver: 'git',
      params: [
        { name: 'url', value: 'https://git.example/pipelines' },
        { name: 'pathInRepo', value: 'load.yaml' },
      ],
    },
    params: [],
  },
};

test('a rerun of a run by resolver keeps the reference', () => {
  const request = requestFromManifest(byResolver, 'experiment-01');
  expect(pipelineRunManifest(request, { startedBy: 'ada' })).toMatchObject({
    spec: { pipelineRef: byResolver.spec.pipelineRef },
  });
});

test('a rerun of a run with an inline spec says why not, and not to try again', async () => {
  const manifest = { metadata: { name: 'inline' }, spec: { pipelineSpec: { tasks: [] } } };
  const api = new MemoryTekton([aRun({ name: 'inline', manifest })]);
  const refused: unknown = await repeatRequest(api, { namespace: 'experiment-01', name: 'inline' }).catch((e) => e);
  if (!isUserError(refused)) {
    throw new Error('not refused');
  }
  expect(refused.title).toBe('This run cannot be repeated from here');
  expect(refused.nextStep).toContain('kubectl');
  expect(`${refused.message} ${refused.nextStep}`).not.toMatch(/try again/i);
});

const STEPS = {
  concurrent: `name: s
delay: 0
duration: 600
scenario:
  profile: concurrent
  rate: 32
  data: {prompt_tokens: 550, output_tokens: 250}
`,
  constraints: `name: s
delay: 0
duration: 600
scenario:
  profile: {kind: constant, rate: 2}
  constraints: [{kind: max_duration, seconds: 600}]
  data: {kind: synthetic_text, prompt_tokens: 256, output_tokens: 128}
`,
  sweep: `name: s
delay: 0
duration: 600
scenario: {profile: sweep, data: {prompt_tokens: 256, output_tokens: 128}}
`,
};

const requestOf = (steps: string[]) => ({
  namespace: 'experiment-01',
  pipeline: 'wva-load-test',
  generateName: 'a-',
  params: [
    { name: 'test-name', value: 'a' },
    { name: 'load-steps', value: steps },
  ],
  workspaces: [{ name: 'shared-workspace', kind: 'emptyDir' as const }],
});

test('a concurrent profile is 32 at a time: no rate is planned, drawn or held against what was served', () => {
  const loadProfile = { steps: [decodeLoadStep(STEPS.concurrent)] };
  const plan = planRun(requestOf([STEPS.concurrent]), [], 1, everyKind());
  expect([plan.profile, plan.peakRate]).toEqual([loadProfile, undefined]);
  const { container } = render(<LoadProfileChart profile={loadProfile} />);
  expect(screen.getByRole('img', { name: /at most 32 at a time/ })).toBeInTheDocument();
  expect(container).not.toHaveTextContent('req/s');
  const measured = testMeasurements({ totals: { succeeded: 30, failed: 0 } });
  const served = (profile: LoadProfile) =>
    measureKpis(testRun({ loadProfile: profile }), measured)['served-share'].value;
  expect(served(loadProfile)).toBeUndefined();
  expect(served({ steps: loadProfile.steps.map((step) => ({ ...step, rate: 1 })) })).toBe(0.5);
});

test.each(['constraints', 'sweep'] as const)('a newer scenario (%s) may be started, its rate is not known', (key) => {
  const request = requestOf([STEPS[key]]);
  expect(validateRequest(request, everyKind())).toEqual([]);
  const { profile, peakRate } = planRun(request, [], 1, everyKind());
  expect(peakRate).toBeUndefined();
  render(<LoadProfileChart profile={profile!} />);
  expect(screen.getByText(/Its rate is not known: the profile is (constant|sweep)/)).toBeInTheDocument();
});

test('tries of a task that was killed keep their reason and their pod, whose log is theirs', () => {
  const step = (exitCode: number, reason: string) => ({
    name: 'guidellm',
    container: 'step-guidellm',
    terminated: { exitCode, reason },
  });
  const verdict = (status: string, reason: string) => [{ type: 'Succeeded', status, reason }];
  const task = decodeTaskRun({
    metadata: { namespace: 'n', name: 'r-load-0', uid: 'u', creationTimestamp: '2026-11-28T09:59:00Z' },
    spec: { retries: 2 },
    status: {
      podName: 'r-load-0-pod-retry2',
      conditions: verdict('True', 'Succeeded'),
      startTime: '2026-11-28T10:20:00Z',
      completionTime: '2026-11-28T10:30:00Z',
      steps: [step(0, 'Completed')],
      retriesStatus: [
        {
          podName: 'r-load-0-pod',
          startTime: '2026-11-28T10:00:00Z',
          completionTime: '2026-11-28T10:19:00Z',
          conditions: verdict('False', 'Failed'),
          steps: [step(137, 'OOMKilled')],
        },
      ],
    },
  });
  expect(task).toMatchObject({ phase: 'succeeded', podName: 'r-load-0-pod-retry2' });
  expect(task.earlier).toMatchObject([
    { phase: 'failed', reason: 'OOMKilled', podName: 'r-load-0-pod', steps: [{ container: 'step-guidellm' }] },
  ]);
});
