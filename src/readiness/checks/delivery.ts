/** Argo CD: one line for all Applications, then one for each, the unhealthy ones first. */
import { t } from '../../i18n/t';
import { onFound, valueOf } from '../answer';
import type { Check } from '../check';
import type { NextStep, Verdict } from '../verdict';
import type { ApplicationWire } from '../clusterObjects';
import { namesText } from '../conditions';
import type { Findings } from '../findings';

/** Health as Argo CD names it, the worst first; others come between. */
const WORST_FIRST = ['Degraded', 'Missing', 'Unknown', '', 'Progressing', 'Suspended', 'Healthy'];

/** In words, and in the order in which a person wants to see them: the unhealthy first, this project's before others. */
function inOrder(applications: readonly ApplicationWire[], namespaces: readonly string[]): ApplicationWire[] {
  const rank = ({ status }: ApplicationWire) => {
    const at = WORST_FIRST.indexOf(status.health.status);
    return (at < 0 ? 2 : at) * 2 + (status.sync.status === 'Synced' ? 1 : 0);
  };
  const own = ({ spec }: ApplicationWire) => (namespaces.includes(spec.destination.namespace) ? 0 : 1);
  return [...applications].sort(
    (a, b) => rank(a) - rank(b) || own(a) - own(b) || (a.metadata.name < b.metadata.name ? -1 : 1)
  );
}

export function isHealthy({ status }: ApplicationWire): boolean {
  return status.health.status === 'Healthy' && status.sync.status === 'Synced';
}

/** `Degraded, OutOfSync at 1a2b3c4: the Deployment exceeded its progress deadline`. */
export function applicationText({ status }: ApplicationWire): string {
  const { health, sync, operationState, conditions } = status;
  const revision =
    sync.revision === ''
      ? ''
      : t('readiness.argo.revision', ' at {{revision}}', { revision: sync.revision.slice(0, 7) });
  const why = [
    health.message,
    conditions[0]?.message ?? '',
    isHealthy({ status } as ApplicationWire) ? '' : operationState.message,
  ].find((text) => text !== '');
  return `${health.status || t('readiness.argo.no-health', 'health not known')}, ${sync.status || t('readiness.argo.no-sync', 'sync not known')}${revision}${why ? `: ${why}` : ''}`;
}

/** Page of an Application, where Argo CD's address is configured; else the command that shows it. */
export function applicationStep({ metadata }: ApplicationWire, argoUrl: string | undefined): NextStep {
  return argoUrl === undefined
    ? {
        text: t('readiness.argo.describe', 'See what it waits for.'),
        command: `kubectl describe application ${metadata.name} -n ${metadata.namespace}`,
      }
    : {
        text: t('readiness.argo.open', 'Open it in Argo CD.'),
        href: `${argoUrl}/applications/${encodeURIComponent(metadata.namespace)}/${encodeURIComponent(metadata.name)}`,
      };
}

function argo(findings: Findings): Verdict {
  const { settings, objects } = findings;
  return onFound(
    objects.applications,
    (applications) => {
      const waiting = inOrder(applications, settings.namespaces).filter((one) => !isHealthy(one));
      const [first] = waiting;
      return first === undefined
        ? {
            state: applications.length === 0 ? 'not-needed' : 'ready',
            evidence:
              applications.length === 0
                ? t('readiness.argo.none', 'Argo CD is installed and has no Application.')
                : t('readiness.argo.all', 'All {{count}} Applications are healthy and in sync.', {
                    count: applications.length,
                    defaultValue_one: 'The Application is healthy and in sync.',
                  }),
          }
        : {
            state: 'not-ready',
            evidence: t(
              'readiness.argo.waiting',
              '{{waiting}} of {{count}} Applications are not healthy and in sync: {{names}}.',
              {
                waiting: waiting.length,
                count: applications.length,
                names: namesText(waiting.map(({ metadata }) => metadata.name)),
              }
            ),
            next: applicationStep(first, settings.argoUrl),
          };
    },
    () => ({
      state: 'not-needed',
      evidence: t('readiness.argo.absent', 'Argo CD is not installed: nothing here needs it.'),
    })
  );
}

export const DELIVERY_CHECKS: readonly Check[] = [
  {
    id: 'argo-cd',
    group: 'delivery',
    title: () => t('readiness.argo.title', 'Argo CD Applications'),
    weight: 'advice',
    judge: argo,
  },
];

/** A line for each Application, beside the check of all. */
export function applicationsInOrder(findings: Findings): ApplicationWire[] {
  return inOrder(valueOf(findings.objects.applications) ?? [], findings.settings.namespaces);
}
