/**
 * What a data source holds, found out by asking it. The questions are text, the judgement is pure: `detect(answers)`.
 */
import { DIALECTS } from './dialect';
import { EMITTERS, M, METRICS, namesOf, type Metric, type MetricKey, type WvaVersion } from './metrics';
import { anyName, series, tag } from './promql';
import { braces, type Dialect, type Matcher } from './selector';

/** A series of an instant vector. */
export interface Sample {
  labels: Readonly<Record<string, string>>;
  value: number;
}

const has = (label: string): Matcher => ({ label, op: '!=', value: '' });
const lacks = (label: string): Matcher => ({ label, op: '=', value: '' });
/** A pod that is the exporter's own says nothing about who holds the GPU. */
const NOT_EXPORTER: Matcher = { label: 'pod', op: '!~', value: '(nvidia-)?dcgm-exporter-.+' };
const OLD_DESIRED = namesOf('wvaDesired').slice(1).join('|');
const ONLY_IN_0_9: MetricKey[] = ['wvaConfig', 'wvaUtilization', 'wvaModels'];

/** Each clue: a count of the series that carry it. */
const CLUES = {
  'wva-new': series(M.wvaDesired, []),
  'wva-old': braces([{ label: '__name__', op: '=~', value: OLD_DESIRED }]),
  'wva-0.9': braces([{ label: '__name__', op: '=~', value: ONLY_IN_0_9.map((key) => M[key]).join('|') }]),
  'wva-exported': braces([anyName('wvaDesired'), has('exported_namespace')]),
  'wva-plain': braces([anyName('wvaDesired'), lacks('exported_namespace'), has('namespace')]),
  gpu: series(M.gpuUtil, []),
  'gpu-exported': series(M.gpuUtil, [has('exported_pod')]),
  'gpu-plain': series(M.gpuUtil, [lacks('exported_pod'), has('pod'), NOT_EXPORTER]),
  'gpu-Hostname': series(M.gpuUtil, [has('Hostname')]),
  'gpu-hostname': series(M.gpuUtil, [has('hostname')]),
  vllm: series(M.running, []),
  kube: series(M.ready, []),
  'hpa-info': series(M.hpaInfo, []),
  epp: braces([anyName('eppQueue')]),
} as const;
type Clue = keyof typeof CLUES;

/** One instant query that gathers all clues: at most 14 series, labelled `clue`. */
export function probe(): string {
  return Object.entries(CLUES)
    .map(([clue, selector]) => tag(`count(${selector})`, 'clue', clue))
    .join(' or ');
}

export interface Finding {
  subject: 'wva' | 'dialect' | 'gpu' | 'vllm' | 'kube' | 'epp';
  state: 'found' | 'missing' | 'ambiguous';
  /** One sentence for a person: what was found, by what sign, and what to do if it is missing. */
  text: string;
}

export interface Detection {
  /** Labels to query by. Where nothing was found, the plain ones, and a finding says so. */
  dialect: Dialect;
  /** Undefined: WVA's metrics are not there. */
  wvaVersion?: WvaVersion;
  findings: Finding[];
}

/** Judges the answer to {@link probe}. */
export function detect(answer: readonly Sample[]): Detection {
  const counts = new Map(answer.map(({ labels, value }) => [labels.clue, value]));
  const seen = (clue: Clue): boolean => (counts.get(clue) ?? 0) > 0;
  const version = versionOf(seen);
  const wva = wvaDialect(seen);
  const gpu = gpuDialect(seen);
  return {
    dialect: { ...wva.labels, ...gpu.labels },
    wvaVersion: version.version,
    findings: [version.finding, wva.finding, gpu.finding, ...presence(seen)].filter((f) => f !== undefined),
  };
}

type Seen = (clue: Clue) => boolean;

function versionOf(seen: Seen): { version?: WvaVersion; finding: Finding } {
  const found = (version: WvaVersion, text: string, state: Finding['state'] = 'found') => ({
    version,
    finding: { subject: 'wva' as const, state, text },
  });
  const both = seen('wva-new') && seen('wva-old');
  if (seen('wva-0.9')) {
    return found('0.9', `WVA 0.9 or newer: it emits ${ONLY_IN_0_9.map((key) => M[key]).join(', ')} or some of them.`);
  }
  if (both) {
    return found('0.5', 'Two WVA versions at once (wva_* and inferno_* metrics); the newer one is shown.', 'ambiguous');
  }
  if (seen('wva-new')) {
    return found('0.5', 'WVA 0.5 to 0.8: wva_* replica metrics, none of those that 0.9 added.');
  }
  if (seen('wva-old')) {
    return found('0.4', 'WVA 0.4 or older: its metrics are named inferno_*.');
  }
  return {
    finding: {
      subject: 'wva',
      state: 'missing',
      text: 'No metrics of WVA. Check that Prometheus scrapes the controller (ServiceMonitor) and that it manages a variant.',
    },
  };
}

function wvaDialect(seen: Seen): { labels: Pick<Dialect, 'wvaNamespace'>; finding?: Finding } {
  const exported = seen('wva-exported');
  const plain = seen('wva-plain');
  const { wvaNamespace } = exported ? DIALECTS.openshift : DIALECTS.plain;
  const say = (state: Finding['state'], text: string) => ({
    labels: { wvaNamespace },
    finding: { subject: 'dialect' as const, state, text },
  });
  if (exported && plain) {
    return say(
      'ambiguous',
      "Some of WVA's series name the workload in exported_namespace, some in namespace: only the first are shown."
    );
  }
  if (exported || plain) {
    return say('found', `WVA's series name the workload's namespace in ${wvaNamespace}.`);
  }
  return say('missing', `Where WVA's series name the namespace is not known without any; ${wvaNamespace} is tried.`);
}

function gpuDialect(seen: Seen): { labels: Omit<Dialect, 'wvaNamespace'>; finding: Finding } {
  const base = seen('gpu-exported') ? DIALECTS.openshift : DIALECTS.plain;
  const gpuNode = seen('gpu-hostname') && !seen('gpu-Hostname') ? 'hostname' : 'Hostname';
  const labels = { gpuNamespace: base.gpuNamespace, gpuPod: base.gpuPod, gpuNode };
  const say = (state: Finding['state'], text: string) => ({
    labels,
    finding: { subject: 'gpu' as const, state, text },
  });
  if (!seen('gpu')) {
    return say('missing', 'No metrics of GPUs. Check that Prometheus scrapes the DCGM exporter.');
  }
  if (seen('gpu-exported')) {
    return say('found', `GPUs name their pod in exported_pod and their node in ${gpuNode}.`);
  }
  if (seen('gpu-plain')) {
    return say('found', `GPUs name their pod in pod and their node in ${gpuNode}.`);
  }
  return say(
    'ambiguous',
    `GPUs are there, but no pod holds one, so the label of the pod is not known; ${base.gpuPod} is tried.`
  );
}

function presence(seen: Seen): Finding[] {
  const say = (subject: Finding['subject'], clue: Clue, good: string, bad: string): Finding =>
    seen(clue) ? { subject, state: 'found', text: good } : { subject, state: 'missing', text: bad };
  return [
    say(
      'vllm',
      'vllm',
      'vLLM is scraped.',
      'No metrics of vLLM: load, latency, KV cache and queue stay empty. Check its PodMonitor.'
    ),
    say(
      'kube',
      'kube',
      'kube-state-metrics is scraped.',
      'No metrics of Deployments: created, ready and pending replicas stay empty. Check kube-state-metrics.'
    ),
    say(
      'kube',
      'hpa-info',
      'HPAs are led back to what they scale.',
      'kube_horizontalpodautoscaler_info is missing: HPAs are matched to variants by name.'
    ),
    say(
      'epp',
      'epp',
      'The inference scheduler is scraped.',
      'No queue of the inference scheduler: its flow control is off, or it is not scraped.'
    ),
  ];
}

/** One instant query for the names of all our metrics that have data: labelled `__name__`. For the configuration page. */
export function coverageProbe(): string {
  const names = (Object.keys(METRICS) as MetricKey[]).flatMap((key) =>
    namesOf(key).map((name) => sampleName(key, name))
  );
  return `count by (__name__) (${braces([{ label: '__name__', op: '=~', value: names.join('|') }])})`;
}

export interface Coverage {
  key: MetricKey;
  emitter: (typeof EMITTERS)[number]['id'];
  /** The name under which it was found. */
  found?: string;
  series: number;
  /** Why it may be missing; undefined when it was found. */
  why?: string;
}

/** Which of our metrics there are, from the answer to {@link coverageProbe}, and for the others why not. */
export function coverage(answer: readonly Sample[], version: WvaVersion | undefined): Coverage[] {
  const counts = new Map(answer.map(({ labels, value }) => [labels.__name__, value]));
  return EMITTERS.flatMap(({ id, metrics }) => {
    const keys = Object.keys(metrics) as MetricKey[];
    const rows = keys.map((key) => {
      const found = namesOf(key).find((name) => (counts.get(sampleName(key, name)) ?? 0) > 0);
      return { key, emitter: id, found, series: found ? (counts.get(sampleName(key, found)) ?? 0) : 0 };
    });
    const silent = rows.every((row) => row.found === undefined);
    return rows.map((row) => (row.found ? row : { ...row, why: whyMissing(METRICS[row.key], version, silent) }));
  });
}

function whyMissing(metric: Metric, version: WvaVersion | undefined, emitterSilent: boolean): string {
  if (metric.wvaVersions && version && !metric.wvaVersions.includes(version)) {
    return `WVA ${version} does not emit it; ${metric.wvaVersions.join(', ')} does.`;
  }
  if (emitterSilent) {
    return 'Nothing of this system is in the data source: it is not installed, or not scraped.';
  }
  return metric.type === 'counter'
    ? 'Not there, though others of this system are. A counter may appear with its first event.'
    : 'Not there, though others of this system are: another version, or a scrape that drops it.';
}

/** A histogram has no series of its own name. */
function sampleName(key: MetricKey, name: string): string {
  return METRICS[key].type === 'histogram' ? `${name}_count` : name;
}
