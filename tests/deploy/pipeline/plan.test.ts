/**
 * What the check before the load makes of load steps and timeouts.
 *
 * @jest-environment node
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import { encodeLoadStep } from '../../../src/domain/loadSteps';
import { hasPython } from './taskScript';

const testPython = hasPython ? test : test.skip;
const SCRIPTS = path.resolve('deploy/base/pipeline/scripts');

function plan(expression: string, given: unknown): unknown {
  const program = `import json, sys, plan\ngiven = json.load(sys.stdin)\nprint(json.dumps(${expression}))`;
  const { stdout, stderr } = spawnSync('python3', ['-c', program], {
    env: { PATH: process.env.PATH, PYTHONPATH: SCRIPTS, PYTHONDONTWRITEBYTECODE: '1' },
    input: JSON.stringify(given),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

const ours = encodeLoadStep({
  name: 'a',
  delaySeconds: 600,
  durationSeconds: 3000,
  rate: 0.5,
  promptTokens: 1,
  outputTokens: 1,
});

testPython('the load lasts until its last step ends, however a step is written', () => {
  const steps = [
    ours,
    '{name: b, delay: 1200, duration: 600.5, scenario: {profile: constant, rate: 1}}',
    '{"name": "c", "delay": 0, "duration": 60}',
    'duration: 30',
    'no step at all',
  ];
  const each = plan('[plan.load_seconds([one]) for one in given]', steps);
  expect([each, plan('plan.load_seconds(given)', steps)]).toEqual([[3600, 1800.5, 60, 30, 0], 3600]);
  expect(plan('plan.load_seconds(given)', [])).toBe(0);
});

testPython('the time for tasks is what Tekton gives them', () => {
  const started = '2026-11-24T10:00:00Z';
  const cases: Array<[timeouts: object | undefined, seconds: number | null]> = [
    [{ pipeline: '12h0m0s', tasks: '11h0m0s', finally: '1h0m0s' }, 11 * 3600],
    [{ pipeline: '12h0m0s', finally: '1h30m0s' }, 10.5 * 3600],
    [{ pipeline: '1m30s' }, 90],
    [{ pipeline: '0s', tasks: '2h0m0s' }, 7200],
    [{ pipeline: '0s' }, null],
    [undefined, 3600],
  ];
  const runs = cases.map(([timeouts]) => ({ spec: { timeouts }, status: { startTime: started } }));
  const ends = plan('[plan.ends_by(one) for one in given]', runs) as Array<number | null>;
  expect(ends.map((end) => (end === null ? null : end - Date.parse(started) / 1000))).toEqual(
    cases.map(([, seconds]) => seconds)
  );
  expect(plan('plan.ends_by(given)', { spec: {} })).toBeNull();
});
