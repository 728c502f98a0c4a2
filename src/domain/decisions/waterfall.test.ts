import { effectiveThresholds } from '../variant';
import type { Moment, VariantState } from './types';
import { bottleneckOf, hopFigures, waterfallOf } from './waterfall';

const LIMITS = effectiveThresholds();
const one: VariantState = {
  desired: 1,
  hpaDesired: 1,
  created: 1,
  ready: 1,
  spareKv: 0.4,
  spareQueue: 4,
  unschedulable: 0,
  serving: 1,
};
const STEP = 15_000;
const course = (...states: Array<Partial<VariantState>>): Moment[] =>
  states.map((change, i) => ({ at: i * STEP, state: { ...one, ...change } }));
const short = { spareKv: 0.02 };
const asked = { ...short, desired: 2 };
const carried = { ...asked, hpaDesired: 2 };
const hops = (moments: Moment[]) =>
  waterfallOf(moments, LIMITS).map(({ direction, hops: all, hangs }) => [
    direction,
    ...all.map(({ id, from, to }) => `${id} ${(to - from) / 1000}`),
    ...(hangs ? [hangs] : []),
  ]);

test('each hop of a scale-up takes its time', () => {
  const moments = course(
    {},
    short,
    short,
    asked,
    carried,
    { ...carried, created: 2, unschedulable: 1 },
    { ...carried, created: 2 },
    { ...carried, created: 2 },
    { ...carried, created: 2, ready: 2 },
    { ...carried, created: 2, ready: 2, serving: 2 }
  );
  expect(hops(moments)).toEqual([['up', 'decide 30', 'hpa 15', 'create 15', 'schedule 15', 'start 30', 'serve 15']]);
  const figures = hopFigures(waterfallOf(moments, LIMITS));
  expect(figures.map(({ share }) => share).reduce((a, b) => a + b)).toBeCloseTo(1);
  expect(bottleneckOf(figures)).toMatchObject({ id: 'decide', total: 30, mean: 30, longest: 30, count: 1 });
});

test.each<[string, Array<Partial<VariantState>>, string]>([
  ['the HPA does not follow', [{}, asked, asked], 'hpa'],
  ['pods are not made', [{}, asked, carried], 'create'],
  ['no GPU is free', [{}, asked, { ...carried, created: 2, unschedulable: 1 }], 'schedule'],
  ['the pod does not become ready', [{}, asked, { ...carried, created: 2 }], 'start'],
  ['it is taken back', [{}, asked, { ...carried, created: 2 }, { created: 2 }], 'taken-back'],
])('what hangs: %s', (_, states, expected) => {
  expect(hops(course(...states))[0]?.at(-1)).toBe(expected);
});

test('a scale-down ends when the replicas are gone', () => {
  const two = { desired: 2, hpaDesired: 2, created: 2, ready: 2 };
  const moments = course(
    two,
    { ...two, desired: 1 },
    { ...two, desired: 1 },
    { ...two, desired: 1, hpaDesired: 1 },
    {}
  );
  expect(hops(moments)).toEqual([['down', 'hpa 30', 'create 15']]);
});

test('without the places of pods their start is one hop; with no request the last one is not there', () => {
  const moments = course({}, asked, { ...carried, created: 2 }, { ...carried, created: 2, ready: 2 }).map(
    ({ at, state }) => ({ at, state: { ...state, unschedulable: undefined, serving: 1 } })
  );
  expect(hops(moments)).toEqual([['up', 'hpa 15', 'create 0', 'start 15']]);
});

test('an HPA’s own number leads where no WVA does; nothing does where nobody scales', () => {
  const trigger = { triggers: [{ name: 's0', type: 'average', value: 40, target: 16 }], spareKv: undefined };
  const moments = course(
    {},
    trigger,
    { ...trigger, hpaDesired: 3 },
    { ...trigger, hpaDesired: 3, created: 3, ready: 3 }
  );
  expect(hops(moments)).toEqual([['up', 'decide 15', 'create 15', 'schedule 0', 'start 0']]);
  const unscaled = moments.map(({ at, state }) => ({ at, state: { ...state, hpaDesired: undefined } }));
  expect(hops(unscaled)).toEqual([]);
});

test('a metric within a tenth of its target is no signal', () => {
  const reads = (value: number) => ({ triggers: [{ name: 's0', type: 'average', value, target: 16 }], created: 2 });
  const two = { hpaDesired: 2, ready: 2, spareKv: undefined };
  const moments = course(
    { ...two, ...reads(17) },
    { ...two, ...reads(17) },
    { ...two, ...reads(24) },
    { ...two, ...reads(24), hpaDesired: 3 }
  );
  expect(hops(moments)).toEqual([['up', 'decide 15', 'create']]);
});

test('what takes over replicas that someone else set is no scaling', () => {
  expect(hops(course({ desired: 3 }, { desired: 1 }))).toEqual([]);
});
