import fc from 'fast-check';

import { ACCELERATORS } from './accelerator';
import { Engine } from './engine';
import { createRandom } from './random';

const { engine: profile } = ACCELERATORS.L40S;

/** Offers requests at a constant rate and returns the engine after some seconds, with means on the way. */
function serve(rate: number, promptTokens: number, outputTokens: number, seconds: number) {
  const engine = new Engine(profile, createRandom(7));
  let inSystem = 0;
  let mostWaiting = 0;
  for (let second = 0, next = 0; second < seconds; second++) {
    for (; next < second + 1; next += 1 / rate) {
      engine.receive({ sourceId: 's', arrivedAt: next, promptTokens, outputTokens });
    }
    engine.advance(second, second + 1);
    inSystem += engine.running + engine.waiting;
    mostWaiting = Math.max(mostWaiting, engine.waiting);
  }
  return { engine, meanInSystem: inSystem / seconds, mostWaiting };
}

const mean = ({ sum, count }: { sum: number; count: number }) => sum / count;

describe('Engine', () => {
  it('keeps its balance and its cache bounds whatever arrives', () => {
    const request = fc.record({
      at: fc.integer({ min: 0, max: 200 }),
      promptTokens: fc.integer({ min: 1, max: 30_000 }),
      outputTokens: fc.integer({ min: 1, max: 4000 }),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 120 }), fc.integer({ min: 0, max: 250 }), (requests, abortAt) => {
        const engine = new Engine(profile, createRandom(1));
        for (let second = 0; second < 260; second++) {
          for (const { at, promptTokens, outputTokens } of requests.filter((r) => r.at === second)) {
            engine.receive({ sourceId: at % 2 ? 'odd' : 'even', arrivedAt: at, promptTokens, outputTokens });
          }
          engine.advance(second, second + 1);
          if (second === abortAt) {
            engine.abort((r) => r.sourceId === 'odd');
          }
          const balanced = engine.received === engine.running + engine.waiting + engine.finished;
          const bounded = engine.kvUse >= 0 && engine.kvUse <= 1 && engine.running <= profile.maxNumSeqs;
          if (!balanced || !bounded) {
            throw new Error(`second ${second}: balanced ${balanced}, bounded ${bounded}, KV ${engine.kvUse}`);
          }
        }
      }),
      { numRuns: 40 }
    );
  });

  it("obeys Little's law: requests in the system = arrival rate × time in the system", () => {
    const { engine, meanInSystem } = serve(0.5, 1024, 512, 4000);
    const predicted = 0.5 * mean(engine.metrics.e2e);
    expect(Math.abs(meanInSystem - predicted) / predicted).toBeLessThan(0.05);
  });

  it('makes as many tokens as finished requests asked for, and counts each request once', () => {
    const { engine } = serve(0.2, 300, 100, 1000);
    for (let second = 1000; engine.running > 0; second++) {
      engine.advance(second, second + 1);
    }
    const { finished, metrics } = engine;
    expect(metrics.promptTokens).toBe(finished * 300);
    expect(Math.abs(metrics.generationTokens - finished * 100)).toBeLessThan(2);
    expect([metrics.ttft.count, metrics.e2e.count, metrics.decodeTime.count]).toEqual([finished, finished, finished]);
    expect(mean(metrics.e2e)).toBeCloseTo(
      mean(metrics.queueTime) + mean(metrics.prefillTime) + mean(metrics.decodeTime),
      6
    );
  });

  it('slows down with its batch', () => {
    const itl = [0.1, 0.5, 0.8].map((rate) => mean(serve(rate, 1024, 2048, 900).engine.metrics.itl));
    expect(itl).toEqual([...itl].sort((a, b) => a - b));
    expect(itl[0]).toBeGreaterThan(0.03);
    expect(itl[2]).toBeLessThan(0.08);
  });

  it.each([
    [
      'serves 0.5 req/s of the lab with ease',
      0.5,
      (kv: number, waiting: number, ttft: number) => kv < 0.6 && waiting === 0 && ttft < 1,
    ],
    ['is full at 1 req/s', 1, (kv: number, waiting: number) => kv > 0.8 && waiting > 5],
    [
      'lets the queue explode at 1.5 req/s',
      1.5,
      (kv: number, waiting: number, ttft: number) => kv > 0.9 && waiting > 200 && ttft > 30,
    ],
  ])('%s', (_, rate, holds) => {
    const { engine, mostWaiting } = serve(rate, 1024, 2048, 1800);
    expect(holds(engine.kvUse, mostWaiting, mean(engine.metrics.ttft))).toBe(true);
  });

  it('recomputes what it preempts and gives no second first token', () => {
    const { engine } = serve(2, 1024, 2048, 600);
    expect(engine.metrics.preemptions).toBeGreaterThan(0);
    expect(engine.metrics.ttft.count).toBeLessThanOrEqual(engine.received);
  });
});
