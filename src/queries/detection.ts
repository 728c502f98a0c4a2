/**
 * What a data source holds, found out by asking it. The questions are text, the judgement is pure: `detect(answers)`.
 */
import { t } from '../i18n/t';
import { NAMES_OF_VERSIONS, type Clue, type Seen } from './clues';
import { DIALECTS } from './dialect';
import { ownership, presence, type Finding } from './findings';
import type { WvaVersion } from './metrics';
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
  /** This project's recording rules have kept what they keep wherever in the range there was something to keep. */
  recorded: boolean;
  findings: Finding[];
}

/** Judges the answer to {@link probe}. */
export function detect(answer: readonly Sample[]): Detection {
  const counts = new Map(answer.map(({ labels, value }) => [labels.clue, value]));
  const seen = (clue: Clue): boolean => (counts.get(clue) ?? 0) > 0;
  const version = versionOf(seen);
  const wva = wvaDialect(seen, version.version !== undefined);
  const gpu = gpuDialect(seen);
  return {
    dialect: { ...wva.labels, ...gpu.labels },
    wvaVersion: version.version,
    recorded: seen('recorded') && !seen('unrecorded'),
    findings: [version.finding, wva.finding, gpu.finding, ...presence(seen), ownership(seen)].filter(
      (f) => f !== undefined
    ),
  };
}

/** What tells a version, the newest first. */
const VERSIONS_BY_CLUE = [
  ['wva-0.9', '0.9'],
  ['wva-0.8', '0.8'],
  ['wva-0.7', '0.7'],
  ['wva-new', '0.5'],
  ['wva-old', '0.4'],
] as const satisfies ReadonlyArray<readonly [Clue, WvaVersion]>;

const newest = (seen: Seen): WvaVersion => VERSIONS_BY_CLUE.find(([clue]) => seen(clue))?.[1] ?? '0.4';

function versionText(version: WvaVersion): string {
  const by = (clue: Clue) => ({ value: NAMES_OF_VERSIONS[clue as keyof typeof NAMES_OF_VERSIONS].join(', ') });
  switch (version) {
    case '0.9':
      return t('detection.wva-0-9', 'WVA 0.9: it emits {{value}} or one of them.', by('wva-0.9'));
    case '0.8':
      return t(
        'detection.wva-0-8',
        'WVA 0.8: it emits {{value}} or one of them, and nothing that 0.9 added.',
        by('wva-0.8')
      );
    case '0.7':
      return t(
        'detection.wva-0-7',
        'WVA 0.7: it emits {{value}} or one of them, and nothing that 0.8 added.',
        by('wva-0.7')
      );
    case '0.5':
      return t('detection.wva-0-5', 'WVA 0.5 or 0.6: wva_* replica metrics, and nothing that later versions added.');
    case '0.4':
      return t('detection.wva-0-4', 'WVA 0.4 or older: its metrics are named inferno_*.');
  }
}

function versionOf(seen: Seen): { version?: WvaVersion; finding: Finding } {
  const found = (version: WvaVersion, text: string, state: Finding['state'] = 'found') => ({
    version,
    finding: { subject: 'wva' as const, state, text },
  });
  if (seen('wva-new') && seen('wva-old')) {
    return found(
      newest(seen),
      t(
        'detection.two-wva-versions',
        'Two WVA versions at once (wva_* and inferno_* metrics); the newer one is shown.'
      ),
      'ambiguous'
    );
  }
  const version = VERSIONS_BY_CLUE.find(([clue]) => seen(clue))?.[1];
  if (version !== undefined) {
    return found(version, versionText(version));
  }
  if (seen('vllm')) {
    return {
      finding: {
        subject: 'wva',
        state: 'ambiguous',
        text: t(
          'detection.without-wva',
          'No metrics of WVA: variants, their load and what scales them are shown without it. Where WVA is installed, check that Prometheus scrapes its controller (ServiceMonitor) and that it manages a variant.'
        ),
      },
    };
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

function wvaDialect(seen: Seen, isThere: boolean): { labels: Pick<Dialect, 'wvaNamespace'>; finding?: Finding } {
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
  if (!isThere && seen('vllm')) {
    // Without WVA there is nothing to be read by its labels.
    return { labels: { wvaNamespace } };
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
