/**
 * @jest-environment node
 *
 * What ranks a fleet and judges a run, over series of which the right answer is known.
 */
import { effectiveThresholds } from '../../src/domain/variant';
import { DIALECTS } from '../../src/queries/dialect';
import { ATTENTION, atMaximum, attention, variantsAt, type AttentionLevel } from '../../src/queries/fleet';
import { builtIns, interpolate } from '../../src/queries/grammar';
import { M } from '../../src/queries/metrics';
import {
  completed,
  completedPerGpuHour,
  energy,
  failedShare,
  gpuHours,
  latencyOverRange,
  shortfallSeconds,
} from '../../src/queries/run';
import type { Scope } from '../../src/queries/selector';
import { askInstant } from './promClient';
import { writtenPrometheus, type FilledPrometheus, type WrittenSeries } from './simulatedPrometheus';

const SECONDS = 2400;
/** Of the range that is asked about: half an hour. */
const RANGE = 1800;
const LIMITS = effectiveThresholds().values;
const scope: Scope = { dialect: DIALECTS.plain, namespace: 'exp' };

interface Variant {
  name: string;
  desired: number;
  ready: number;
  max: number;
  /** KV use of its replicas; 0.9 is saturated. */
  kv: number;
  is: AttentionLevel;
}

const VARIANTS: Variant[] = [
  { name: 'calm', desired: 1, ready: 1, max: 4, kv: 0.1, is: 'calm' },
  { name: 'starting', desired: 2, ready: 1, max: 4, kv: 0.1, is: 'starting' },
  { name: 'scaling', desired: 2, ready: 1, max: 4, kv: 0.9, is: 'scaling' },
  { name: 'pinned', desired: 1, ready: 1, max: 1, kv: 0.9, is: 'stuck' },
  { name: 'inert', desired: 1, ready: 1, max: 4, kv: 0.9, is: 'stuck' },
  { name: 'asleep', desired: 0, ready: 0, max: 4, kv: 0, is: 'calm' },
  { name: 'waking', desired: 1, ready: 0, max: 4, kv: 0, is: 'starting' },
];

const always = (value: number) => () => value;
const perSecond = (rate: number) => (seconds: number) => rate * seconds;

function series({ name, desired, ready, max, kv }: Variant): WrittenSeries[] {
  const workload = `namespace="exp",deployment="${name}"`;
  const pod = `namespace="exp",pod="${name}-6b7c9d8f5-aaaaa",model_name="m"`;
  const hpa = `namespace="exp",horizontalpodautoscaler="keda-hpa-${name}"`;
  return [
    { series: `${M.wvaDesired}{namespace="exp",variant_name="${name}"}`, at: always(desired) },
    { series: `${M.created}{${workload}}`, at: always(Math.max(desired, ready)) },
    { series: `${M.ready}{${workload}}`, at: always(ready) },
    { series: `${M.hpaMax}{${hpa}}`, at: always(max) },
    ...(ready > 0
      ? [
          { series: `${M.running}{${pod}}`, at: always(1) },
          { series: `${M.kvUse}{${pod}}`, at: always(kv) },
          { series: `${M.waiting}{${pod}}`, at: always(0) },
        ]
      : []),
  ];
}

const RUN_POD = 'namespace="exp",pod="scaling-6b7c9d8f5-aaaaa"';
const GPU = `Hostname="n",gpu="0",UUID="GPU-0",modelName="NVIDIA L40S",${RUN_POD}`;
const RUN: WrittenSeries[] = [
  { series: `${M.success}{${RUN_POD},model_name="m",finished_reason="stop"}`, at: perSecond(1.5) },
  { series: `${M.success}{${RUN_POD},model_name="m",finished_reason="length"}`, at: perSecond(0.4) },
  { series: `${M.success}{${RUN_POD},model_name="m",finished_reason="abort"}`, at: perSecond(0.1) },
  ...['0.5', '1', '2', '+Inf'].map((le) => ({
    series: `${M.ttft}_bucket{${RUN_POD},model_name="m",le="${le}"}`,
    at: perSecond(le === '0.5' ? 0 : 2),
  })),
  { series: `${M.gpuUtil}{${GPU}}`, at: always(100) },
  { series: `${M.gpuPower}{${GPU}}`, at: always(300) },
];

describe('a fleet and a run', () => {
  let world: FilledPrometheus;
  beforeAll(async () => {
    world = await writtenPrometheus(SECONDS, [...VARIANTS.flatMap(series), ...RUN]);
  });
  afterAll(() => world.stop());

  const ask = (query: string) => askInstant(world.url, interpolate(query, builtIns(RANGE)), world.end - 30);
  const one = async (query: string) => {
    const answer = await ask(query);
    expect(answer).toHaveLength(1);
    return answer[0]?.value;
  };

  test.each(VARIANTS.map((variant) => [variant.name, variant] as const))('%s: attention', async (name, { is }) => {
    const answer = await ask(attention(scope, LIMITS));
    expect(answer.filter(({ labels }) => labels.variant === name).map(({ value }) => value)).toEqual([ATTENTION[is]]);
  });

  test('attention is one row a variant, and its levels are counted', async () => {
    expect(await ask(attention(scope, LIMITS))).toHaveLength(VARIANTS.length);
    for (const level of Object.keys(ATTENTION) as AttentionLevel[]) {
      const count = VARIANTS.filter(({ is }) => is === level).length;
      expect([level, await one(variantsAt(scope, LIMITS, level))]).toEqual([level, count]);
    }
    expect(await one(atMaximum(scope))).toBe(1);
  });

  test.each([
    ['completed', completed, RANGE * 1.9],
    ['failedShare', failedShare, 0.05],
    ['p99 TTFT', (s: Scope) => latencyOverRange(s, 'ttft', 0.99), 0.995],
    ['gpuHours', gpuHours, 0.5],
    ['completedPerGpuHour', completedPerGpuHour, 3600 * 1.9],
    ['energy', energy, 150],
    ['shortfallSeconds', shortfallSeconds, RANGE],
  ])('%s over half an hour', async (_name, query, expected) => {
    const value = (await one(query({ ...scope, variant: 'scaling' }))) ?? Number.NaN;
    expect(value / expected).toBeGreaterThan(0.98);
    expect(value / expected).toBeLessThan(1.02);
  });

  test('without a failed request the share is 0, without any request there is none', async () => {
    const quiet = { ...scope, variant: 'calm' };
    expect(await ask(failedShare(quiet))).toEqual([]);
  });
});
