/** What WVA's controller manager exposes: its decisions, and in newer versions what led to them. */
import { METRICS } from '../../src/queries/metrics';
import { V1_DEFAULTS } from '../world/analyzer';
import { Histogram } from '../world/histogram';
import type { World } from '../world/world';
import type { Workload } from '../world/workload';
import { controllerLabels, type ExpositionOptions } from './dialect';
import { writeHistogram } from './histogram';
import { labelText, type Sink } from './sink';

type Gauge = readonly [keyof typeof METRICS, (w: Workload) => number, ((w: Workload) => Record<string, string>)?];

const accelerator = (w: Workload) => ({ accelerator_type: w.deployment.options.accelerator.type });
const model = (w: Workload) => ({ model_name: w.spec.model });

/** The four gauges of every version. A variant at zero replicas has its desired number as ratio. */
const REPLICAS: readonly Gauge[] = [
  ['wvaDesired', (w) => w.wva.desired, accelerator],
  ['wvaCurrent', (w) => w.wva.current, accelerator],
  ['wvaRatio', (w) => (w.wva.current === 0 ? w.wva.desired : w.wva.desired / w.wva.current), accelerator],
];

const kvTokens = (w: Workload) => {
  const { numGpuBlocks, blockSize } = w.deployment.options.accelerator.engine;
  return numGpuBlocks * blockSize;
};

/** Gauges of the V1 analyzer, since 0.9. */
const SATURATION: readonly Gauge[] = [
  ['wvaUtilization', (w) => w.wva.utilization, (w) => ({ ...model(w), ...accelerator(w) })],
  ['wvaSpare', (w) => V1_DEFAULTS.kvCacheThreshold - w.wva.utilization, (w) => ({ ...model(w), ...accelerator(w) })],
  ['wvaRequired', (w) => (w.wva.analysis.verdict === 'up' ? 1 : 0), (w) => ({ ...model(w), unit: 'binary' })],
  ['wvaKvTokensUsed', (w) => Math.round(w.wva.utilization * kvTokens(w) * w.deployment.ready), model],
  ['wvaKvTokensCapacity', (w) => kvTokens(w) * w.deployment.ready, model],
];

export function writeController(sink: Sink, world: World, options: ExpositionOptions): void {
  const write = ([key, value, more]: Gauge) => {
    const metric = METRICS[key];
    const name = options.wvaVersion === '0.4' && 'otherNames' in metric ? metric.otherNames[0].name : metric.name;
    sink.family(name, 'gauge', metric.meaning);
    world.variants.forEach((w) => sink.sample(name, variantLabels(w, options, more?.(w)), value(w)));
  };
  REPLICAS.forEach(write);
  writeScalings(sink, world.variants, options);
  if (options.wvaVersion === '0.9') {
    SATURATION.forEach(write);
    writeOperations(sink, world, options);
  }
  writeRuntime(sink, world, options);
}

function variantLabels(w: Workload, { labels }: ExpositionOptions, more: Record<string, string> = {}): string {
  return labelText({ variant_name: w.spec.name, ...more, ...controllerLabels(labels, w.spec.namespace) });
}

/** 0.5 registers the counter and never counts, so no series appears. */
function writeScalings(sink: Sink, variants: Workload[], options: ExpositionOptions): void {
  if (options.wvaVersion === '0.5') {
    return;
  }
  const metric = METRICS.wvaScalings;
  const name = options.wvaVersion === '0.4' ? metric.otherNames[0].name : metric.name;
  sink.family(name, 'counter', metric.meaning);
  for (const w of variants) {
    for (const direction of ['up', 'down'] as const) {
      const labels = { direction, reason: direction === 'up' ? 'saturation' : 'spare_capacity', ...accelerator(w) };
      sink.sample(name, variantLabels(w, options, labels), w.wva.decisions[direction]);
    }
  }
}

function writeOperations(sink: Sink, world: World, options: ExpositionOptions): void {
  const own = (more: Record<string, string> = {}) => labelText({ ...more, ...controllerLabels(options.labels) });
  const begin = (key: keyof typeof METRICS) => {
    const { name, type, meaning } = METRICS[key];
    sink.family(name, type, meaning);
    return name;
  };
  writeAvailableGpus(sink, world, begin('wvaAvailableGpus'), own);
  const limited = begin('wvaLimited');
  world.variants.forEach((w) =>
    sink.sample(limited, variantLabels(w, options, { limiter_name: 'gpu-limiter' }), w.wva.limited)
  );
  const config = { analyzer_name: '', limiter_enabled: 'true', scale_to_zero_enabled: 'false' };
  sink.sample(begin('wvaConfig'), own(config), 1);
  sink.sample(begin('wvaInterval'), own(), world.pace.wvaIntervalSeconds);
  sink.sample(begin('wvaErrors'), own({ component: 'collector', error_type: 'metrics_unavailable' }), 0);
  const freshness = begin('wvaFreshness');
  for (const w of world.variants) {
    const counts = {
      fresh: w.deployment.ready,
      stale: 0,
      missing: w.deployment.created - w.deployment.ready,
      unavailable: 0,
    };
    Object.entries(counts).forEach(([status, value]) =>
      sink.sample(freshness, own({ variant_name: w.spec.name, status }), value)
    );
  }
  sink.sample(begin('wvaModels'), own(), world.variants.filter((w) => w.deployment.ready > 0).length);
  const cycles = new Histogram(CYCLE_BOUNDS);
  cycles.observe(0.04, world.cycles);
  writeHistogram(sink, begin('wvaCycle'), own({ status: 'success' }), cycles, 'go');
}

function writeAvailableGpus(
  sink: Sink,
  world: World,
  name: string,
  own: (more: Record<string, string>) => string
): void {
  const gpus = world.nodes.flatMap((node) => node.gpus);
  for (const accelerator of new Set(gpus.map((gpu) => gpu.accelerator))) {
    const labels = {
      accelerator_vendor: 'nvidia.com',
      accelerator_model: accelerator.product,
      accelerator_type: accelerator.type,
    };
    sink.sample(name, own(labels), gpus.filter((gpu) => gpu.accelerator === accelerator && !gpu.pod).length);
  }
}

const CYCLE_BOUNDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const RECONCILE_BOUNDS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75, 2,
  2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
];

/** controller-runtime's own series; the VariantAutoscaling resource, and its controller, are gone in 0.9. */
function writeRuntime(sink: Sink, world: World, options: ExpositionOptions): void {
  const controller = options.wvaVersion === '0.9' ? 'configmap' : 'variantAutoscaling';
  const own = (more: Record<string, string> = {}) =>
    labelText({ controller, ...more, ...controllerLabels(options.labels) });
  const reconciles = options.wvaVersion === '0.9' ? 1 : world.cycles * world.variants.length;
  const { reconciles: total, reconcileErrors: errors, reconcileTime: time } = METRICS;
  sink.family(total.name, 'counter', total.meaning);
  for (const result of ['success', 'requeue_after', 'requeue', 'error']) {
    sink.sample(total.name, own({ result }), result === 'success' ? reconciles : 0);
  }
  sink.family(errors.name, 'counter', errors.meaning);
  sink.sample(errors.name, own(), 0);
  sink.family(time.name, 'histogram', time.meaning);
  const histogram = new Histogram(RECONCILE_BOUNDS);
  histogram.observe(0.018, reconciles);
  writeHistogram(sink, time.name, own(), histogram, 'go');
}
