/** What WVA's controller manager exposes of itself: its configuration, its cycles, its errors, and its runtime. */
import { METRICS } from '../../src/queries/metrics';
import { V1_DEFAULTS } from '../world/analyzer';
import { Histogram } from '../world/histogram';
import type { WvaRelease } from '../world/release';
import type { World } from '../world/world';
import { controllerLabels, type ControllerOptions } from './dialect';
import { writeHistogram } from './histogram';
import { labelText, type Sink } from './sink';
import { begin as beginUnread } from './unread';

type Own = (more?: Record<string, string>) => string;

/** First release that tells of its cycles, of its configuration, and of what it could read. */
const SINCE = { cycles: '0.7', configuration: '0.8', health: '0.9' } as const satisfies Record<string, WvaRelease>;

export function writeOperations(sink: Sink, world: World, options: ControllerOptions): void {
  const own: Own = (more = {}) => labelText({ ...more, ...controllerLabels(options.labels) });
  const has = (what: keyof typeof SINCE) => options.wvaVersion >= SINCE[what];
  if (has('cycles')) {
    writeCycles(sink, world, own);
  }
  if (has('configuration')) {
    writeConfiguration(sink, world, own);
    writeMappingMisses(sink, world, options);
    writeFreshness(sink, world, own);
  }
  if (has('health')) {
    const up = world.variants.some(({ deployment, isSeen }) => isSeen && deployment.ready > 0);
    sink.sample(begin(sink, 'wvaSaturationUp'), own(), up ? 1 : 0);
    sink.sample(beginUnread(sink, 'wvaGpuDiscoveryUp'), own(), 1);
  }
}

function begin(sink: Sink, key: keyof typeof METRICS): string {
  const { name, type, meaning } = METRICS[key];
  sink.family(name, type, meaning);
  return name;
}

const CYCLE_BOUNDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

function writeCycles(sink: Sink, world: World, own: Own): void {
  const models = world.pools.filter(({ workloads }) => workloads.some((w) => w.isSeen && w.deployment.ready > 0));
  sink.sample(begin(sink, 'wvaModels'), own(), models.length);
  const cycles = new Histogram(CYCLE_BOUNDS);
  cycles.observe(0.04, world.cycles);
  writeHistogram(sink, begin(sink, 'wvaCycle'), own({ status: 'success' }), cycles, 'go');
}

function writeConfiguration(sink: Sink, world: World, own: Own): void {
  writeGpus(sink, world, own);
  const config = {
    analyzer_name: world.analyzer === 'v2' ? 'saturation' : '',
    limiter_enabled: 'true',
    scale_to_zero_enabled: 'false',
  };
  sink.sample(begin(sink, 'wvaConfig'), own(config), 1);
  sink.sample(begin(sink, 'wvaInterval'), own(), world.pace.wvaIntervalSeconds);
  sink.sample(beginUnread(sink, 'wvaKvSpareConfig'), own(), V1_DEFAULTS.kvSpareTrigger);
  sink.sample(beginUnread(sink, 'wvaQueueSpareConfig'), own(), V1_DEFAULTS.queueSpareTrigger);
  sink.sample(begin(sink, 'wvaErrors'), own({ component: 'collector', error_type: 'metrics_unavailable' }), 0);
  sink.sample(begin(sink, 'wvaCollectionErrors'), own(), 0);
}

function writeMappingMisses(sink: Sink, world: World, { labels }: ControllerOptions): void {
  const name = begin(sink, 'wvaMappingMisses');
  for (const namespace of new Set(world.variants.map(({ spec }) => spec.namespace))) {
    sink.sample(name, labelText({ reason: 'unresolved', ...controllerLabels(labels, namespace) }), 0);
  }
}

/** The nodes' allocatable GPUs, held or not. */
function writeGpus(sink: Sink, world: World, own: Own): void {
  const name = begin(sink, 'wvaAvailableGpus');
  const gpus = world.nodes.flatMap((node) => node.gpus);
  for (const accelerator of new Set(gpus.map((gpu) => gpu.accelerator))) {
    const labels = {
      accelerator_vendor: 'nvidia.com',
      accelerator_model: accelerator.product,
      accelerator_type: accelerator.type,
    };
    sink.sample(name, own(labels), gpus.filter((gpu) => gpu.accelerator === accelerator).length);
  }
}

/** Timestamps of metrics that WVA looks at, for each pod; one of them no server of this kind has. */
const TIMESTAMPS = 9;

function writeFreshness(sink: Sink, world: World, own: Own): void {
  const name = begin(sink, 'wvaFreshness');
  for (const { deployment, variantName } of world.variants.filter((w) => w.isSeen)) {
    const pods = deployment.ready;
    const counts = { fresh: (TIMESTAMPS - 1) * pods, stale: 0, missing: pods, unavailable: 0 };
    Object.entries(counts).forEach(([status, value]) =>
      sink.sample(name, own({ variant_name: variantName, status }), value)
    );
  }
}

const RECONCILE_BOUNDS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75, 2,
  2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
];

/** controller-runtime's own series; the VariantAutoscaling resource, and its controller, are gone in 0.9. */
export function writeRuntime(sink: Sink, world: World, options: ControllerOptions): void {
  const isLast = options.wvaVersion === '0.9';
  const controllers = isLast ? ['configmap', 'hpa', 'inferencepool', 'scaledobject'] : ['variantAutoscaling'];
  const reconciles = isLast ? 1 : world.cycles * world.variants.length;
  const own = (controller: string, more: Record<string, string> = {}) =>
    labelText({ controller, ...more, ...controllerLabels(options.labels) });
  const { reconciles: total, reconcileErrors: errors, reconcileTime: time } = METRICS;
  sink.family(total.name, 'counter', total.meaning);
  for (const controller of controllers) {
    for (const result of ['success', 'requeue_after', 'requeue', 'error']) {
      sink.sample(total.name, own(controller, { result }), result === 'success' ? reconciles : 0);
    }
  }
  sink.family(errors.name, 'counter', errors.meaning);
  controllers.forEach((controller) => sink.sample(errors.name, own(controller), 0));
  sink.family(time.name, 'histogram', time.meaning);
  const histogram = new Histogram(RECONCILE_BOUNDS);
  histogram.observe(0.018, reconciles);
  controllers.forEach((controller) => writeHistogram(sink, time.name, own(controller), histogram, 'go'));
}
