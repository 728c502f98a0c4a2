/** This plugin: what it may do in the cluster, and what confines it. */
import { t } from '../../i18n/t';
import { onFound } from '../answer';
import type { Check } from '../check';
import type { Verdict } from '../verdict';
import { namesText } from '../conditions';
import type { Findings } from '../findings';

function starting({ settings }: Findings): Verdict {
  if (settings.canStart === undefined) {
    return {
      state: 'not-needed',
      evidence: t('readiness.starting.elsewhere', 'The runner token is a setting of the data source in Grafana.'),
    };
  }
  return settings.canStart
    ? {
        state: 'ready',
        evidence: t('readiness.starting.ready', 'A runner token is configured. Editors can start runs.'),
      }
    : {
        state: 'not-needed',
        evidence: t('readiness.starting.off', 'No runner token is configured: runs can be watched, not started.'),
      };
}

function policies(findings: Findings): Verdict {
  if (findings.settings.canStart === false) {
    return {
      state: 'not-needed',
      evidence: t('readiness.policies.reads-only', 'Nothing can be started with this data source.'),
    };
  }
  return onFound(findings.objects.admissionPolicies, (all) =>
    all.length === 0
      ? {
          state: 'missing',
          evidence: t(
            'readiness.policies.none',
            'No admission policy of this project is in force: the runner token is confined by its role only.'
          ),
          next: {
            text: t('readiness.policies.next', 'Install the policies.'),
            command: 'kubectl apply --server-side -k deploy/base/policy',
          },
        }
      : { state: 'ready', evidence: namesText(all.map(({ metadata }) => metadata.name)) }
  );
}

export const PLUGIN_CHECKS: readonly Check[] = [
  {
    id: 'reading',
    group: 'plugin',
    title: () => t('readiness.reading.title', 'Runs can be read'),
    weight: 'needed',
    judge: (findings) =>
      onFound(findings.pipelines, () => ({
        state: 'ready',
        evidence: t('readiness.reading.ready', 'The reader token works in {{namespaces}}.', {
          namespaces: findings.settings.namespaces.join(', '),
        }),
      })),
  },
  {
    id: 'starting',
    group: 'plugin',
    title: () => t('readiness.starting.title', 'Runs can be started'),
    weight: 'advice',
    judge: starting,
  },
  {
    id: 'policies',
    group: 'plugin',
    title: () => t('readiness.policies.title', 'Admission policies'),
    weight: 'advice',
    judge: policies,
  },
];
