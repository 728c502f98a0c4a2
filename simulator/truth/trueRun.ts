/** One finished run in a world of its own, and what that world knows of it. */
import { analysedRun } from '../../src/domain/analysedRun';
import type { AnalysedRun, Window } from '../../src/domain/analysis/types';
import { windowOf } from '../../src/domain/analysis/window';
import { totalSeconds } from '../../src/domain/loadProfile';
import { decodeRun, decodeTaskRun } from '../../src/kube/decode';
import type { ScalerKind } from '../../src/kube/scalers';
import { simulateHistory } from '../history';
import type { ExpositionOptions } from '../metrics/dialect';
import { Cluster } from '../tekton/cluster';
import { LOAD_PATTERNS, type PatternName } from '../tekton/loadPatterns';
import { experimentManifest, type StartedMode } from '../tekton/manifest';
import { LAB_NAMESPACE, LAB_VARIANT, type PresetName, type VariantSpec } from '../world/presets';
import type { DecisionRecord } from '../world/decision';
import type { Workload } from '../world/workload';
import { World } from '../world/world';
import type { Analyzer } from '../world/wva';
import { trueFigures, type Truth } from './figures';
import { WorldObserver } from './observer';

export interface TrueRunOptions {
  seed: number;
  pattern: PatternName;
  mode: StartedMode;
  /** Replicas of a static run, and those that a run with a scaler begins with. */
  replicas: number;
  /** Who scales a run that is not static; default WVA. */
  scaler?: ScalerKind;
  /** Of the ScaledObject; the workload's without. */
  scalerName?: string;
  /** The cluster; default the lab's. */
  preset?: PresetName;
  maxReplicas?: number;
  /** How WVA analyses; by default as its version does. */
  analyzer?: Analyzer;
  /** Prometheus replicas; default 1. */
  prometheusReplicas?: number;
  /** Epoch ms at which the world begins. */
  startAt: number;
  /** Where its samples go as OpenMetrics text; undefined: nowhere. */
  historyFile?: string;
  /** Seconds between two scrapes; default 15. */
  sampleSeconds?: number;
  exposition?: ExpositionOptions;
}

export interface TrueRun {
  run: AnalysedRun;
  window: Window;
  truth: Truth;
  observer: WorldObserver;
  workload: Workload;
  /** As it was left; its log is that of the whole history. */
  cluster: Cluster;
  /** Samples that the history wrote. */
  samples: number;
  /** Seconds between two scrapes. */
  sampleSeconds: number;
}

/** Quiet time before the run, and after it, so that what was scraped last is older than its end. */
const BEFORE_SECONDS = 60;
const AFTER_SECONDS = 60;
/** Longest that a run takes beside its load: reset, start of the pods, settling, collecting. */
const OVERHEAD_SECONDS = 30 * 60;

export async function simulateTrueRun(options: TrueRunOptions): Promise<TrueRun> {
  const { seed, pattern, mode, replicas, startAt, historyFile, sampleSeconds = 15 } = options;
  const exposition = options.exposition ?? { labels: 'openshift', wvaVersion: '0.5' };
  const { preset = 'lab', analyzer, scaler, scalerName, maxReplicas } = options;
  const world = new World({ seed, preset, pace: 'lab', speed: 1, wva: exposition.wvaVersion, analyzer, startAt });
  const cluster = new Cluster(world, { seed, pace: 'lab' });
  world.listen(cluster);
  const workload = world.workload({ namespace: LAB_NAMESPACE, name: LAB_VARIANT });
  if (!workload) {
    throw new Error('the lab has no workload');
  }
  const observer = new WorldObserver(world, workload);
  world.listen(observer);
  const others = world.variants
    .filter((one) => one !== workload && isBeside(one.spec, workload.spec))
    .map((one) => ({ spec: one.spec, observer: new WorldObserver(world, one) }));
  others.forEach((one) => world.listen(one.observer));
  const name = `${pattern}-${mode}`;
  let doneAt = Infinity;
  const script = {
    tick(now: number) {
      if (now === startAt + BEFORE_SECONDS * 1000) {
        const manifest = experimentManifest({
          preset: pattern,
          mode,
          name,
          initialReplicas: replicas,
          scalerName,
          maxReplicas,
          ...(mode === 'static' ? {} : { scaler }),
        });
        cluster.create(LAB_NAMESPACE, manifest);
      } else if (now > startAt + BEFORE_SECONDS * 1000 && doneAt === Infinity && cluster.isDone(LAB_NAMESPACE, name)) {
        doneAt = now;
      }
    },
    isOver: () => world.now() >= doneAt + AFTER_SECONDS * 1000,
  };
  const longest = totalSeconds(profileOf(pattern)) + BEFORE_SECONDS + OVERHEAD_SECONDS;
  const samples = await simulateHistory(world, {
    until: startAt + longest * 1000,
    sampleSeconds,
    script,
    replicas: options.prometheusReplicas,
    ...exposition,
    ...(historyFile === undefined ? {} : { file: historyFile }),
  });
  const tasks = cluster.list('taskruns', LAB_NAMESPACE, `tekton.dev/pipelineRun=${name}`).map(decodeTaskRun);
  const run = analysedRun(decodeRun(cluster.get('pipelineruns', LAB_NAMESPACE, name)), tasks);
  if (run?.finishedAt === undefined) {
    throw new Error(`the run ${name} of seed ${seed} did not end within ${longest} s`);
  }
  const window = windowOf(run, world.now());
  const { gpusPerReplica } = workload.spec;
  return {
    run,
    window,
    truth: trueFigures(run, window, observer, gpusPerReplica, [
      { seconds: observer.seconds, gpusPerReplica, cost: workload.hpa?.spec.managed?.cost ?? workload.spec.cost },
      ...others.map(({ spec, observer: { seconds } }) => ({ ...spec, seconds })),
    ]),
    observer,
    workload,
    cluster,
    samples,
    sampleSeconds,
  };
}

const isBeside = (one: VariantSpec, other: VariantSpec): boolean =>
  one.namespace === other.namespace && one.model === other.model;

/** What WVA and the HPA decided in a window, in order. @param span epoch ms */
export function decisionsOf(workload: Workload, { from, to }: { from: number; to: number }): DecisionRecord[] {
  return [...workload.wva.log.records, ...workload.hpaLog.records]
    .filter(({ at }) => at * 1000 >= from && at * 1000 < to)
    .sort((a, b) => a.at - b.at);
}

function profileOf(pattern: PatternName) {
  const { steps } = LOAD_PATTERNS[pattern];
  return {
    steps: steps.map(({ delay, duration, rate }) => ({
      name: pattern,
      delaySeconds: delay,
      durationSeconds: duration,
      rate,
    })),
  };
}
