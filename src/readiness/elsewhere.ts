/** An address that answers and is no Kubernetes API: nothing of a cluster is missing there, nothing of it can be seen. */
import { t } from '../i18n/t';
import type { Answer } from './answer';
import type { Findings } from './findings';

/** Findings of an address without `/version`, which every Kubernetes API serves, have one cause; others are as they were. */
export function ofKubernetes(findings: Findings): Findings {
  if (findings.version.kind !== 'absent') {
    return findings;
  }
  const seen = <T>(answer: Answer<T>): Answer<T> =>
    answer.kind === 'asking'
      ? answer
      : {
          kind: 'failed',
          message: t('readiness.elsewhere.what', 'What answers at the server URL is not a Kubernetes API.'),
          next: t('readiness.elsewhere.next', 'Check the server URL in the settings of the data source.'),
        };
  return {
    ...findings,
    version: seen(findings.version),
    groups: seen(findings.groups),
    nodes: seen(findings.nodes),
    objects: Object.fromEntries(
      Object.entries(findings.objects).map(([id, answer]) => [id, seen<unknown>(answer)])
    ) as Findings['objects'],
    pipelines: seen(findings.pipelines),
    presets: seen(findings.presets),
    thresholds: seen(findings.thresholds),
  };
}
