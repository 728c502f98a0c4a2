/** Tekton and the Pipelines of experiments. */
import { t } from '../../i18n/t';
import { onFound, valueOf } from '../answer';
import type { Check } from '../check';
import type { Verdict } from '../verdict';
import { namesText } from '../conditions';
import type { Findings } from '../findings';
import { OWN_PIPELINE } from '../questions';

/** The first version whose API v1 has a stable matrix. */
const LEAST_TEKTON = [0, 53] as const;

function tekton(findings: Findings): Verdict {
  return onFound(findings.groups, (groups) => {
    const served = groups.get('tekton.dev');
    if (!served) {
      return {
        state: 'missing',
        evidence: t('readiness.tekton.absent', 'The cluster does not serve tekton.dev.'),
        next: {
          text: t('readiness.tekton.install', 'Install Tekton Pipelines, or OpenShift Pipelines.'),
          href: 'https://tekton.dev/docs/installation/pipelines/',
        },
      };
    }
    if (!served.includes('v1')) {
      return {
        state: 'not-ready',
        evidence: t('readiness.tekton.old-api', 'tekton.dev is served as {{versions}} only; runs need v1.', {
          versions: served.join(', '),
        }),
        next: { text: t('readiness.tekton.upgrade', 'Upgrade Tekton.') },
      };
    }
    return tektonVersion(findings);
  });
}

function tektonVersion({ objects }: Findings): Verdict {
  const version = valueOf(objects.tektonInfo)?.[0]?.data.version;
  if (version === undefined) {
    return {
      state: 'ready',
      evidence: t('readiness.tekton.no-version', 'tekton.dev/v1 is served. Its version is not known.'),
    };
  }
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const isOld = major === LEAST_TEKTON[0] && minor < LEAST_TEKTON[1];
  const sharing = valueOf(objects.tektonFlags)?.[0]?.data.coschedule ?? 'workspaces';
  return {
    state: isOld ? 'not-ready' : 'ready',
    evidence: t('readiness.tekton.version', 'Version {{version}}; coschedule is {{sharing}}.', { version, sharing }),
    ...(isOld ? { next: { text: t('readiness.tekton.upgrade', 'Upgrade Tekton.') } } : {}),
  };
}

function pipelines(findings: Findings): Verdict {
  const where = findings.settings.namespaces.join(', ');
  return onFound(findings.pipelines, (all) =>
    all.length === 0
      ? {
          state: 'missing',
          evidence: t('readiness.pipelines.none', 'No Pipeline in {{namespaces}}.', { namespaces: where }),
          next: {
            text: t('readiness.pipelines.install', 'Install the Pipeline of this project, or your own.'),
            command: 'kubectl apply --server-side -k deploy/base/pipeline',
          },
        }
      : {
          state: 'ready',
          evidence: t('readiness.pipelines.found', 'In {{namespaces}}: {{names}}.', {
            namespaces: where,
            names: namesText(ownFirst(all.map(({ name }) => name))),
          }),
        }
  );
}

const ownFirst = (names: string[]): string[] =>
  [...new Set(names)].sort((a, b) => Number(b === OWN_PIPELINE) - Number(a === OWN_PIPELINE));

export const PIPELINE_CHECKS: readonly Check[] = [
  {
    id: 'tekton',
    group: 'pipelines',
    title: () => t('readiness.tekton.title', 'Tekton'),
    weight: 'needed',
    judge: tekton,
  },
  {
    id: 'pipelines',
    group: 'pipelines',
    title: () => t('readiness.pipelines.title', 'Pipelines'),
    weight: 'needed',
    judge: pipelines,
  },
];
