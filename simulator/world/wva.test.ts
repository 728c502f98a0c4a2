import { ACCELERATORS } from './accelerator';
import { Engine } from './engine';
import { createRandom } from './random';
import { WvaController, type VariantView } from './wva';

const idle = () => new Engine(ACCELERATORS.L40S.engine, createRandom(1));

/** An engine that is full: more prompts than its cache holds. */
function full(): Engine {
  const engine = idle();
  for (let i = 0; i < 200; i++) {
    engine.receive({ sourceId: 's', arrivedAt: 0, promptTokens: 2000, outputTokens: 2000 });
  }
  for (let second = 0; second < 90; second++) {
    engine.advance(second, second + 1);
  }
  return engine;
}

function decide(engines: Engine[], view: Partial<VariantView> = {}, start = engines.length): WvaController {
  const wva = new WvaController(start);
  wva.observe(engines);
  const n = engines.length;
  wva.run(60, { engines, replicas: n, created: n, ready: n, ...view });
  return wva;
}

describe('WvaController', () => {
  it.each<[string, Engine[], Partial<VariantView>, number]>([
    ['one more when full', [full()], {}, 2],
    ['one fewer when idle', [idle(), idle(), idle()], {}, 2],
    ['no decision while a pod is not ready', [full()], { created: 2, replicas: 2 }, 1],
    ['not above the ScaledObject', [full()], { bounds: { minReplicas: 1, maxReplicas: 1 } }, 1],
    ['not below the ScaledObject', [idle(), idle()], { bounds: { minReplicas: 2, maxReplicas: 4 } }, 2],
    ['not beyond the free GPUs with a limiter', [full()], { room: 0 }, 1],
    ['up with room', [full()], { room: 1 }, 2],
  ])('%s', (_, engines, view, desired) => {
    expect(decide(engines, view).desired).toBe(desired);
  });

  it('keeps its wish while desired is not current', () => {
    const wva = decide([full()]);
    const engines = [idle(), idle(), idle(), idle()];
    wva.run(120, { engines, replicas: 4, created: 4, ready: 4 });
    expect([wva.desired, wva.current]).toEqual([2, 4]);
  });

  it('adopts what somebody else has set, once that is through', () => {
    const wva = decide([full()]);
    wva.adopt();
    const engines = [idle(), idle(), idle(), idle()];
    wva.run(120, { engines: [], replicas: 4, created: 4, ready: 0 });
    expect(wva.desired).toBe(4);
    wva.run(180, { engines, replicas: 4, created: 4, ready: 4 });
    expect(wva.desired).toBe(4);
    wva.run(240, { engines, replicas: 4, created: 4, ready: 4 });
    expect(wva.desired).toBe(3);
  });

  it('forgets a peak after a minute', () => {
    const wva = new WvaController(1);
    const engine = full();
    wva.observe([engine]);
    engine.abort();
    for (let second = 0; second < 59; second++) {
      wva.observe([engine]);
    }
    wva.run(60, { engines: [engine], replicas: 1, created: 1, ready: 1 });
    expect(wva.analysis.verdict).toBe('up');
    wva.observe([engine]);
    wva.run(61, { engines: [engine], replicas: 1, created: 1, ready: 1 });
    expect(wva.analysis.verdict).toBe('stay');
  });
});
