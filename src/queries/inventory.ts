/** Every query function by name: what checks and documents go through. A test holds it complete. */
import { arrived, arrivedBySource } from './arrivals';
import { runQueries } from './runMeasurements';
import * as controller from './controller';
import * as course from './course';
import * as decisionRules from './decisionRules';
import { DIALECTS } from './dialect';
import * as fleet from './fleet';
import { gpusOfVariants, modelsOfVariants, variantFacts } from './fleetRows';
import * as gpu from './gpu';
import * as latency from './latency';
import * as load from './load';
import { M, type WvaVersion } from './metrics';
import { podHolders } from './podHolders';
import * as replicas from './replicas';
import * as run from './run';
import * as saturation from './saturation';
import type { SaturationLimits } from './saturation';
import type { Scope } from './selector';
import * as state from './state';

export interface InventoryItem {
  /** `<file>.<function>`, with an argument where the function has one. */
  name: string;
  make(scope: Scope, limits: SaturationLimits): string;
  /** Versions of WVA with which it has an answer; all when undefined. */
  versions?: readonly WvaVersion[];
  /** Why the others have none. */
  why?: string;
}

const SINCE_0_8 = { versions: ['0.8', '0.9'], why: 'WVA emits it since 0.8' } as const;
const SINCE_0_9 = { versions: ['0.9'], why: 'WVA emits it since 0.9' } as const;
const SINCE_0_7 = { versions: ['0.7', '0.8', '0.9'], why: 'WVA emits it since 0.7' } as const;
const WITH_RESOURCE = {
  versions: ['0.4', '0.5', '0.7', '0.8'],
  why: 'the VariantAutoscaling resource, and its controller, are gone in 0.9',
} as const;

/** What only a kube-state-metrics that lets labels and annotations through has. */
const OF_SOME_CLUSTERS: readonly string[] = ['model:roles', 'model:costs'];

/** A run of an hour. */
const HOUR = { seconds: 3600, stepSeconds: 15 };

const all = (file: string, functions: Record<string, (s: Scope) => string>): InventoryItem[] =>
  Object.entries(functions).map(([name, make]) => ({ name: `${file}.${name}`, make }));

const {
  desired,
  gone,
  isThere,
  current,
  created,
  everyCreated,
  everyReady,
  everyPending,
  chain,
  ready,
  pending,
  missing,
  hpaDesired,
  hpaMax,
  hpaMin,
  variants,
  scalerNames,
} = replicas;
const { kvPerReplica, queuePerReplica, kvHighest, queueLongest } = saturation;
const { served, failed, arrivedAndServed, running, waiting, schedulerQueue, queues } = load;
const { generatedTokens, promptTokens, preemptions } = load;
const { gpuCount, gpusHeld, gpuLoad, gpuPower, gpuHottest, gpuUtilization, gpuMemory, gpuTensor, gpuEnergy } = gpu;
const {
  gpusByNode,
  powerByNode,
  hottestByNode,
  utilizationBands,
  countByNodeAndModel,
  heldByNodeAndModel,
  bandsByNodeAndModel,
} = gpu;
const { completed, completedCount, failedShare, gpuHours, completedPerGpuHour, shortfallSeconds, energy } = run;

export const INVENTORY: readonly InventoryItem[] = [
  ...all('replicas', {
    desired,
    gone,
    isThere,
    current,
    created,
    everyCreated,
    everyReady,
    everyPending,
    ready,
    pending,
    missing,
    hpaDesired,
    hpaMax,
    hpaMin,
    variants,
    scalerNames,
  }),
  { name: 'replicas.chain', make: (s) => chain(s) },
  ...all('saturation', { kvPerReplica, queuePerReplica, kvHighest, queueLongest }),
  { name: 'saturation.spareKv', make: saturation.spareKv },
  { name: 'saturation.spareQueue', make: saturation.spareQueue },
  { name: 'saturation.saturatedReplicas', make: saturation.saturatedReplicas },
  { name: 'saturation.headroom', make: saturation.headroom },
  { name: 'state.sampleAge', make: state.sampleAge },
  { name: 'state.decisionAge', make: state.decisionAge },
  { name: 'state.scalingActive', make: state.scalingActive },
  { name: 'state.hpasOnOne', make: state.hpasOnOne },
  { name: 'state.kedaErrors', make: state.kedaErrors },
  { name: 'state.unschedulable', make: state.unschedulable },
  { name: 'state.variantState', make: state.variantState },
  { name: 'state.scalerFacts', make: state.scalerFacts },
  { name: 'state.triggers', make: (s) => state.triggers(s, M.hpaTargetSpec) },
  { name: 'state.scalerSigns', make: state.scalerSigns },
  { name: 'course.variantCourse', make: course.variantCourse },
  {
    name: 'decisionRules.ruleInForce',
    make: (s, t) => decisionRules.ruleInForce(s, { ...t, scaleDownBoundary: 0.7, staleSeconds: 120, tolerance: 0.1 }),
  },
  ...all('arrivals', { arrived, arrivedBySource }),
  ...all('load', { served, failed, arrivedAndServed, running, waiting, schedulerQueue, queues }),
  ...all('load', { generatedTokens, promptTokens, preemptions }),
  ...latency.LATENCIES.flatMap((which) => [
    { name: `latency.latency(${which})`, make: (s: Scope) => latency.latency(s, which, 0.9) },
    { name: `latency.latencyPercentiles(${which})`, make: (s: Scope) => latency.latencyPercentiles(s, which) },
    { name: `latency.latencyBuckets(${which})`, make: (s: Scope) => latency.latencyBuckets(s, which) },
  ]),
  ...all('gpu', { gpuCount, gpusHeld, gpuLoad, gpuPower, gpuHottest, gpuUtilization, gpuMemory, gpuTensor, gpuEnergy }),
  ...all('gpu', {
    gpusByNode,
    powerByNode,
    hottestByNode,
    utilizationBands,
    countByNodeAndModel,
    heldByNodeAndModel,
    bandsByNodeAndModel,
  }),
  ...(['utilization', 'memory', 'tensor', 'power', 'temperature'] as const).map((quantity) => ({
    name: `gpu.byNodeAndModel(${quantity})`,
    make: (s: Scope) => gpu.byNodeAndModel(s, 'sum', quantity),
  })),
  ...(['utilization', 'memory', 'tensor'] as const).map((measure) => ({
    name: `gpu.byNode(${measure})`,
    make: (s: Scope) => gpu.byNode(s, measure),
  })),
  ...(['utilization', 'memory', 'tensor', 'powerWatts', 'temperatureCelsius'] as const).flatMap((measure) => [
    { name: `gpu.gpuSnapshot(${measure})`, make: (s: Scope) => gpu.gpuSnapshot(s)[measure] },
    { name: `gpu.gpuSnapshot(${measure}, top 5)`, make: (s: Scope) => gpu.gpuSnapshot(s, 5)[measure] },
  ]),
  { name: 'fleetRows.modelsOfVariants', make: (s) => modelsOfVariants(s) },
  { name: 'fleetRows.gpusOfVariants', make: (s) => gpusOfVariants(s) },
  { name: 'fleetRows.variantFacts', make: (s) => variantFacts(s) },
  {
    name: 'podHolders.podHolders',
    make: (s) => podHolders(s.dialect, [{ namespace: s.namespace ?? 'any', pod: 'decode-0' }]),
  },
  { name: 'fleet.attention', make: (s, t) => fleet.attention(s, t) },
  { name: 'fleet.variantsAt', make: (s, t) => fleet.variantsAt(s, t, 'stuck') },
  { name: 'fleet.variantCount', make: (s) => fleet.variantCount(s) },
  { name: 'fleet.atMaximum', make: (s) => fleet.atMaximum(s) },
  { name: 'fleet.wanted', make: (s) => fleet.wanted(s) },
  { name: 'fleet.missingReplicas', make: (s) => fleet.missingReplicas(s) },
  { name: 'fleet.overVariants', make: (s) => fleet.overVariants(ready(s)) },
  { name: 'fleet.kvSpread', make: (s) => fleet.kvSpread(s, 0.5) },
  { name: 'fleet.highest', make: (s) => fleet.highest(5, ready(s)) },
  ...all('run', { completed, completedCount, failedShare, gpuHours, completedPerGpuHour, shortfallSeconds, energy }),
  { name: 'run.latencyOverRange', make: (s) => run.latencyOverRange(s, 'ttft', 0.99) },
  ...runQueries({ dialect: DIALECTS.plain }, HOUR)
    .filter(({ key }) => !OF_SOME_CLUSTERS.includes(key))
    .map(({ key }) => ({
      name: `analysis.runQueries(${key})`,
      make: (s: Scope) => runQueries(s, HOUR).find((query) => query.key === key)?.expr ?? '',
    })),
  { name: 'controller.identity', make: controller.identity },
  { name: 'controller.utilization', make: controller.utilization, ...SINCE_0_8 },
  { name: 'controller.spareCapacity', make: controller.spareCapacity, ...SINCE_0_8 },
  { name: 'controller.requiredCapacity', make: controller.requiredCapacity, ...SINCE_0_8 },
  { name: 'controller.desiredRatio', make: controller.desiredRatio },
  { name: 'controller.kvTokens', make: controller.kvTokens, ...SINCE_0_8 },
  {
    name: 'controller.scalings',
    make: controller.scalings,
    versions: ['0.4', '0.8', '0.9'],
    why: '0.5 registers the counter and never counts',
  },
  { name: 'controller.desiredChanges', make: controller.desiredChanges },
  { name: 'controller.desiredAge', make: controller.desiredAge },
  { name: 'controller.freshness', make: controller.freshness, ...SINCE_0_8 },
  { name: 'controller.limitedDecisions', make: controller.limitedDecisions, ...SINCE_0_8 },
  { name: 'controller.limitedByVariant', make: controller.limitedByVariant, ...SINCE_0_8 },
  { name: 'controller.wvaErrors', make: controller.wvaErrors, ...SINCE_0_8 },
  { name: 'controller.metricsUp', make: controller.metricsUp, ...SINCE_0_9 },
  { name: 'controller.mappingMisses', make: controller.mappingMisses, ...SINCE_0_8 },
  {
    name: 'controller.requiredTokens',
    make: controller.requiredTokens,
    versions: ['0.9'],
    why: 'only V2 counts in tokens; 0.8 has V1 unless it is told otherwise',
  },
  { name: 'controller.collectionErrors', make: controller.collectionErrors, ...SINCE_0_8 },
  { name: 'controller.configuration', make: controller.configuration, ...SINCE_0_8 },
  { name: 'controller.availableGpus', make: controller.availableGpus, ...SINCE_0_8 },
  { name: 'controller.decisionTime', make: () => controller.decisionTime(0.9) },
  { name: 'controller.errors', make: controller.errors },
  { name: 'controller.reconciles', make: controller.reconciles, ...WITH_RESOURCE },
  { name: 'controller.cycles', make: controller.cycles },
  { name: 'controller.reconcileErrors', make: controller.reconcileErrors, ...WITH_RESOURCE },
  { name: 'controller.reconcileTime', make: () => controller.reconcileTime(0.9), ...WITH_RESOURCE },
  { name: 'controller.cycleTime', make: () => controller.cycleTime(0.9), ...SINCE_0_7 },
];
