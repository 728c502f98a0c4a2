/**
 * The log of a simulated load step, read by the parser of real ones, against what the world's engines observed.
 *
 * @jest-environment node
 */
import { parsePrintedSummary } from '../../src/guidellm/printedSummary';
import { WorldObserver } from '../../simulator/truth/observer';
import { World } from '../../simulator/world/world';
import { percentile } from '../../simulator/tekton/programs/distribution';
import { benchmark } from '../../simulator/tekton/programs/load';
import type { TaskContext } from '../../simulator/tekton/programs/program';

const START = Date.UTC(2026, 10, 23, 12);
const target = { namespace: 'experiment-01', name: 'llm-d-inference-scheduling-llm-d-modelservice-decode' };
const STEP = {
  name: 'one',
  delay: 0,
  duration: 300,
  scenario: { profile: 'constant', rate: 1, data: { prompt_tokens: 1024, output_tokens: 512 } },
};

/** @param during called each second of the load */
function runStep(during: (world: World, second: number) => void = () => undefined) {
  const world = new World({ seed: 7, preset: 'lab', pace: 'lab', speed: 1, startAt: START });
  world.scale(target, 2);
  for (let i = 0; world.ready(target) !== 2 && i < 2000; i++) {
    world.step();
  }
  const observer = new WorldObserver(world, world.workload(target)!);
  const log: string[] = [];
  const params: Record<string, string> = { 'load-step': JSON.stringify(STEP), 'deployment-name': target.name };
  const context = {
    world,
    namespace: target.namespace,
    run: { metadata: { uid: 'run', name: 'run' } },
    taskRunName: 'run-load',
    now: () => world.now(),
    text: (name: string) => params[name] ?? '',
    log: (line: string) => log.push(line),
    result: () => undefined,
    markLoad: () => undefined,
  } as unknown as TaskContext;
  const script = benchmark(context);
  for (let second = 0; !script.next().done; second++) {
    during(world, second);
    world.step();
    observer.tick(world.now());
  }
  world.step();
  observer.tick(world.now());
  return { summary: parsePrintedSummary(log.join('\n')), observer, log };
}

const values = (observer: WorldObserver, id: 'ttft' | 'e2e', count: number) =>
  observer.observations[id].slice(0, count).map(({ value }): [number, number] => [value, 1]);

test('what is printed is what the world knows, within rounding', () => {
  const { summary, observer } = runStep();
  const [printed, ...others] = summary.benchmarks;
  const { served, failed } = observer.seconds.at(-1)!.counts;
  expect([others.length, summary.broken]).toEqual([0, 0]);
  expect([summary.succeeded, summary.failed, summary.incomplete]).toEqual([served, 0, failed]);
  expect(served).toBeGreaterThan(250);
  expect(failed).toBeGreaterThan(0);
  expect(printed).toMatchObject({ strategy: 'constant', durationSeconds: STEP.duration });
  expect([printed!.promptTokens, printed!.outputTokens]).toEqual([served * 1024, served * 512]);
  // Of equal requests at even distances the first to come are the first to end.
  for (const [id, rounding] of [
    ['ttft', 0.00005],
    ['e2e', 0.05],
  ] as const) {
    const known = values(observer, id, served);
    for (const [printedAs, share] of [
      ['median', 0.5],
      ['p95', 0.95],
    ] as const) {
      const difference = Math.abs(printed!.latency[id]![printedAs] - percentile(known, share)!);
      expect(difference).toBeLessThanOrEqual(rounding + 1e-9);
    }
  }
  expect(Math.abs(printed!.requestsPerSecond! - (served + failed) / STEP.duration)).toBeLessThanOrEqual(0.05);
  const mean = observer.seconds.reduce(
    (sum, { replicas }) => sum + replicas.reduce((n, r) => n + r.running + r.waiting, 0),
    0
  );
  // Sampled once a second.
  expect(Math.abs(printed!.concurrency! - mean / observer.seconds.length)).toBeLessThan(0.6);
});

test('requests of a server that goes away have failed, those that the client leaves have not', () => {
  const { summary, observer } = runStep((world, second) => {
    if (second === 150) {
      // As when its pod is gone before its requests have ended.
      world.workload(target)!.deployment.allEngines.forEach((engine) => engine.abort());
    }
  });
  const { arrived } = observer.seconds.at(-1)!.counts;
  const ended = summary.succeeded! + summary.failed! + summary.incomplete!;
  expect(ended).toBe(arrived);
  expect(summary.failed).toBeGreaterThan(0);
  expect(summary.incomplete).toBeGreaterThan(0);
});
