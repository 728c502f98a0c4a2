/**
 * @jest-environment node
 *
 * What belongs to what, over series as real clusters have them: workloads that are gone, servers in one pod, groups of pods,
 * exporters that err or restart, pods that only look alike.
 */
import { gpusOf } from '../../src/domain/gpu';
import { effectiveThresholds } from '../../src/domain/variant';
import { ATTENTION, attention, missingReplicas, overVariants, variantCount, wanted } from '../../src/queries/fleet';
import { gpusOfVariants, modelsOfVariants } from '../../src/queries/fleetRows';
import { gpuCount, gpuLoad, gpuPower, gpuSnapshot, gpusHeld, gpuUtilization } from '../../src/queries/gpu';
import { builtIns, interpolate } from '../../src/queries/grammar';
import { listedVariants } from '../../src/queries/listed';
import { running, served } from '../../src/queries/load';
import { M } from '../../src/queries/metrics';
import { created, desired, gone, hpaDesired, ready } from '../../src/queries/replicas';
import type { Scope } from '../../src/queries/selector';
import { askInstant } from './promClient';
import { writtenPrometheus, type FilledPrometheus, type WrittenSeries } from './simulatedPrometheus';
import { NAMESPACE, deployment, dialect, gpu, vllm, wva } from './writtenCluster';
import { runOver, valuesOf, written } from './writtenRun';

const fleet: Scope = { dialect, namespace: NAMESPACE };
const one = (variant: string): Scope => ({ ...fleet, variant });
const LIMITS = effectiveThresholds().values;

let world: FilledPrometheus;
const inWorld = (seconds: number, series: WrittenSeries[]) => {
  beforeAll(async () => {
    world = await writtenPrometheus(seconds, series);
  }, 60_000);
  afterAll(() => world?.stop());
};
const ask = (query: string, label?: string) => valuesOf(world, query, label);
const POD = 'decode-6b7c9d8f5-aaaaa';

describe('a workload that is gone, of which WVA still speaks', () => {
  inWorld(1800, [
    ...wva('live', 2),
    ...deployment('live', 2),
    vllm(M.running, 'live-6b7c9d8f5-aaaaa', 4),
    ...wva('ghost', 5),
  ]);

  test('it is shown as gone, and is in no sum', async () => {
    expect(await ask(gone(fleet), 'variant')).toEqual({ ghost: 5 });
    expect(await ask(gone(one('ghost')))).toEqual({ '': 5 });
    expect(await ask(gone(one('live')))).toEqual({});
    expect(await ask(desired(fleet), 'variant')).toEqual({ live: 2 });
    expect(await ask(variantCount(fleet))).toEqual({ '': 1 });
    expect(await ask(overVariants(desired(fleet)))).toEqual({ '': 2 });
    expect(await ask(missingReplicas(fleet))).toEqual({ '': 0 });
    expect(Object.keys(await ask(attention(fleet, LIMITS), 'variant'))).not.toContain('ghost');
  });
});

describe('a cluster without WVA: one workload that KEDA scales, one that no one does, and a gateway', () => {
  const hpa = { namespace: NAMESPACE, horizontalpodautoscaler: 'keda-hpa-scaler' };
  inWorld(900, [
    ...['scaled', 'fixed', 'gateway'].flatMap((name) => deployment(name, 2)),
    ...['scaled', 'fixed'].map((name) => vllm(M.running, `${name}-6b7c9d8f5-aaaaa`, 4)),
    written(M.hpaDesired, hpa, 3),
    written(M.hpaMax, hpa, 3),
    written(M.hpaInfo, { ...hpa, scaletargetref_kind: 'Deployment', scaletargetref_name: 'scaled' }, 1),
  ]);

  test('both that serve are listed, with what the HPA wants', async () => {
    const listed = interpolate(listedVariants(fleet), builtIns(900));
    expect(await ask(listed, 'variant')).toEqual({ scaled: 1, fixed: 1 });
    expect(await ask(modelsOfVariants(fleet), 'variant')).toEqual({ scaled: 1, fixed: 1 });
    expect(await ask(variantCount(fleet))).toEqual({ '': 2 });
    expect(await ask(wanted(fleet), 'variant')).toEqual({ scaled: 3 });
    expect(await ask(missingReplicas(fleet))).toEqual({ '': 1 });
    expect(await ask(attention(fleet, LIMITS), 'variant')).toEqual({
      scaled: ATTENTION.starting,
      fixed: ATTENTION.calm,
    });
  });
});

describe('four servers in a pod, a port each, that all call their engine 0', () => {
  const ports = [8200, 8201, 8202, 8203];
  inWorld(2700, [
    ...wva('decode', 1),
    ...deployment('decode', 1),
    ...ports.flatMap((port, i) => {
      const server = { engine: '0', instance: `10.0.0.1:${port}` };
      return [
        vllm(M.success, POD, (t) => (1 + i / 10) * t, { ...server, finished_reason: 'stop' }),
        vllm(M.running, POD, 10 + i, server),
        vllm(M.generationTokens, POD, (t) => 100 * t, server),
      ];
    }),
  ]);

  test('all four count', async () => {
    expect(await ask(served(one('decode')))).toEqual({ '': 4.6 });
    expect(await ask(running(one('decode')))).toEqual({ '': 46 });
    expect(await ask(served(fleet), 'variant')).toEqual({ decode: 4.6 });
  });

  test('and in a run', async () => {
    const { kpis, measurements } = await runOver(world, 2400, { namespace: NAMESPACE, variant: 'decode' });
    expect(measurements.problems).toEqual([]);
    // To a scrape.
    expect(Math.abs(kpis['requests-served'].value! - 4.6 * 2400)).toBeLessThan(4.6 * 15);
    expect(Math.abs(kpis['tokens-per-second'].value! - 400)).toBeLessThan((400 * 15) / 2400);
    expect(measurements.ownership).toEqual({ pods: [POD], sources: ['name'] });
  });
});

describe('a LeaderWorkerSet: a replica is two pods of four GPUs each', () => {
  const pods = ['big-0', 'big-0-1', 'big-1', 'big-1-1'];
  const hpa = { namespace: NAMESPACE, horizontalpodautoscaler: 'keda-hpa-big' };
  inWorld(1800, [
    ...wva('big', 2),
    written(M.hpaDesired, hpa, 2),
    written(M.hpaInfo, { ...hpa, scaletargetref_kind: 'LeaderWorkerSet', scaletargetref_name: 'big' }, 1),
    ...['big-0', 'big-1'].map((pod) => vllm(M.running, pod, 4)),
    ...pods.flatMap((pod) =>
      [0, 1, 2, 3].flatMap((i) => [
        gpu(M.gpuUtil, `GPU-${pod}-${i}`, pod, 80),
        gpu(M.gpuPower, `GPU-${pod}-${i}`, pod, 300),
      ])
    ),
    // Pods of a StatefulSet whose own name ends as that of a leader does.
    ...['tier-1-0', 'tier-1-1'].flatMap((pod) => [
      gpu(M.gpuUtil, `GPU-${pod}`, pod, 80),
      written(M.podOwner, { namespace: NAMESPACE, pod, owner_kind: 'StatefulSet', owner_name: 'tier-1' }, 1),
    ]),
  ]);

  test('its HPA, its GPUs, its power', async () => {
    expect(await ask(hpaDesired(one('big')))).toEqual({ '': 2 });
    expect(await ask(hpaDesired(fleet), 'variant')).toEqual({ big: 2 });
    expect(await ask(gpuCount(one('big')))).toEqual({ '': 16 });
    expect(await ask(gpuPower(one('big')))).toEqual({ '': 4800 });
    expect(await ask(gpusOfVariants(fleet), 'variant')).toEqual({ big: 16, 'tier-1': 2 });
    expect(await ask(running(fleet), 'variant')).toEqual({ big: 8 });
  });

  test('a run: eight GPUs a replica', async () => {
    const { measurements } = await runOver(world, 1500, { namespace: NAMESPACE, variant: 'big' });
    expect(measurements.gpusPerReplica).toBe(8);
    expect(measurements.ownership?.pods).toEqual(pods);
    expect(measurements.series.gpus?.[0]?.values.at(-1)).toBe(16);
    expect(measurements.series.hpaDesired?.[0]?.values.at(-1)).toBe(2);
  });
});

describe('a share that is none', () => {
  inWorld(900, [
    ...[0, 2, 3].map((i) => gpu(M.gpuUtil, `GPU-n1-${i}`, undefined, 50)),
    gpu(M.gpuUtil, 'GPU-n1-1', undefined, (t) => (t >= 840 ? 808_334_905 : 50)),
    gpu(M.gpuTensor, 'GPU-n1-1', undefined, 140_737_488_355_328),
  ]);

  test('it is no measurement', async () => {
    expect(await ask(gpuUtilization({ dialect }))).toEqual({ '': 0.5 });
    expect(await ask(gpuLoad({ dialect }), 'series')).toEqual({ Utilisation: 0.5 });
    expect(await ask(gpuCount({ dialect }))).toEqual({ '': 4 });
  });
});

describe('MIG: three instances of a GPU, two of them held', () => {
  const holders = [POD, 'decode-6b7c9d8f5-bbbbb', undefined];
  inWorld(
    900,
    holders.flatMap((pod, i) => {
      const instance = { GPU_I_PROFILE: '3g.20gb', GPU_I_ID: String(i + 1) };
      return [
        gpu(M.gpuTensor, 'GPU-n1-0', pod, (i + 1) / 10, instance),
        gpu(M.gpuMemUsed, 'GPU-n1-0', pod, 1000 * (i + 1), instance),
        gpu(M.gpuMemFree, 'GPU-n1-0', pod, 20_000 - 1000 * (i + 1), instance),
        gpu(M.gpuPower, 'GPU-n1-0', pod, 250, instance),
      ];
    })
  );

  test('each is one of its own, without a utilisation', async () => {
    const snapshot = gpuSnapshot({ dialect });
    const at = (query: string) => askInstant(world.url, query, world.end - 30);
    const gpus = gpusOf({
      utilization: await at(snapshot.utilization),
      memory: await at(snapshot.memory),
      tensor: await at(snapshot.tensor),
    });
    expect(
      gpus.map(({ instance, profile, pods, memory, tensor, utilization }) => ({
        instance,
        profile,
        pods,
        memory,
        tensor,
        utilization,
      }))
    ).toEqual(
      holders.map((pod, i) => ({
        instance: String(i + 1),
        profile: '3g.20gb',
        pods: pod === undefined ? [] : [{ namespace: NAMESPACE, pod, variant: 'decode' }],
        memory: (i + 1) / 20,
        tensor: (i + 1) / 10,
        utilization: undefined,
      }))
    );
    expect(await ask(gpuCount({ dialect }))).toEqual({ '': 3 });
    expect(await ask(gpusHeld({ dialect }))).toEqual({ '': 2 });
    expect(await ask(gpuCount(one('decode')))).toEqual({ '': 2 });
  });
});

describe('the exporter restarts in the middle of the run, under another name', () => {
  const HALF = 3600;
  const both = (name: string, i: number) => [
    gpu(name, `GPU-n1-${i}`, POD, (t) => (t < HALF ? 50 : undefined), { Hostname: 'dcgm-exporter-aaaaa' }),
    gpu(name, `GPU-n1-${i}`, POD, (t) => (t >= HALF ? 50 : undefined), { Hostname: 'dcgm-exporter-bbbbb' }),
  ];
  inWorld(2 * HALF + 120, [
    ...deployment('decode', 1),
    vllm(M.running, POD, 4),
    ...[0, 1, 2, 3].flatMap((i) => [...both(M.gpuUtil, i), ...both(M.gpuPower, i)]),
  ]);

  test('a UUID is one GPU', async () => {
    const { measurements, kpis } = await runOver(world, 2 * HALF, { namespace: NAMESPACE, variant: 'decode' });
    expect(measurements.gpusPerReplica).toBe(4);
    expect(kpis['gpu-hours'].value! / 8).toBeCloseTo(1, 1);
    expect(new Set(measurements.series.gpus?.[0]?.values)).toEqual(new Set([4]));
    expect(new Set(measurements.series.power?.[0]?.values)).toEqual(new Set([200]));
  });
});

describe('a Job’s pod and a bare pod that begin as the Deployment', () => {
  inWorld(1800, [
    ...wva('decode', 1),
    ...deployment('decode', 1),
    vllm(M.running, POD, 4),
    gpu(M.gpuUtil, 'GPU-0', POD, 80),
    gpu(M.gpuPower, 'GPU-0', POD, 300),
    ...[1, 2, 3, 4].flatMap((i) => [
      gpu(M.gpuUtil, `GPU-${i}`, 'decode-finetune-x7k2p', 100),
      gpu(M.gpuPower, `GPU-${i}`, 'decode-finetune-x7k2p', 350),
    ]),
    vllm(M.running, 'decode-canary', 50),
  ]);

  test('they are no replicas', async () => {
    expect(await ask(gpuCount(one('decode')))).toEqual({ '': 1 });
    expect(await ask(gpuPower(one('decode')))).toEqual({ '': 300 });
    expect(await ask(running(one('decode')))).toEqual({ '': 4 });
    expect(await ask(running(fleet), 'variant')).toEqual({ decode: 4 });
    expect(await ask(created(fleet), 'variant')).toEqual({ decode: 1 });
    expect(await ask(ready(one('decode')))).toEqual({ '': 1 });
    const { measurements } = await runOver(world, 1500, { namespace: NAMESPACE, variant: 'decode' });
    expect(measurements.gpusPerReplica).toBe(1);
    expect(new Set(measurements.series.power?.[0]?.values)).toEqual(new Set([300]));
  });
});
