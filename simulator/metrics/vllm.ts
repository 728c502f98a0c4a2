/** What the vLLM servers and the inference schedulers in front of them expose. */
import { METRICS } from '../../src/queries/metrics';
import type { ReplicaPod } from '../world/deployment';
import { type EngineMetrics, FINISH_REASONS } from '../world/engineMetrics';
import type { Workload } from '../world/workload';
import type { ExpositionOptions } from './dialect';
import { writeHistogram } from './histogram';
import { joinLabels, labelText, type Sink } from './sink';

interface Served {
  pod: ReplicaPod;
  labels: string;
  workload: Workload;
}

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
    workload.deployment.pods
      .filter((pod) => pod.engine)
      .map((pod) => ({ pod, workload, labels: labelsOf(pod, workload) }))
  );
  const gauge = (key: 'kvUse' | 'running' | 'waiting', value: (s: Served) => number | undefined) => {
    const name = key === 'kvUse' ? nameOf(key, options) : METRICS[key].name;
    sink.family(name, 'gauge', METRICS[key].meaning);
    served.forEach((s) => sink.sample(name, s.labels, value(s) ?? 0));
  };
  gauge('kvUse', ({ pod }) => pod.engine?.kvUse);
  gauge('running', ({ pod }) => pod.engine?.running);
  gauge('waiting', ({ pod }) => pod.engine?.waiting);
  writeCounters(sink, served);
  writeCacheConfig(sink, served);
  for (const [key, field] of HISTOGRAMS) {
    const name = nameOf(key, options);
    sink.family(name, 'histogram', METRICS[key].meaning);
    served.forEach(
      ({ pod, labels }) => pod.engine && writeHistogram(sink, name, labels, pod.engine.metrics[field], 'python')
    );
  }
}

function labelsOf(pod: ReplicaPod, { spec }: Workload): string {
  return labelText({ model_name: spec.model, engine: '0', namespace: spec.namespace, pod: pod.name });
}

function writeCounters(sink: Sink, served: Served[]): void {
  const counter = (key: 'promptTokens' | 'generationTokens' | 'preemptions') => {
    sink.family(METRICS[key].name, 'counter', METRICS[key].meaning);
    served.forEach(({ pod, labels }) => sink.sample(METRICS[key].name, labels, pod.engine?.metrics[key] ?? 0));
  };
  counter('promptTokens');
  counter('generationTokens');
  counter('preemptions');
  const { name, meaning } = METRICS.success;
  sink.family(name, 'counter', meaning);
  for (const { pod, labels } of served) {
    for (const reason of FINISH_REASONS) {
      sink.sample(
        name,
        joinLabels(labels, labelText({ finished_reason: reason })),
        pod.engine?.metrics.finished[reason] ?? 0
      );
    }
  }
}

function writeCacheConfig(sink: Sink, served: Served[]): void {
  const { name, meaning } = METRICS.cacheConfig;
  sink.family(name, 'gauge', meaning);
  for (const { pod, workload } of served) {
    const { numGpuBlocks, blockSize } = workload.deployment.options.accelerator.engine;
    const labels = labelText({
      engine: '0',
      namespace: workload.spec.namespace,
      pod: pod.name,
      num_gpu_blocks: String(numGpuBlocks),
      block_size: String(blockSize),
      gpu_memory_utilization: '0.9',
      cache_dtype: 'auto',
    });
    sink.sample(name, labels, 1);
  }
}

/** Flow control of the inference schedulers. Newer ones expose the old names as aliases; none writes a namespace. */
export function writeEpp(sink: Sink, workloads: Workload[], { wvaVersion }: ExpositionOptions): void {
  const rows = [
    [METRICS.eppQueue, (w: Workload) => w.router.queueSize],
    [METRICS.eppQueueBytes, (w: Workload) => w.router.queueBytes],
  ] as const;
  for (const [metric, value] of rows) {
    const names = wvaVersion === '0.9' ? [metric.name, metric.otherNames[0].name] : [metric.name];
    for (const name of names) {
      sink.family(name, 'gauge', metric.meaning);
      workloads.forEach((w) => sink.sample(name, eppLabels(w), value(w)));
    }
  }
}

function eppLabels({ spec }: Workload): string {
  return labelText({
    fairness_id: 'default-flow',
    priority: '0',
    inference_pool: spec.name.replace(/-llm-d-modelservice-decode$/, '-gaie'),
    model_name: spec.model,
    target_model_name: spec.model,
  });
}
