import fc from 'fast-check';

import { measureKpis } from './measureKpis';
import { modelFigures, type Taken } from './modelFigures';
import { testMeasurements, testRun } from './testing';
import type { GpuPrice, MeasuredVariant } from './types';

/** Nothing, or an amount that a count of seconds or requests can be: a sum loses what is smaller by 16 digits. */
const amount = (max: number) => fc.oneof(fc.constant(0), fc.double({ min: 1e-4, max, noNaN: true }));
const counted = (max: number) => fc.record({ value: amount(max), error: fc.constant(1) });
const variant: fc.Arbitrary<MeasuredVariant> = fc.record({
  workload: fc.constant('w'),
  accelerator: fc.constantFrom('NVIDIA L40S', 'NVIDIA H100 80GB HBM3'),
  gpusPerReplica: fc.integer({ min: 1, max: 8 }),
  replicaHours: counted(100),
  served: counted(1e6),
  replicaCost: fc.option(fc.double({ min: 0.1, max: 100, noNaN: true }), { nil: undefined }),
});
const variants = fc
  .array(variant, { minLength: 1, maxLength: 5 })
  .map((all) => all.map((one, i) => ({ ...one, workload: `w${i}` })));
const PRICES: GpuPrice[] = [
  { by: 'accelerator', of: 'l40s', perGpuHour: 2 },
  { by: 'accelerator', of: 'H100', perGpuHour: 7 },
];
const of = (all: readonly MeasuredVariant[], prices: readonly GpuPrice[] = PRICES) =>
  modelFigures(testMeasurements({ model: 'm', variants: all, prices }))!;
const close = (a: number | undefined, b: number | undefined) => {
  const scale = Math.max(1, Math.abs(a ?? NaN), Math.abs(b ?? NaN));
  expect(Math.abs((a ?? NaN) - (b ?? NaN)) / scale).toBeLessThan(1e-9);
};

test('the model is the sum of its variants, in whatever order they come', () => {
  fc.assert(
    fc.property(variants, (all) => {
      const { variants: each, all: sum } = of(all);
      for (const key of ['gpuHours', 'cost', 'served'] as const satisfies ReadonlyArray<keyof Taken>) {
        close(
          sum[key].value,
          each.reduce((total, { taken }) => total + taken[key].value!, 0)
        );
        close(of([...all].reverse()).all[key].value, sum[key].value);
      }
      if (sum.gpuHours.value! > 0) {
        close(sum.requestsPerGpuHour.value! * sum.gpuHours.value!, sum.served.value);
      }
    })
  );
});

test('the price of a GPU-hour times the GPU-hours is the cost, whoever tells the price', () => {
  fc.assert(
    fc.property(variants, (all) => {
      for (const { price, taken } of of(all).variants) {
        close(price.value! * taken.gpuHours.value!, taken.cost.value);
      }
    })
  );
});

test('twice the price is twice the cost; a split of one variant in two changes nothing', () => {
  fc.assert(
    fc.property(variants, (all) => {
      const unpriced = all.map((one) => ({ ...one, replicaCost: undefined }));
      const double = PRICES.map((one) => ({ ...one, perGpuHour: 2 * one.perGpuHour }));
      close(of(unpriced, double).all.cost.value, 2 * of(unpriced).all.cost.value!);
      const half = (one: MeasuredVariant, name: string): MeasuredVariant => ({
        ...one,
        workload: name,
        replicaHours: { value: one.replicaHours!.value / 2, error: 0 },
        served: { value: one.served!.value / 2, error: 0 },
      });
      const [first, ...rest] = all as [MeasuredVariant, ...MeasuredVariant[]];
      const split = of([half(first, 'a'), half(first, 'b'), ...rest]).all;
      close(split.cost.value, of(all).all.cost.value);
      close(split.gpuHours.value, of(all).all.gpuHours.value);
    })
  );
});

test('where one is not known there is no sum, and the variant and the reason are named', () => {
  fc.assert(
    fc.property(variants, fc.nat(), fc.constantFrom('gpusPerReplica', 'replicaHours', 'served'), (all, i, key) => {
      const lacking = all[i % all.length]!;
      const { all: sum } = of(all.map((one) => (one === lacking ? { ...one, [key]: undefined } : one)));
      const figure = key === 'served' ? sum.served : sum.gpuHours;
      expect(figure.value).toBeUndefined();
      expect(figure.why).toMatch(all.length === 1 ? /.{20}/ : new RegExp(`^${lacking.workload}: .{20}`));
      expect(sum.requestsPerGpuHour.value).toBeUndefined();
    })
  );
});

const DECODE: MeasuredVariant = {
  workload: 'decode',
  accelerator: 'NVIDIA L40S',
  gpusPerReplica: 2,
  replicaHours: { value: 3, error: 0.1 },
  served: { value: 600, error: 1 },
};

test.each<[string, Partial<MeasuredVariant>, GpuPrice[], number | undefined, string]>([
  ['the cluster’s', { replicaCost: 10 }, PRICES, 5, 'llm-d.ai/variant-cost: 10 a replica'],
  ['the variant’s', {}, [...PRICES, { by: 'variant', of: 'decode', perGpuHour: 3 }], 3, 'for decode'],
  ['the accelerator’s', {}, PRICES, 2, 'for l40s'],
  ['the longer name', {}, [...PRICES, { by: 'accelerator', of: 'NVIDIA L40S', perGpuHour: 4 }], 4, 'NVIDIA L40S'],
  ['none of another variant', {}, [{ by: 'variant', of: 'decod', perGpuHour: 3 }], undefined, 'no price is known'],
  ['none of GPUs of two kinds', { accelerator: 'NVIDIA A100, NVIDIA L40S' }, PRICES, undefined, 'NVIDIA A100'],
  [
    'none',
    {},
    [],
    undefined,
    'llm-d.ai/variant-cost, and the app’s settings have none of the variant or of NVIDIA L40S',
  ],
])('the price is %s', (_says, part, prices, expected, words) => {
  const { price, taken } = of([{ ...DECODE, ...part }], prices).variants[0]!;
  expect(price.value).toBe(expected);
  expect(price.source ?? price.why).toContain(words);
  expect(taken.cost.value).toBe(expected === undefined ? undefined : expected * 6);
});

test('prices of two kinds are summed, and the figure is not to be relied on', () => {
  const large = { ...DECODE, workload: 'large', replicaCost: 10 };
  const m = testMeasurements({ model: 'm', variants: [DECODE, large], prices: PRICES });
  const kpis = measureKpis(testRun(), m);
  expect(kpis['cost-weighted-gpu-hours']).toMatchObject({ value: 6 * 2 + 3 * 10 });
  expect(kpis['cost-weighted-gpu-hours'].problem).toContain('the cluster tells those of large');
  expect(kpis['model-gpu-hours'].value).toBe(12);
  expect(kpis['model-requests-per-gpu-hour'].value).toBe(100);
});

test('of one variant the model’s figures say nothing new; where variants are not known there is a reason', () => {
  const one = measureKpis(testRun(), testMeasurements({ model: 'm', variants: [DECODE], prices: PRICES }));
  expect(one['model-gpu-hours']).toEqual({ why: expect.stringContaining('one variant'), applies: false });
  expect(one['cost-weighted-gpu-hours'].value).toBe(12);
  const none = measureKpis(testRun(), testMeasurements({ unread: ['model:owners'] }));
  expect(none['cost-weighted-gpu-hours'].why).toContain('no answer for model:owners');
});
