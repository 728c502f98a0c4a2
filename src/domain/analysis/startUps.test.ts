import fc from 'fast-check';

import { hopFigures, waterfallOf } from '../decisions/waterfall';
import type { Moment } from '../decisions/types';
import { effectiveThresholds } from '../variant';
import { startUps } from './kpiStartUp';
import type { Segment } from './segments';

const STEP = 10;
const steps = (...values: number[]): Segment[] =>
  values.map((value, i) => ({ from: i * STEP * 1000, to: (i + 1) * STEP * 1000, value }));
const taken = (created: number[], ready: number[]) =>
  startUps(steps(...created), steps(...ready)).map(({ from, to }) => (to - from) / 1000);

test.each<[string, number[], number[], number[]]>([
  ['one replica more', [1, 2, 2, 2], [1, 1, 1, 2], [20]],
  ['ready at the look that sees it created', [1, 2], [1, 2], [0]],
  ['two rises that become ready at once', [1, 2, 3, 3, 3], [1, 1, 1, 1, 3], [30, 20]],
  ['taken back before it was ready', [1, 2, 1, 1], [1, 1, 1, 2], []],
  ['never ready', [1, 2, 2], [1, 1, 1], []],
  ['there before the window', [2, 2, 2], [1, 1, 2], []],
  ['fewer replicas', [2, 1, 1], [2, 1, 1], []],
])('%s', (_, created, ready, expected) => {
  expect(taken(created, ready)).toEqual(expected);
});

/** Replicas that are added one at a time, each ready before the next one comes. */
const added = fc.array(fc.record({ pause: fc.integer({ min: 1, max: 5 }), start: fc.nat(6) }), {
  minLength: 1,
  maxLength: 5,
});

test('it is what the waterfall gives to pods that find a node and start', () => {
  fc.assert(
    fc.property(added, (all) => {
      const looks: Array<{ created: number; ready: number }> = [{ created: 1, ready: 1 }];
      for (const { pause, start } of all) {
        const { created } = looks.at(-1)!;
        looks.push(...Array.from({ length: pause }, () => ({ created, ready: created })));
        looks.push(...Array.from({ length: start }, () => ({ created: created + 1, ready: created })));
        looks.push({ created: created + 1, ready: created + 1 });
      }
      // What WVA and the HPA want is there a look before the pods.
      const moments = looks.map(({ created, ready }, i): Moment => {
        const desired = looks[i + 1]?.created ?? created;
        return { at: i * STEP * 1000, state: { desired, hpaDesired: desired, created, ready, unschedulable: 0 } };
      });
      const figures = hopFigures(waterfallOf(moments, effectiveThresholds()));
      const hops = figures.filter(({ id }) => id === 'schedule' || id === 'start');
      const sum = taken(
        looks.map(({ created }) => created),
        looks.map(({ ready }) => ready)
      ).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(hops.reduce((a, { total }) => a + total, 0));
    })
  );
});
