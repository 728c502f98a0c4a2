import { ACCELERATORS } from './accelerator';
import { Engine } from './engine';
import { createRandom } from './random';
import { type Analyzer, VariantState, type VariantView, WvaController } from './wva';

const idle = () => new Engine(ACCELERATORS.L40S.engine, createRandom(1));

/** An engine with so many requests, after a minute and a half. */
function loaded(requests: number, outputTokens = 2000): Engine {
  const engine = idle();
  for (let i = 0; i < requests; i++) {
    engine.receive({ sourceId: 's', arrivedAt: 0, promptTokens: 2000, outputTokens });
  }
  for (let second = 0; second < 90; second++) {
    engine.advance(second, second + 1);
  }
  return engine;
}

/** More prompts than its cache holds. */
const full = () => loaded(200);
/** Some of its requests have ended, and hundreds wait. */
const queued = () => loaded(600, 200);

function variant(engines: Engine[], more: Partial<VariantView> = {}, desired = engines.length): VariantView {
  const n = engines.length;
  const base = {
    name: 'a',
    role: 'decode',
    cost: 10,
    pods: engines.map((engine) => [engine]),
    replicas: n,
    created: n,
    ready: n,
  };
  return { state: new VariantState(desired), ...base, ...more };
}

/** What each variant should have after one cycle. */
function decide(views: VariantView[], analyzer: Analyzer = 'v1', held = 0): number[] {
  const wva = new WvaController(analyzer);
  wva.observe(views.flatMap(({ pods }) => pods.flat()));
  wva.run(60, views, held);
  return views.map(({ state }) => state.desired);
}

const rules = (views: VariantView[]) => views.map(({ state }) => state.log.records.at(-1)?.rule);

describe('WVA with V1', () => {
  it.each<[string, Engine[], Partial<VariantView>, number, string]>([
    ['one more when full', [full()], {}, 2, 'spare-kv'],
    ['one fewer when idle', [idle(), idle(), idle()], {}, 2, 'scale-down'],
    ['nothing while a pod is not ready', [full()], { created: 2, replicas: 2 }, 1, 'in-transition'],
    ['not above the scaler', [full()], { bounds: { minReplicas: 1, maxReplicas: 1 } }, 1, 'bounds'],
    ['not below the scaler', [idle(), idle()], { bounds: { minReplicas: 2, maxReplicas: 4 } }, 2, 'bounds'],
    ['not beyond the free GPUs with a limiter', [full()], { room: 0 }, 1, 'limited'],
    ['up with room', [full()], { room: 1 }, 2, 'spare-kv'],
    ['only an echo with a wrong model id', [full()], { known: false }, 1, 'no-metrics'],
  ])('%s', (_, engines, view, desired, rule) => {
    const views = [variant(engines, view)];
    expect(decide(views)).toEqual([desired]);
    expect(rules(views)).toEqual([rule]);
  });

  it('scales the cheapest of a model up and the dearest down, and no variant that is still being scaled', () => {
    const pair = (engine: () => Engine, cheap: Partial<VariantView> = {}) => [
      variant([engine(), engine()], { cost: 10 }),
      variant([engine(), engine()], { cost: 5, ...cheap }),
    ];
    expect(decide(pair(full))).toEqual([2, 3]);
    expect(decide(pair(idle))).toEqual([1, 2]);
    expect(decide(pair(full, { state: new VariantState(4) }))).toEqual([3, 4]);
  });

  it('remembers what it measured and what that was held against', () => {
    const views = [variant([full()])];
    decide(views);
    expect(views[0]!.state.log.records).toEqual([
      {
        at: 60,
        by: 'wva-v1',
        rule: 'spare-kv',
        measured: { spareKv: 0, spareQueue: 0, nonSaturated: 0 },
        thresholds: { kvCacheThreshold: 0.8, queueLengthThreshold: 5, kvSpareTrigger: 0.1, queueSpareTrigger: 3 },
        current: 1,
        wanted: 2,
        done: 2,
      },
    ]);
  });

  it('keeps an earlier decision until it is done, and adopts what someone else set', () => {
    const views = [variant([idle(), idle(), idle()])];
    const wva = new WvaController();
    wva.observe(views[0]!.pods.flat());
    wva.run(60, views);
    wva.run(120, [{ ...views[0]!, created: 4, replicas: 4, ready: 4 }]);
    expect([views[0]!.state.desired, views[0]!.state.current]).toEqual([2, 4]);
    views[0]!.state.adopt();
    wva.run(180, [{ ...views[0]!, created: 4, replicas: 4, ready: 4 }]);
    expect(views[0]!.state.desired).toBe(4);
  });
});

test('a peak is forgotten after a minute', () => {
  const wva = new WvaController();
  const engine = full();
  const views = [variant([engine])];
  wva.observe([engine]);
  engine.abort();
  for (let second = 0; second < 59; second++) {
    wva.observe([engine]);
  }
  wva.run(60, views);
  expect(views[0]!.state.required).toBe(1);
  wva.observe([engine]);
  wva.run(61, views);
  expect(views[0]!.state.required).toBe(0);
});

describe('WVA with V2', () => {
  it('adds as many at once as the tokens in demand ask for, and counts in those that are starting', () => {
    const one = [variant([queued()])];
    expect(decide(one, 'v2')[0]).toBeGreaterThan(2);
    const { measured, thresholds } = one[0]!.state.log.records[0]!;
    expect(measured.required).toBeCloseTo(measured.demand! / thresholds.scaleUpThreshold! - measured.anticipated!, 6);
    const wanted = one[0]!.state.desired;
    const starting = [variant([queued()], { created: wanted, replicas: wanted }, wanted)];
    expect(decide(starting, 'v2')).toEqual([wanted]);
    expect(rules(starting)).toEqual(['hold']);
  });

  it('counts what waits in the router, and nothing of queues alone', () => {
    const calm = () => [variant([loaded(10, 200)])];
    expect(decide(calm(), 'v2')).toEqual([1]);
    expect(decide(calm(), 'v2', 500)[0]).toBeGreaterThan(1);
  });

  it('takes away what is spare, of the dearest variant first, and leaves the model one replica', () => {
    expect(decide([variant([idle(), idle(), idle()])], 'v2')).toEqual([1]);
    const views = [
      variant([idle(), idle()], { cost: 10, bounds: { minReplicas: 0, maxReplicas: 9 } }),
      variant([idle()], { cost: 5 }),
    ];
    expect(decide(views, 'v2')).toEqual([0, 1]);
  });

  it('scales up the variant with the most capacity for its cost that has none starting', () => {
    const views = (cheap: Partial<VariantView>) => [
      variant([queued()], { cost: 10 }),
      variant([queued()], { cost: 5, ...cheap }),
    ];
    const [dear, cheap] = decide(views({}), 'v2');
    expect([dear, cheap! > 1]).toEqual([1, true]);
    const [now] = decide(views({ created: 2, replicas: 2 }), 'v2');
    expect(now).toBeGreaterThan(1);
  });
});
