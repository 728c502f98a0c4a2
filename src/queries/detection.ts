/**
 * What a data source holds, found out by asking it. The questions are text, the judgement is pure: `detect(answers)`.
 */
import { DIALECTS } from './dialect';
import { M, METRICS, namesOf, type MetricKey, type WvaVersion } from './metrics';
import { VARIANT_LABEL } from './owners';
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

/** Any of the exporter's metrics: with MIG there is no utilisation, and no GPU is not the same. */
const ANY_DCGM: Matcher = {
  label: '__name__',
  op: '=~',
  value: Object.values(METRICS)
    .map(({ name }) => name)
    .filter((name) => name.startsWith('DCGM_'))
    .join('|'),
};

/** Each clue: a count of the series that carry it. */
const CLUES = {
  'wva-new': series(M.wvaDesired, []),
  'wva-old': braces([{ label: '__name__', op: '=~', value: OLD_DESIRED }]),
  'wva-0.9': braces([{ label: '__name__', op: '=~', value: ONLY_IN_0_9.map((key) => M[key]).join('|') }]),
  'wva-exported': braces([anyName('wvaDesired'), has('exported_namespace')]),
  'wva-plain': braces([anyName('wvaDesired'), lacks('exported_namespace'), has('namespace')]),
  gpu: braces([ANY_DCGM]),
  'gpu-exported': braces([ANY_DCGM, has('exported_pod')]),
  'gpu-plain': braces([ANY_DCGM, lacks('exported_pod'), has('pod'), NOT_EXPORTER]),
  'gpu-Hostname': braces([ANY_DCGM, has('Hostname')]),
  'gpu-hostname': braces([ANY_DCGM, has('hostname')]),
  vllm: series(M.running, []),
  kube: braces([{ label: '__name__', op: '=~', value: `${M.ready}|${M.statefulReady}` }]),
  'owner-label': series(M.running, [has(VARIANT_LABEL)]),
  'owner-rule': series(M.podOwnerRule, []),
  'owner-kube': series(M.podOwner, []),
  'hpa-info': series(M.hpaInfo, []),
  epp: braces([anyName('eppQueue')]),
} as const;
type Clue = keyof typeof CLUES;

/** One instant query that gathers all clues: at most 17 series, labelled `clue`. */
export function probe(): string {
  return Object.entries(CLUES)
    .map(([clue, selector]) => tag(`count(${selector})`, 'clue', clue))
    .join(' or ');
}

export interface Finding {
  subject: 'wva' | 'dialect' | 'gpu' | 'vllm' | 'kube' | 'epp' | 'ownership';
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
    findings: [version.finding, wva.finding, gpu.finding, ...presence(seen), ownership(seen)].filter(
      (f) => f !== undefined
    ),
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

/** By what pods are led to their workloads, of all that is there the surest. */
function ownership(seen: Seen): Finding {
  const say = (state: Finding['state'], text: string): Finding => ({ subject: 'ownership', state, text });
  if (seen('owner-label')) {
    return say(
      'found',
      `Pods are led to their variant by the label ${VARIANT_LABEL} on their own series; others by their owner.`
    );
  }
  if (seen('owner-rule')) {
    return say('found', `Pods are led to their workload by the recording rule ${M.podOwnerRule}.`);
  }
  if (seen('owner-kube')) {
    return say('found', `Pods are led to their workload by their owners (${M.podOwner}, ${M.replicaSetOwner}).`);
  }
  return say(
    'ambiguous',
    `Pods are led to their workload by their names, which is a guess: another object may have one of the same form. Have kube-state-metrics expose ${M.podOwner} and ${M.replicaSetOwner}.`
  );
}
