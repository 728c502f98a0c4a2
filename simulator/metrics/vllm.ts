/** What the vLLM servers expose, each on a port of its pod. */
import { METRICS } from '../../src/queries/metrics';
import type { ReplicaPod } from '../world/deployment';
import type { Engine } from '../world/engine';
import { type EngineMetrics, FINISH_REASONS } from '../world/engineMetrics';
import type { Workload } from '../world/workload';
import { type ExpositionOptions, ownershipOf } from './dialect';
import { writeHistogram } from './histogram';
import { joinLabels, labelText, type Sink } from './sink';

interface Served {
  pod: ReplicaPod;
  engine: Engine;
  /** Its address as Prometheus knows it. */
  instance: string;
  labels: string;
  workload: Workload;
}

/** Port of a pod's first server. */
const PORT = 8000;

const HISTOGRAMS = [
  ['ttft', 'ttft'],
  ['itl', 'itl'],
  ['e2e', 'e2e'],
  ['queueTime', 'queueTime'],
  ['prefillTime', 'prefillTime'],
  ['decodeTime', 'decodeTime'],
  ['requestPromptTokens', 'requestPromptTokens'],
  ['requestGenerationTokens', 'requestGenerationTokens'],
] as const satisfies ReadonlyArray<readonly [keyof typeof METRICS, keyof EngineMetrics]>;

/** The name that a metric had in vLLM when a WVA version was current. */
function nameOf(key: 'kvUse' | 'itl' | (typeof HISTOGRAMS)[number][0], { wvaVersion }: ExpositionOptions): string {
  const metric = METRICS[key];
  return wvaVersion === '0.4' && 'otherNames' in metric ? metric.otherNames[0].name : metric.name;
}

export function writeVllm(sink: Sink, workloads: Workload[], options: ExpositionOptions): void {
  const served = workloads.flatMap((workload) =>
    workload.deployment.pods.flatMap((pod) =>
      pod.engines.map((engine, i) => {
        const instance = `${pod.ip}:${PORT + i}`;
        return { pod, engine, instance, workload, labels: labelsOf(pod, instance, workload, options) };
      })
    )
  );
  const gauge = (key: 'kvUse' | 'running' | 'waiting', value: (engine: Engine) => number) => {
    const name = key === 'kvUse' ? nameOf(key, options) : METRICS[key].name;
    sink.family(name, 'gauge', METRICS[key].meaning);
    served.forEach(({ engine, labels }) => sink.sample(name, labels, value(engine)));
  };
  gauge('kvUse', ({ kvUse }) => kvUse);
  gauge('running', ({ running }) => running);
  gauge('waiting', ({ waiting }) => waiting);
  writeCounters(sink, served, options);
  writeCacheConfig(sink, served);
  for (const [key, field] of HISTOGRAMS) {
    const name = nameOf(key, options);
    sink.family(name, 'histogram', METRICS[key].meaning);
    served.forEach(({ engine, labels }) => writeHistogram(sink, name, labels, engine.metrics[field], 'python'));
  }
}

function labelsOf(pod: ReplicaPod, instance: string, { spec }: Workload, options: ExpositionOptions): string {
  return labelText({
    model_name: spec.model,
    engine: '0',
    namespace: spec.namespace,
    pod: pod.name,
    instance,
    ...(ownershipOf(options) === 'label' ? { llm_d_ai_variant: spec.name } : {}),
  });
}

function writeCounters(sink: Sink, served: Served[], { silentAborts }: ExpositionOptions): void {
  const counter = (key: 'promptTokens' | 'generationTokens' | 'preemptions') => {
    sink.family(METRICS[key].name, 'counter', METRICS[key].meaning);
    served.forEach(({ engine, labels }) => sink.sample(METRICS[key].name, labels, engine.metrics[key]));
  };
  counter('promptTokens');
  counter('generationTokens');
  counter('preemptions');
  const { name, meaning } = METRICS.success;
  sink.family(name, 'counter', meaning);
  for (const { engine, labels } of served) {
    for (const reason of FINISH_REASONS) {
      const count = silentAborts && reason === 'abort' ? 0 : engine.metrics.finished[reason];
      sink.sample(name, joinLabels(labels, labelText({ finished_reason: reason })), count);
    }
  }
}

function writeCacheConfig(sink: Sink, served: Served[]): void {
  const { name, meaning } = METRICS.cacheConfig;
  sink.family(name, 'gauge', meaning);
  for (const { pod, instance, workload } of served) {
    const { numGpuBlocks, blockSize } = workload.deployment.options.accelerator.engine;
    const labels = labelText({
      engine: '0',
      namespace: workload.spec.namespace,
      pod: pod.name,
      instance,
      num_gpu_blocks: String(numGpuBlocks),
      block_size: String(blockSize),
      gpu_memory_utilization: '0.9',
      cache_dtype: 'auto',
    });
    sink.sample(name, labels, 1);
  }
}
