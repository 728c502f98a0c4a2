/**
 * @jest-environment node
 *
 * The same cluster four times, each time with one more or less to tell whose a pod is: the variant's label on vLLM's series, the
 * recording rule of kube-prometheus and OpenShift, kube-state-metrics, or nothing but names. The figures of a run are the same
 * wherever they can be, and say by what they know.
 */
import path from 'node:path';

import { RECORDING_FILE } from '../../rules/files';
import type { RunAnalysis } from '../../src/domain/analysis/runAnalysis';
import { gpusOfVariants, modelsOfVariants, overModels } from '../../src/queries/fleetRows';
import { builtIns, interpolate } from '../../src/queries/grammar';
import { listedVariants } from '../../src/queries/listed';
import { M } from '../../src/queries/metrics';
import { OWNERSHIP_SOURCES, podsOf, type OwnershipSource } from '../../src/queries/owners';
import * as recorded from '../../src/queries/recorded';
import { POD_RECORDINGS, RULE_WINDOWS } from '../../src/queries/recordings';
import { kvHighest, queueLongest } from '../../src/queries/saturation';
import { effectiveThresholds } from '../../src/domain/variant';
import { attention, overVariants, variantCount } from '../../src/queries/fleet';
import { gpuLoad, gpuUtilization } from '../../src/queries/gpu';
import { running, served, waiting } from '../../src/queries/load';
import { tag } from '../../src/queries/promql';
import { desired, gone } from '../../src/queries/replicas';
import type { Scope } from '../../src/queries/selector';
import { askInstant } from './promClient';
import { writtenPrometheus, type FilledPrometheus, type WrittenSeries } from './simulatedPrometheus';
import { NAMESPACE, deployment, dialect, gpu, vllm, wva } from './writtenCluster';
import { runOver, valuesOf, written } from './writtenRun';

const LIMITS = effectiveThresholds().values;
const SECONDS = 1800;
const HASH = '6b7c9d8f5';

interface Pod {
  pod: string;
  /** What has made it, and of which kind that is; a Deployment's by a ReplicaSet. */
  by: [kind: 'Deployment' | 'StatefulSet' | 'LeaderWorkerSet' | 'Job' | 'BarePod', name: string];
  namespace?: string;
}
const deployed = (workload: string, random = 'aaaaa'): Pod => ({
  pod: `${workload}-${HASH}-${random}`,
  by: ['Deployment', workload],
});

const SERVE = deployed('serve');
const REBOOT = deployed('reboot');
const MIG = ['aaaaa', 'bbbbb'].map((random) => deployed('mig', random));
const DECODE = deployed('decode');
const LEADERS: Pod[] = ['big-0', 'big-1'].map((pod) => ({ pod, by: ['StatefulSet', 'big'] }));
const WORKERS: Pod[] = LEADERS.map(({ pod }) => ({ pod: `${pod}-1`, by: ['StatefulSet', pod] }));
/** Of a Job; its name is of no Deployment's form. */
const FINETUNE: Pod = { pod: 'decode-finetune-x7k2p', by: ['Job', 'decode-finetune'] };
/** Of a Job too, and by its name a pod of the Deployment. */
const DISGUISED: Pod = { pod: `decode-${HASH}-jjjjj`, by: ['Job', 'decode'] };
/** Of nobody; the recording rule calls it its own workload. */
const CANARY: Pod = { pod: 'decode-canary', by: ['BarePod', 'decode-canary'] };

/** In a namespace of its own: a Deployment of 52 characters and its sibling, whose pod's name is, once cut, of the other's form. */
const CUT_NAMESPACE = 'cut';
const LONG = 'ms-inference-scheduling-llm-d-modelservice-decode-07';
const SIBLING = `${LONG}-hvbdr7`;
const CUT = [LONG, SIBLING].map((name, i): Pod => ({
  pod: `${LONG}-hvbdr${'ab'[i]}bbbb`,
  by: ['Deployment', name],
  namespace: CUT_NAMESPACE,
}));

const PODS = [SERVE, REBOOT, ...MIG, DECODE, ...LEADERS, ...WORKERS, FINETUNE, DISGUISED, CANARY, ...CUT];

/** What a source has to say of all pods. */
function said(source: OwnershipSource): WrittenSeries[] {
  switch (source) {
    case 'rule':
      return PODS.map(({ pod, by: [kind, workload], namespace = NAMESPACE }) =>
        written(M.podOwnerRule, { namespace, pod, workload, workload_type: kind.toLowerCase() }, 1)
      );
    case 'owner':
      return PODS.flatMap(({ pod, by: [kind, name], namespace = NAMESPACE }) => {
        const replicaset = `${name}-${HASH}`;
        const owned = (owner_kind: string, owner_name: string) =>
          written(M.podOwner, { namespace, pod, owner_kind, owner_name }, 1);
        return kind === 'Deployment'
          ? [
              owned('ReplicaSet', replicaset),
              written(M.replicaSetOwner, { namespace, replicaset, owner_kind: kind, owner_name: name }, 1),
            ]
          : [kind === 'BarePod' ? owned('<none>', '<none>') : owned(kind, name)];
      });
    default:
      return [];
  }
}

function cluster(source: OwnershipSource): WrittenSeries[] {
  const labelOf = ({ by: [kind, name] }: Pod): Record<string, string> =>
    source === 'label' && kind !== 'Job' ? { llm_d_ai_variant: name } : {};
  const serving = (pod: Pod, more: Record<string, string> = {}) =>
    vllm(M.running, pod.pod, 4, { ...labelOf(pod), ...more });
  const drawing = (uuid: string, { pod }: Pod, more: Record<string, string> = {}) => [
    gpu(M.gpuUtil, uuid, pod, 50, more),
    gpu(M.gpuPower, uuid, pod, 300, more),
  ];
  const series = [
    ...CUT.flatMap((pod, i) => [
      serving(pod, { namespace: CUT_NAMESPACE }),
      vllm(M.kvUse, pod.pod, 0.25 + 0.5 * i, { namespace: CUT_NAMESPACE }),
    ]),
    ...['serve', 'reboot', 'decode'].flatMap((name) => [...wva(name, 1), ...deployment(name, 1)]),
    ...wva('mig', 2),
    ...deployment('mig', 2),
    ...wva('ghost', 5),
    // Four servers in a pod.
    ...[8200, 8201, 8202, 8203].flatMap((port, i) => {
      const server = { engine: '0', instance: `10.0.0.1:${port}`, ...labelOf(SERVE) };
      return [
        serving(SERVE, server),
        vllm(M.success, SERVE.pod, (t) => (1 + i / 10) * t, { ...server, finished_reason: 'stop' }),
        vllm(M.generationTokens, SERVE.pod, (t) => 100 * t, server),
      ];
    }),
    gpu(M.gpuUtil, 'GPU-s-0', SERVE.pod, (t) => (t >= SECONDS / 2 ? 808_334_905 : 50)),
    gpu(M.gpuUtil, 'GPU-s-1', SERVE.pod, 50),
    // A group of pods a replica, of which only the leader serves.
    ...wva('big', 2),
    written(M.hpaDesired, { namespace: NAMESPACE, horizontalpodautoscaler: 'keda-hpa-big' }, 2),
    written(
      M.hpaInfo,
      {
        namespace: NAMESPACE,
        horizontalpodautoscaler: 'keda-hpa-big',
        scaletargetref_kind: 'LeaderWorkerSet',
        scaletargetref_name: 'big',
      },
      1
    ),
    ...LEADERS.map((pod) => serving(pod)),
    ...[...LEADERS, ...WORKERS].flatMap((pod) => [0, 1, 2, 3].flatMap((i) => drawing(`GPU-${pod.pod}-${i}`, pod))),
    // MIG: no utilisation.
    ...MIG.flatMap((pod, i) => [
      serving(pod),
      gpu(M.gpuMemUsed, 'GPU-m-0', pod.pod, 1000, { GPU_I_PROFILE: '3g.20gb', GPU_I_ID: String(i + 1) }),
    ]),
    // The exporter restarts under another name.
    serving(REBOOT),
    ...[0, 1, 2, 3].flatMap((i) =>
      [true, false].map((before) =>
        gpu(M.gpuUtil, `GPU-r-${i}`, REBOOT.pod, (t) => (t < SECONDS / 2 === before ? 50 : undefined), {
          Hostname: before ? 'dcgm-exporter-aaaaa' : 'dcgm-exporter-bbbbb',
        })
      )
    ),
    // Jobs and a bare pod beside a Deployment.
    serving(DECODE),
    vllm(M.running, CANARY.pod, 50),
    ...drawing('GPU-d-0', DECODE),
    ...drawing('GPU-d-1', FINETUNE),
    ...drawing('GPU-d-2', DISGUISED),
  ];
  return [...series, ...said(source)];
}

describe.each(OWNERSHIP_SOURCES)('ownership by %s', (source) => {
  let world: FilledPrometheus;
  beforeAll(async () => {
    const past = path.resolve(__dirname, '..', '..', RECORDING_FILE);
    world = await writtenPrometheus(SECONDS + 120, cluster(source), 15, { past });
  }, 60_000);
  afterAll(() => world?.stop());

  const over = (variant: string): Promise<RunAnalysis> => runOver(world, SECONDS, { namespace: NAMESPACE, variant });
  const names = (...pods: Pod[]) => pods.map(({ pod }) => pod).sort();
  const owned = ({ measurements }: RunAnalysis) => measurements.ownership;

  test('the recording rule keeps the same pods of each workload, by the same source, and none of others', async () => {
    const end = world.end - 60;
    const said = async (expr: string) =>
      (await askInstant(world.url, expr, end)).map(({ labels }) => `${labels.pod} ${labels.source}`).sort();
    const variants = ['serve', 'mig', 'reboot', 'decode', 'big', 'ghost', 'decode-finetune', 'mi'];
    const empty: string[] = [];
    for (const variant of variants) {
      for (const seconds of [60, SECONDS - 60]) {
        const one = { dialect, namespace: NAMESPACE, variant };
        const raw = await said(podsOf(one, seconds));
        expect([variant, seconds, await said(recorded.podsOf(one, seconds))]).toEqual([variant, seconds, raw]);
        empty.push(...(raw.length === 0 ? [variant] : []));
      }
    }
    expect([...new Set(empty)]).toEqual(['ghost', 'decode-finetune', 'mi']);
    const twice = `count by (namespace, pod) (${POD_RECORDINGS.owner.record}) > 1`;
    expect(await askInstant(world.url, twice, end)).toEqual([]);
  });

  test('four servers in a pod all count', async () => {
    const run = await over('serve');
    expect(owned(run)).toEqual({ pods: names(SERVE), sources: [source] });
    expect(Math.abs(run.kpis['requests-served'].value! - 4.6 * SECONDS)).toBeLessThan(4.6 * 15);
    expect(Math.abs(run.kpis['tokens-per-second'].value! - 400)).toBeLessThan((400 * 15) / SECONDS);
    expect(run.measurements.series.runningByPod?.map(({ values }) => values.at(-1))).toEqual([16]);
  });

  test('a share that is none is no measurement', async () => {
    const query = gpuUtilization({ dialect, namespace: NAMESPACE, variant: 'serve', pods: SERVE.pod });
    expect(await valuesOf(world, query)).toEqual({ '': 0.5 });
    expect(await valuesOf(world, gpuLoad({ dialect, namespace: NAMESPACE }), 'series')).toEqual({ Utilisation: 0.5 });
  });

  test('a replica of a LeaderWorkerSet is two pods; the label, which workers do not carry, is filled up by names', async () => {
    const run = await over('big');
    expect(owned(run)).toEqual({
      pods: names(...LEADERS, ...WORKERS),
      sources: source === 'label' ? ['label', 'name'] : [source],
    });
    expect(run.measurements.gpusPerReplica).toBe(8);
    expect(run.measurements.series.gpus?.[0]?.values.at(-1)).toBe(16);
    expect(run.measurements.series.hpaDesired?.[0]?.values.at(-1)).toBe(2);
    expect(run.measurements.series.power?.[0]?.values.at(-1)).toBe(4800);
  });

  test('each instance of MIG is one', async () => {
    const run = await over('mig');
    expect(owned(run)).toEqual({ pods: names(...MIG), sources: [source] });
    expect(run.measurements.gpusPerReplica).toBe(1);
  });

  test('an exporter that restarts changes nothing', async () => {
    const run = await over('reboot');
    expect(owned(run)).toEqual({ pods: names(REBOOT), sources: [source] });
    expect(run.measurements.gpusPerReplica).toBe(4);
  });

  test('a variant whose workload is gone has no pods, and is called gone', async () => {
    expect(owned(await over('ghost'))).toEqual({ pods: [], sources: [] });
    const fleet = { dialect, namespace: NAMESPACE };
    expect(await valuesOf(world, gone(fleet), 'variant')).toEqual({ ghost: 5 });
    const there = { serve: 1, reboot: 1, decode: 1, mig: 2, big: 2 };
    expect(await valuesOf(world, desired(fleet), 'variant')).toEqual(there);
    expect(await valuesOf(world, overVariants(desired(fleet)))).toEqual({ '': 7 });
    expect(await valuesOf(world, variantCount(fleet))).toEqual({ '': 5 });
    expect(Object.keys(await valuesOf(world, attention(fleet, LIMITS), 'variant'))).not.toContain('ghost');
  });

  test('the fleet lists each workload that serves and each of which WVA speaks, with its model and GPUs', async () => {
    const fleet = { dialect, namespace: NAMESPACE };
    const ask = (query: string, label?: string) => valuesOf(world, interpolate(query, builtIns(SECONDS)), label);
    // The recording rule calls a bare pod a workload of its own; only names make the Job’s a replica.
    const bare = source === 'rule' ? { [CANARY.pod]: 1 } : {};
    const serving = { serve: 1, reboot: 1, decode: 1, mig: 1, big: 1, ...bare };
    const decode = source === 'rule' || source === 'owner' ? 1 : 2;
    expect(await ask(listedVariants(fleet), 'variant')).toEqual({ ...serving, ghost: 1 });
    expect(await ask(`${modelsOfVariants(fleet)} == 1`, 'variant')).toEqual({ ...serving, ghost: 1 });
    expect(await ask(gpusOfVariants(fleet), 'variant')).toMatchObject({ serve: 2, reboot: 4, decode, mig: 2, big: 16 });
    const desiredOf = (models: string) => overModels(tag(desired(fleet), 'series', 'desired'), models);
    expect(await ask(desiredOf(modelsOfVariants(fleet)), 'series')).toEqual({ desired: 7 });
    const kept = modelsOfVariants(fleet, recorded.servingOwners(fleet));
    expect(await ask(kept, 'variant')).toEqual({ ...serving, ghost: 1 });
    expect(await ask(desiredOf(kept), 'series')).toEqual({ desired: 7 });
  });

  test('figures of a fleet’s rows are of the workload that owns the pods, and are kept as they are asked', async () => {
    const end = world.end - 60;
    const fleet: Scope = { dialect, namespace: NAMESPACE };
    const ask = async (query: string) => {
      const answer = await askInstant(world.url, interpolate(query, RULE_WINDOWS), end);
      return Object.fromEntries(answer.map(({ labels, value }) => [labels.variant, Number(value.toPrecision(9))]));
    };
    expect(await ask(running(fleet))).toEqual({ serve: 16, reboot: 4, mig: 8, decode: 4, big: 8 });
    for (const [name, raw] of Object.entries({ served, waiting, kvHighest, queueLongest })) {
      expect([name, await ask(recorded[name as 'served'](fleet))]).toEqual([name, await ask(raw(fleet))]);
    }
    expect(await ask(served(fleet))).toEqual({ serve: 4.6 });
    // The name of a sibling's pod, once cut, is of the other's form: only owners tell them apart.
    const cut: Scope = { dialect, namespace: CUT_NAMESPACE };
    const [told, mixed] = [{ [LONG]: 0.25, [SIBLING]: 0.75 }, { [LONG]: 0.75 }];
    expect(await ask(recorded.kvHighest(cut))).toEqual(source === 'name' ? mixed : told);
    // Without the rules of ours, owners are asked, and else names.
    expect(await ask(kvHighest(cut))).toEqual(source === 'owner' ? told : mixed);
  });

  test('a bare pod is no replica, nor is a Job’s, where an owner is known; where only names are, that is called a guess', async () => {
    const run = await over('decode');
    const known = source === 'rule' || source === 'owner';
    const sources = source === 'label' ? ['label', 'name'] : [source];
    expect(owned(run)).toEqual({ pods: known ? names(DECODE) : names(DECODE, DISGUISED), sources });
    expect(run.measurements.series.power?.[0]?.values.at(-1)).toBe(known ? 300 : 600);
    expect(run.measurements.series.runningByPod?.map(({ values }) => values.at(-1))).toEqual([4]);
    expect(run.measurements.gpusPerReplica).toBe(1);
  });
});
