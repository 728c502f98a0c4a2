import { metricsText } from '../metrics/exposition';
import type { PaceName } from './pace';
import { type PresetName, wvaScaler } from './presets';
import { World } from './world';

const START = Date.UTC(2026, 0, 1);
const make = (seed = 1, preset: PresetName = 'lab', pace: PaceName = 'lab') =>
  new World({ seed, preset, pace, speed: 1, startAt: START });
const target = { namespace: 'experiment-01', name: 'llm-d-inference-scheduling-llm-d-modelservice-decode' };

/** Runs the lab's stair; returns highest readings of the variant on the way. */
function stair(world: World) {
  const steps = [
    [0, 3600],
    [600, 3000],
    [1200, 2400],
    [1800, 1800],
  ] as const;
  const most = { desired: 0, ready: 0, waiting: 0 };
  for (let second = 0; second <= 3900; second++) {
    steps.forEach(([delay, duration], i) => {
      if (second === delay) {
        world.startLoad({ id: `step-${i}`, target, rate: 0.5, promptTokens: 1024, outputTokens: 2048 });
      } else if (second === delay + duration) {
        world.stopLoad(`step-${i}`);
      }
    });
    world.step();
    const { wva, deployment } = world.workload(target)!;
    most.desired = Math.max(most.desired, wva.desired);
    most.ready = Math.max(most.ready, deployment.ready);
    most.waiting = Math.max(most.waiting, ...deployment.engines.map((e) => e.waiting));
  }
  return most;
}

/** Steps until the variant has this many ready replicas. */
function settle(world: World, replicas: number) {
  world.scale(target, replicas);
  for (let second = 0; world.ready(target) !== replicas || world.created(target) !== replicas; second++) {
    expect(second).toBeLessThan(600);
    world.step();
  }
}

// Hours are simulated: seconds here, more on a busy machine.
jest.setTimeout(60_000);

describe('World', () => {
  it.each<[PresetName, number, number, number]>([
    ['lab', 3, 12, 1],
    ['medium', 12, 96, 10],
    ['large', 150, 1200, 100],
  ])('%s has %d nodes, %d GPUs and %d variants, each with a name of its own', (preset, nodes, gpus, variants) => {
    const world = make(1, preset);
    const unique = (names: string[]) => new Set(names).size;
    expect(unique(world.nodes.map((node) => node.name))).toBe(nodes);
    expect(unique(world.nodes.flatMap((node) => node.gpus.map((gpu) => gpu.uuid)))).toBe(gpus);
    expect(unique(world.workloads().map(({ namespace, name }) => `${namespace}/${name}`))).toBe(variants);
    expect(world.workloads()[0]).toEqual(target);
  });

  it('is the same for the same seed, and another for another', () => {
    const after = (seed: number) => {
      const world = make(seed, 'medium');
      world.runUntil(START + 300_000);
      return metricsText(world, { labels: 'plain', wvaVersion: '0.9' });
    };
    expect(after(5)).toBe(after(5));
    expect(after(5)).not.toBe(after(6));
  });

  it('tells the story of the lab: one replica drowns, four are at ease, WVA finds three or four', () => {
    const one = make();
    settle(one, 1);
    const drowned = stair(one);
    expect(drowned.ready).toBe(1);
    expect(drowned.waiting).toBeGreaterThan(1000);
    expect(one.workload(target)?.wva.desired).toBe(2); // wants more, and nobody follows

    const four = make();
    settle(four, 4);
    const { ready, waiting } = stair(four);
    expect(ready).toBe(4);
    expect(waiting).toBeLessThan(4);

    const scaled = make();
    settle(scaled, 1);
    scaled.applyScaler(target, wvaScaler({ minReplicas: 1, maxReplicas: 12 }));
    const most = stair(scaled);
    expect(most.desired).toBeGreaterThanOrEqual(3);
    expect(most.desired).toBeLessThanOrEqual(5);
    expect(most.waiting).toBeLessThan(300);
    scaled.runUntil(scaled.now() + 600_000);
    expect(scaled.ready(target)).toBe(1);
  });

  it('loses no request: offered = held + in pods + ended', () => {
    const world = make(2, 'medium', 'demo');
    let lost = 0;
    for (let second = 0; second < 1200; second++) {
      world.step();
      for (const { router, deployment } of world.variants) {
        const engines = deployment.allEngines;
        const inside = engines.reduce((sum, e) => sum + e.running + e.waiting + e.finished, 0);
        lost = Math.max(
          lost,
          Math.abs(router.received - router.queueSize - router.dropped - inside - deployment.retired.finished)
        );
      }
    }
    expect(world.variants.reduce((sum, w) => sum + w.router.received, 0)).toBeGreaterThan(1000);
    expect(lost).toBe(0);
  });

  it('goes up and down again within eight minutes at the pace of the demo', () => {
    const world = make(1, 'lab', 'demo');
    world.applyScaler(target, wvaScaler({ minReplicas: 1, maxReplicas: 12 }));
    let most = 0;
    for (let second = 0; second < 480; second++) {
      if (second === 20) {
        world.startLoad({ id: 'load', target, rate: 1.5, promptTokens: 1024, outputTokens: 2048 });
      } else if (second === 260) {
        world.stopLoad('load');
      }
      world.step();
      most = Math.max(most, world.ready(target));
    }
    expect(most).toBeGreaterThanOrEqual(2);
    expect(world.ready(target)).toBe(1);
  });

  it('shows pods as the API would, with labels of those under load and logs that begin with a time', () => {
    const world = make();
    world.startLoad({ id: 'load', target, rate: 1, promptTokens: 10, outputTokens: 10 });
    world.step();
    const [pod] = world.pods(target.namespace);
    expect(pod).toMatchObject({
      phase: 'Running',
      ready: true,
      containers: ['vllm'],
      labels: { 'benchmark-running': 'true' },
    });
    const log = world.podLog(target.namespace, pod!.name);
    expect(log?.length).toBeGreaterThan(2);
    log?.forEach((line) => expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO /));
    expect(world.podLog(target.namespace, 'nobody')).toBeUndefined();
  });

  it('holds requests back while no replica is ready', () => {
    const world = make();
    world.scale(target, 0);
    world.startLoad({ id: 'load', target, rate: 2, promptTokens: 10, outputTokens: 10 });
    world.runUntil(START + 60_000);
    expect(world.workload(target)?.router.queueSize).toBeGreaterThan(50);
    settle(world, 1);
    world.step();
    expect(world.workload(target)?.router.queueSize).toBeLessThan(5);
  });
});
