/** What WVA's controller manager exposes of its variants: its decisions, and in newer versions what led to them. */
import { METRICS } from '../../src/queries/metrics';
import type { WvaRelease } from '../world/release';
import type { Workload } from '../world/workload';
import type { World } from '../world/world';
import { controllerLabels, type ControllerOptions, OLD_LEADER } from './dialect';
import { writeOperations, writeRuntime } from './operations';
import { labelText, type Sink } from './sink';

/** A variant as a gauge shows it. */
interface VariantReading {
  workload: Workload;
  variant: string;
  desired: number;
  current: number;
}
type Labels = Record<string, string>;
type Gauge = readonly [keyof typeof METRICS, (reading: VariantReading) => number, (reading: VariantReading) => Labels];

const accelerator = ({ workload }: VariantReading): Labels => ({
  accelerator_type: workload.deployment.options.accelerator.type,
});
const model = ({ workload }: VariantReading): Labels => ({ model_name: workload.spec.model });

/** The gauges of every version. A variant at zero replicas has its desired number as ratio. */
const REPLICAS: readonly Gauge[] = [
  ['wvaDesired', ({ desired }) => desired, accelerator],
  ['wvaCurrent', ({ current }) => current, accelerator],
  ['wvaRatio', ({ desired, current }) => (current === 0 ? desired : desired / current), accelerator],
];

const kvTokens = ({ workload }: VariantReading) => {
  const { numGpuBlocks, blockSize } = workload.deployment.options.accelerator.engine;
  return numGpuBlocks * blockSize;
};

/** Gauges of the analyzers, since 0.8. 0.8 has a fault: with V2 the first three read 0. */
function saturation({ analyzer, wva }: World): readonly Gauge[] {
  const analyzed = (value: (w: Workload) => number) => (t: VariantReading) =>
    wva === '0.8' && analyzer === 'v2' ? 0 : value(t.workload);
  const unit = (v1: string, v2: string) => (t: VariantReading) => ({ ...model(t), unit: analyzer === 'v1' ? v1 : v2 });
  const ready = ({ workload }: VariantReading) => workload.deployment.ready;
  const kvUse = ({ workload }: VariantReading) => {
    const uses = workload.deployment.engines.map((engine) => engine.kvUse);
    return uses.length === 0 ? 0 : uses.reduce((sum, use) => sum + use, 0) / uses.length;
  };
  return [
    ['wvaUtilization', analyzed((w) => w.wva.utilization), (t) => ({ ...model(t), ...accelerator(t) })],
    ['wvaSpare', analyzed((w) => w.wva.spare), unit('ratio', 'continuous')],
    ['wvaRequired', analyzed((w) => w.wva.required), unit('binary', 'continuous')],
    ['wvaKvTokensUsed', (t) => Math.round(kvUse(t) * kvTokens(t) * ready(t)), model],
    ['wvaKvTokensCapacity', (t) => kvTokens(t) * ready(t), model],
  ];
}

/** Versions that analyse in the open. */
const OPEN: readonly WvaRelease[] = ['0.8', '0.9'];

export function writeController(sink: Sink, world: World, options: ControllerOptions): void {
  const seen = world.variants.filter((workload) => workload.isSeen).map(now);
  const gone = world.variants.flatMap((workload) =>
    [...workload.frozen].map(([variant, numbers]) => ({ workload, variant, ...numbers }))
  );
  const write = (all: VariantReading[]) => {
    return ([key, value, more]: Gauge) => {
      const metric = METRICS[key];
      const name = options.wvaVersion === '0.4' && 'otherNames' in metric ? metric.otherNames[0].name : metric.name;
      sink.family(name, 'gauge', metric.meaning);
      all.forEach((reading) => sink.sample(name, variantLabels(reading, options, more(reading)), value(reading)));
      if (options.frozenLeader && REPLICAS.some(([replica]) => replica === key)) {
        all.forEach((reading) => writeFrozen(sink, name, reading, options, more(reading)));
      }
    };
  };
  REPLICAS.forEach(write([...seen, ...gone]));
  writeScalings(sink, seen, options);
  if (OPEN.includes(options.wvaVersion)) {
    saturation(world).forEach(write(seen));
    writeLimited(sink, seen, options);
  }
  writeOperations(sink, world, options);
  writeRuntime(sink, world, options);
}

const now = (workload: Workload): VariantReading => ({
  workload,
  variant: workload.variantName,
  desired: workload.wva.desired,
  current: workload.wva.current,
});

/** What the pod that led before keeps saying: more replicas than there have been since. */
const FROZEN_REPLICAS = 9;

function writeFrozen(
  sink: Sink,
  name: string,
  reading: VariantReading,
  options: ControllerOptions,
  more: Labels
): void {
  const isRatio = name.endsWith('_ratio');
  const own = controllerLabels(options.labels, reading.workload.spec.namespace);
  const labels = labelText({ variant_name: reading.variant, ...more, ...own, ...OLD_LEADER });
  sink.sample(name, labels, isRatio ? 1 : FROZEN_REPLICAS);
}

function variantLabels(
  { variant, workload }: VariantReading,
  { labels }: ControllerOptions,
  more: Labels = {}
): string {
  return labelText({ variant_name: variant, ...more, ...controllerLabels(labels, workload.spec.namespace) });
}

/** Versions that register the counter and never count, so that no series appears. */
const NEVER_COUNT: readonly WvaRelease[] = ['0.5', '0.7'];

/** 0.4 counts decisions; from 0.8 on each cycle counts in which desired and current differ. */
function writeScalings(sink: Sink, seen: VariantReading[], options: ControllerOptions): void {
  const { wvaVersion } = options;
  if (NEVER_COUNT.includes(wvaVersion)) {
    return;
  }
  const metric = METRICS.wvaScalings;
  const isOld = wvaVersion === '0.4';
  const name = isOld ? metric.otherNames[0].name : metric.name;
  sink.family(name, 'counter', metric.meaning);
  for (const reading of seen) {
    for (const direction of ['up', 'down'] as const) {
      const labels = {
        direction: isOld ? direction : `scale-${direction}`,
        reason: direction === 'up' ? 'saturation' : 'spare_capacity',
        ...accelerator(reading),
      };
      const { decisions, differs } = reading.workload.wva;
      sink.sample(name, variantLabels(reading, options, labels), (isOld ? decisions : differs)[direction]);
    }
  }
}

function writeLimited(sink: Sink, seen: VariantReading[], options: ControllerOptions): void {
  const { name, type, meaning } = METRICS.wvaLimited;
  sink.family(name, type, meaning);
  seen.forEach((reading) =>
    sink.sample(name, variantLabels(reading, options, { limiter_name: 'gpu-limiter' }), reading.workload.wva.limited)
  );
}
