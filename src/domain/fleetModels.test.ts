import type { TimeSeries } from './analysis/types';
import { fleetModels, type FleetNumbers } from './fleetModels';
import { hasSiblings } from './fleetSiblings';

const one = (labels: Record<string, string>, value: number): TimeSeries => ({ labels, times: [0], values: [value] });
const row = (variant: string, model_name: string | undefined, numbers: FleetNumbers, namespace = 'exp'): TimeSeries[] =>
  Object.entries(numbers).map(([series, value]) =>
    // What is asked by itself does not say which model it is of.
    one({ namespace, variant, series, ...(model_name !== undefined && series !== 'served' && { model_name }) }, value)
  );
const fact = (variant: string, series: string, more: Record<string, string>, value = 1): TimeSeries =>
  one({ namespace: 'exp', variant, series, ...more }, value);

const TWO = [
  ...row('tp1', 'llama', {
    desired: 3,
    created: 2,
    ready: 1,
    pending: 1,
    kv: 0.5,
    queue: 2,
    headroom: 0.4,
    served: 1.5,
  }),
  ...row('tp2', 'llama', { desired: 1, created: 1, ready: 1, pending: 0, kv: 0.9, queue: 1, headroom: 0.1, served: 2 }),
];
const FACTS = [
  fact('tp1', 'gpus', { modelName: 'NVIDIA L40S' }, 2),
  fact('tp2', 'gpus', { modelName: 'NVIDIA H100' }, 2),
  fact('tp2', 'role', { label_llm_d_ai_role: 'decode' }),
  fact('tp2', 'cost', { annotation_llm_d_ai_variant_cost: '10' }),
];
const PRICES = [{ by: 'accelerator', of: 'L40S', perGpuHour: 2 }] as const;

test('replicas, GPUs, requests and costs of a model add up; saturation is that of its fullest variant', () => {
  const [llama, ...others] = fleetModels({ rows: TWO, facts: FACTS, prices: PRICES });
  expect(others).toEqual([]);
  expect(llama).toMatchObject({ namespace: 'exp', model: 'llama' });
  expect(llama?.variants).toMatchObject([
    { name: 'tp1', accelerator: 'NVIDIA L40S', role: undefined, gpus: 2, cost: 4 },
    { name: 'tp2', accelerator: 'NVIDIA H100', role: 'decode', gpus: 2, cost: 10 },
  ]);
  expect(llama?.sum).toEqual({
    numbers: { desired: 4, created: 3, ready: 2, pending: 1, kv: 0.9, queue: 2, headroom: 0.1, served: 3.5 },
    gpus: 4,
    cost: 14,
  });
});

test('a cost that is not known of one is not known of the model, and says why', () => {
  const [llama] = fleetModels({ rows: TWO, facts: FACTS, prices: [] });
  expect(llama?.variants[0]).toMatchObject({ cost: undefined, whyNoCost: expect.stringContaining('L40S') });
  expect(llama?.sum.cost).toBeUndefined();
});

test('before anything is known beside the numbers, they are there', () => {
  const [llama] = fleetModels({ rows: TWO, prices: PRICES });
  expect(llama?.sum).toMatchObject({ gpus: undefined, cost: undefined, numbers: { ready: 2 } });
});

test('a variant whose workload is gone is in no sum, and no sibling', () => {
  const ghost = row('ghost', undefined, { created: -1 });
  const models = fleetModels({ rows: [...TWO, ...ghost], facts: FACTS, prices: PRICES });
  expect(models.map(({ model, variants }) => [model, variants.map(({ name, isGone }) => [name, isGone])])).toEqual([
    [
      'llama',
      [
        ['tp1', false],
        ['tp2', false],
      ],
    ],
    [undefined, [['ghost', true]]],
  ]);
  expect(models[1]?.sum).toEqual({ numbers: {}, gpus: undefined, cost: undefined });
});

test.each<[string, TimeSeries[], boolean]>([
  ['two variants of a model', TWO, true],
  ['one', TWO.slice(0, 8), false],
  ['one model in two namespaces', [...TWO.slice(0, 8), ...row('tp1', 'llama', { ready: 1 }, 'other')], false],
  ['two models', [...TWO.slice(0, 8), ...row('tp2', 'qwen', { ready: 1 })], false],
  ['two that serve nothing', [...row('a', undefined, { desired: 1 }), ...row('b', undefined, { desired: 1 })], false],
])('siblings: %s', (_, rows, expected) => {
  expect(hasSiblings(rows)).toBe(expected);
});
