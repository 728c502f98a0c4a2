/**
 * What a data source holds, found out by asking it. The questions are text, the judgement is pure: `detect(answers)`.
 */
import { t } from '../i18n/t';
import { ONLY_IN_0_9, type Clue, type Seen } from './clues';
import { DIALECTS } from './dialect';
import { ownership, presence, type Finding } from './findings';
import { M, type WvaVersion } from './metrics';
import type { Dialect } from './selector';

export { probe } from './clues';
export type { Finding } from './findings';

/** A series of an instant vector. */
export interface Sample {
  labels: Readonly<Record<string, string>>;
  value: number;
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

function versionOf(seen: Seen): { version?: WvaVersion; finding: Finding } {
  const found = (version: WvaVersion, text: string, state: Finding['state'] = 'found') => ({
    version,
    finding: { subject: 'wva' as const, state, text },
  });
  const both = seen('wva-new') && seen('wva-old');
  if (seen('wva-0.9')) {
    return found(
      '0.9',
      t('detection.wva-0-9', 'WVA 0.9 or newer: it emits {{value}} or some of them.', {
        value: ONLY_IN_0_9.map((key) => M[key]).join(', '),
      })
    );
  }
  if (both) {
    return found(
      '0.5',
      t(
        'detection.two-wva-versions',
        'Two WVA versions at once (wva_* and inferno_* metrics); the newer one is shown.'
      ),
      'ambiguous'
    );
  }
  if (seen('wva-new')) {
    return found('0.5', t('detection.wva-0-5', 'WVA 0.5 to 0.8: wva_* replica metrics, none of those that 0.9 added.'));
  }
  if (seen('wva-old')) {
    return found('0.4', t('detection.wva-0-4', 'WVA 0.4 or older: its metrics are named inferno_*.'));
  }
  return {
    finding: {
      subject: 'wva',
      state: 'missing',
      text: t(
        'detection.no-metrics-wva',
        'No metrics of WVA. Check that Prometheus scrapes the controller (ServiceMonitor) and that it manages a variant.'
      ),
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
      t(
        'detection.some-wva-series',
        "Some of WVA's series name the workload in exported_namespace, some in namespace: only the first are shown."
      )
    );
  }
  if (exported || plain) {
    return say(
      'found',
      t('detection.wva-series-name', "WVA's series name the workload's namespace in {{wvaNamespace}}.", {
        wvaNamespace,
      })
    );
  }
  return say(
    'missing',
    t(
      'detection.where-wva-series',
      "Without WVA's series it is not known which label holds the namespace; {{wvaNamespace}} is tried.",
      { wvaNamespace }
    )
  );
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
    return say(
      'missing',
      t('detection.no-metrics-gpus', 'No metrics of GPUs. Check that Prometheus scrapes the DCGM exporter.')
    );
  }
  if (seen('gpu-exported')) {
    return say(
      'found',
      t('detection.gpus-name-their', 'GPUs name their pod in exported_pod and their node in {{gpuNode}}.', { gpuNode })
    );
  }
  if (seen('gpu-plain')) {
    return say(
      'found',
      t('detection.gpus-name-their-pod', 'GPUs name their pod in pod and their node in {{gpuNode}}.', { gpuNode })
    );
  }
  return say(
    'ambiguous',
    t(
      'detection.gpus-are-there',
      'GPUs are there, but no pod holds one, so the label of the pod is not known; {{gpuPod}} is tried.',
      { gpuPod: base.gpuPod }
    )
  );
}
