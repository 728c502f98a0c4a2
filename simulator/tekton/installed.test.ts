/**
 * The Pipeline and the presets of deploy/, run by the engine.
 *
 * @jest-environment node
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { parse, parseAllDocuments } from 'yaml';

import { totalSeconds } from '../../src/domain/loadProfile';
import { decodeRun } from '../../src/kube/decode';
import type { ConfigMap } from '../kube/objects';
import { condition, Lab, NS } from './testLab';
import { ownPipeline } from './ownPipeline';
import type { PipelineRun } from './types';

const BASE = path.resolve('deploy/base');
const read = (...file: string[]) => readFileSync(path.join(BASE, ...file), 'utf8');
const installed = ownPipeline();
const presets = parseAllDocuments(read('presets', 'openshift', 'presets.yaml')).map((document) => {
  const { metadata, data } = document.toJS() as ConfigMap;
  return { name: metadata.name, run: parse(data?.['pipelinerun.yaml'] ?? '') as PipelineRun };
});
const HOUR = 3600;

const preset = (name: string) => presets.find((one) => one.name === `preset-${name}`)!.run;

/** The preset's run, with other params and another name. */
function manifest(of: string, name: string, params: Record<string, unknown> = {}) {
  const run = preset(of);
  const given = (run.spec.params ?? []).filter((param) => !Object.hasOwn(params, param.name));
  const others = Object.entries(params).map(([key, value]) => ({ name: key, value }));
  return { ...run, metadata: { name }, spec: { ...run.spec, params: [...given, ...others] } };
}

const step = (name: string, delay: number, duration: number) =>
  `{name: ${name}, delay: ${delay}, duration: ${duration}, scenario: {profile: constant, rate: 1, data: {prompt_tokens: 64, output_tokens: 64}}}`;
const SHORT = { 'load-steps': [step('a', 0, 60), step('b', 20, 40)] };

const result = (run: PipelineRun, name: string) => run.status?.results?.find((one) => one.name === name)?.value;

/** As the task verify finds it. */
function modeOf(run: PipelineRun): string {
  const text = String(run.spec.params?.find(({ name }) => name === 'scaled-object')?.value);
  return text === '' ? 'static' : text.includes('wva_desired_replicas') ? 'wva' : 'keda';
}

test.each(presets.map(({ name, run }) => [name, run] as const))('%s runs to its end', (name, run) => {
  const lab = new Lab({ installed });
  lab.create({ ...run, metadata: { name: 'exp' } });
  const ended = lab.finish('exp', 2 * HOUR);
  expect(condition(ended)).toMatchObject({ status: 'True', reason: 'Succeeded' });
  const steps = (run.spec.params?.find((param) => param.name === 'load-steps')?.value as string[]).length;
  expect(
    lab.taskRuns('exp').filter((one) => one.metadata.labels?.['tekton.dev/pipelineTask'] === 'load-test')
  ).toHaveLength(steps);
  expect([result(ended, 'mode'), result(ended, 'replicas')]).toEqual([modeOf(run), run.spec.params?.find(({ name: of }) => of === 'initial-replicas')?.value]);
  const span = (Date.parse(String(result(ended, 'end-time'))) - Date.parse(String(result(ended, 'start-time')))) / 1000;
  const { loadProfile = { steps: [] } } = decodeRun(ended);
  expect(Math.abs(span - totalSeconds(loadProfile))).toBeLessThan(5);
  expect(lab.world.loads.size).toBe(0);
  expect([lab.world.scaler, lab.world.replicas]).toEqual([undefined, 1]);
});

test('load steps begin at their delays from one start, whenever their pods come up', () => {
  const lab = new Lab({ installed });
  lab.create(manifest('p4-static', 'exp', SHORT));
  lab.finish('exp');
  const [first = 0, second = 0] = lab.world.calls.flatMap((call) =>
    call.startsWith('start') ? [Number(call.split('@')[1])] : []
  );
  // The engine goes on at whole seconds.
  expect([20, 21]).toContain(second - first);
});

test('two runs on a target take turns, the second after all that the first tidies up', () => {
  const lab = new Lab({ installed });
  lab.create(manifest('p4-wva', 'first', SHORT));
  lab.create(manifest('p4-static', 'second', SHORT));
  lab.pass(30);
  const waiting = lab.reasons('second')['acquire-lease'] === 'Running' ? 'second' : 'first';
  expect(lab.reasons(waiting)).toEqual({ 'acquire-lease': 'Running' });
  const [one, two] = [lab.finish('first'), lab.finish('second')];
  expect([condition(one)?.status, condition(two)?.status]).toEqual(['True', 'True']);
  const times = [one, two].map((run) => [String(result(run, 'start-time')), String(result(run, 'end-time'))]).sort();
  expect(times[0]![1]! < times[1]![0]!).toBe(true);
});

test('a static run whose workload has other replicas than it says ends before any load', () => {
  const lab = new Lab({ installed });
  lab.create(manifest('p4-static', 'exp', { ...SHORT, 'reset-llm-d': 'false', 'initial-replicas': '4' }));
  const run = lab.finish('exp');
  expect(condition(run)).toMatchObject({ status: 'False', reason: 'Failed' });
  expect(lab.world.calls).toEqual([]);
  expect(run.status?.skippedTasks?.map(({ name }) => name)).toEqual(expect.arrayContaining(['reset', 'load-test']));
  expect(lab.reasons('exp')).toMatchObject({
    verify: 'Failed',
    'hold-lease': 'Succeeded',
    finish: 'Succeeded',
  });
});

test('a load that would meet a timeout, after which nobody tidies up, is refused before it begins', () => {
  const lab = new Lab({ installed });
  const run = manifest('p4-static', 'exp', SHORT);
  lab.create({ ...run, spec: { ...run.spec, timeouts: { pipeline: '2m', tasks: '1m', finally: '1m' } } });
  expect(condition(lab.finish('exp'))).toMatchObject({ status: 'False', reason: 'Failed' });
  expect(lab.reasons('exp')).toMatchObject({ verify: 'Failed', finish: 'Succeeded' });
  expect(lab.world.calls.filter((call) => call.startsWith('start'))).toEqual([]);
});

test('no reset leaves the workload as it is, before and after', () => {
  const lab = new Lab({ installed });
  lab.create(manifest('p4-static', 'exp', { ...SHORT, 'reset-llm-d': 'false' }));
  expect(condition(lab.finish('exp'))).toMatchObject({ status: 'True', reason: 'Completed' });
  expect(lab.world.calls.filter((call) => /scale/.test(call))).toEqual([]);
});

test('no load step is no load, and the Lease goes on', () => {
  const lab = new Lab({ installed });
  lab.create(manifest('p4-static', 'empty', { 'load-steps': [] }));
  expect(lab.finish('empty').status?.skippedTasks).toMatchObject([{ name: 'load-test' }]);
  lab.create(manifest('p4-static', 'next', SHORT));
  expect(condition(lab.finish('next'))?.status).toBe('True');
});

test.each(['CancelledRunFinally', 'StoppedRunFinally'])('%s tidies up and lets the next run begin', (status) => {
  const lab = new Lab({ installed });
  lab.create(manifest('p4-wva', 'exp', SHORT));
  lab.pass(60);
  lab.cluster.patch(NS, 'exp', { spec: { status } });
  const run = lab.finish('exp');
  expect(condition(run)?.status).not.toBe('Unknown');
  expect(lab.reasons('exp')).toMatchObject({ finish: 'Succeeded' });
  expect([lab.world.loads.size, lab.world.scaler]).toEqual([0, undefined]);
  lab.create(manifest('p4-static', 'next', SHORT));
  expect(condition(lab.finish('next'))?.status).toBe('True');
});

test('a run that ends while it waits touches nothing of the one that is at work', () => {
  const lab = new Lab({ installed });
  lab.create(manifest('p4-wva', 'first', SHORT));
  lab.pass(60);
  lab.create(manifest('p4-static', 'second', SHORT));
  lab.pass(10);
  const before = [...lab.world.calls];
  lab.cluster.patch(NS, 'second', { spec: { status: 'CancelledRunFinally' } });
  lab.finish('second');
  expect(lab.reasons('second')).toMatchObject({ 'acquire-lease': 'TaskRunCancelled', finish: 'Succeeded' });
  expect(lab.world.calls.slice(before.length).filter((call) => /scale/.test(call))).toEqual([]);
  expect(lab.world.loads.size).toBe(2);
  expect(condition(lab.finish('first'))?.status).toBe('True');
});

test('a run that is cancelled at once keeps nobody waiting', () => {
  const lab = new Lab({ installed });
  lab.create(manifest('p4-wva', 'exp', SHORT));
  lab.pass(60);
  lab.cluster.patch(NS, 'exp', { spec: { status: 'Cancelled' } });
  lab.create(manifest('p4-static', 'next', SHORT));
  expect(condition(lab.finish('next'))?.status).toBe('True');
});
