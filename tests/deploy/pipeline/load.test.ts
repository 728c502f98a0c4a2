/**
 * The script of the load task. A program of three lines stands in for GuideLLM: it keeps what it was given and leaves a
 * report of GuideLLM's shape.
 *
 * @jest-environment node
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { encodeLoadStep } from '../../../src/domain/loadSteps';
import { startScript } from './taskScript';

const hasYaml = spawnSync('python3', ['-c', 'import yaml']).status === 0;
const describeYaml = hasYaml ? describe : describe.skip;

const STAND_IN = `import json, os, sys
out = next(a.split("=", 1)[1] for a in sys.argv if a.startswith("--output-dir="))
json.dump(sys.argv[1:], open(os.path.join(out, "argv.json"), "w"))
done = int(os.environ.get("DONE", "3"))
json.dump({"benchmarks": [{"metrics": {"request_totals": {"successful": done, "errored": 1}}}]}, open(os.path.join(out, "benchmarks.json"), "w"))
sys.exit(int(os.environ.get("EXIT", "0")))
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'load-'));
  writeFileSync(path.join(folder, 'guidellm.py'), STAND_IN);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const step = (name: string, delaySeconds = 0, durationSeconds = 30) =>
  encodeLoadStep({ name, delaySeconds, durationSeconds, rate: 0.5, promptTokens: 1024, outputTokens: 2048 });

let count = 0;
async function load(loadStep: string, more: Record<string, string> = {}) {
  const taskRun = `exp-load-test-${count++}`;
  const at = (name: string) => path.join(folder, 'exp', taskRun, name);
  const ended = await startScript(folder, ['load', 'run'], {
    GUIDELLM: `python3 ${path.join(folder, 'guidellm.py')}`,
    REPORTS: folder,
    RUN_NAME: 'exp',
    TASK_RUN: taskRun,
    LOAD_STEP: loadStep,
    TARGET_URL: 'http://gateway:80',
    MODEL: 'meta-llama/Llama-3.1-8B-Instruct',
    ...more,
  }).ended;
  const json = (name: string) => JSON.parse(readFileSync(at(name), 'utf8'));
  return { ...ended, at, json };
}

describeYaml('a load step', () => {
  it('reaches GuideLLM as it is, save what the Pipeline decides', async () => {
    const { code, json, result, at } = await load(step('one'));
    expect(code).toBe(0);
    expect(json('argv.json')).toEqual(
      expect.arrayContaining([
        '--target=http://gateway:80',
        '--model=meta-llama/Llama-3.1-8B-Instruct',
        '--data={"prompt_tokens": 1024, "output_tokens": 2048}',
        '--max-seconds=30',
      ])
    );
    expect(json('scenario.json')).toMatchObject({ request_type: 'text_completions', profile: 'constant', rate: [0.5] });
    expect(result('REPORT_PATH')).toBe(at('benchmarks.json'));
    expect(Date.parse(result('END_TIME'))).toBeGreaterThanOrEqual(Date.parse(result('START_TIME')));
  });

  it('has a seed of its own, the same in every run', async () => {
    const seeds = await Promise.all(
      ['one', 'one', 'two'].map(async (name) => (await load(step(name))).json('scenario.json').random_seed)
    );
    expect(seeds[0]).toBe(seeds[1]);
    expect(seeds[0]).not.toBe(seeds[2]);
  });

  it('begins at its delay from the start that all steps share', async () => {
    // Time enough for the program to be up before its turn.
    const start = Math.floor(Date.now() / 1000) + 5;
    const { result } = await load(step('later', 1), { LOAD_START: String(start) });
    expect(Date.parse(result('START_TIME')) / 1000).toBe(start + 1);
  });

  it('ends on time when its pod is late', async () => {
    const start = Math.floor(Date.now() / 1000) - 10;
    const { json, log, result } = await load(step('late', 0, 30), { LOAD_START: String(start) });
    expect(log).toContain('after its turn');
    const seconds = Number(
      String(json('argv.json').find((arg: string) => arg.startsWith('--max-seconds='))).split('=')[1]
    );
    // Both are whole seconds, the one rounded and the other cut.
    const end = Date.parse(result('START_TIME')) / 1000 + seconds;
    expect(Math.abs(end - (start + 30))).toBeLessThanOrEqual(1);
    expect(seconds).toBeLessThan(21);
  });

  it('cannot move the target or the report by its scenario', async () => {
    const { json } = await load(
      '{duration: 5, scenario: {profile: constant, rate: 1, target: "http://evil", output_dir: /etc, data: "prompt_tokens=1"}}'
    );
    expect(Object.keys(json('scenario.json')).sort()).toEqual(['profile', 'random_seed', 'rate']);
    expect(json('argv.json')).toContain('--target=http://gateway:80');
  });

  it('passes text on as text', async () => {
    const marker = path.join(folder, 'touched');
    const evil = `$(touch ${marker}); touch ${marker} #`;
    const { code, json } = await load(step(evil), { MODEL: evil });
    expect([code, existsSync(marker)]).toEqual([0, false]);
    expect(json('argv.json')).toContain(`--model=${evil}`);
  });

  it.each([
    ['no YAML', '{', 'is not YAML'],
    ['no map', '- a', 'is no YAML map'],
    ['no scenario', 'duration: 5', 'scenario is missing'],
    ['no duration', '{scenario: {data: "a=1"}}', 'duration is None'],
    ['a duration of nothing', '{duration: 0, scenario: {data: "a=1"}}', 'more than 0'],
    ['no data', '{duration: 5, scenario: {rate: 1}}', 'scenario.data is missing'],
    ['a Python object', '!!python/object/apply:os.system ["true"]', 'is not YAML'],
  ])('with %s is refused', async (_what, text, said) => {
    expect(await load(text)).toMatchObject({ code: 1, log: expect.stringContaining(said) });
  });

  it('fails when GuideLLM does, and when no request succeeded', async () => {
    expect(await load(step('x'), { EXIT: '7' })).toMatchObject({
      code: 1,
      log: expect.stringContaining('ended with 7'),
    });
    expect(await load(step('x'), { DONE: '0' })).toMatchObject({ code: 1, log: expect.stringContaining('no request') });
  });
});
