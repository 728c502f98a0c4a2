/** What is installed beside this plugin: its dashboards in Grafana, and its parts in the cluster, of one version with it. */
import { DASHBOARDS, LABELS, VERSION } from '../../constants';
import { t } from '../../i18n/t';
import { onFound, valueOf } from '../answer';
import type { Check } from '../check';
import type { Verdict } from '../verdict';
import { namesText } from '../conditions';
import type { Findings } from '../findings';
import { OWN_PIPELINE } from '../questions';
import { recorderNext, recorderState, recorderText } from '../recorder';

function dashboards({ dashboards: answer }: Findings): Verdict {
  if (answer === undefined) {
    return {
      state: 'cannot-see',
      evidence: t('readiness.dashboards.elsewhere', 'Dashboards are in Grafana, which is not asked from here.'),
      next: { text: t('readiness.dashboards.open', 'Open the page Readiness in Grafana.') },
    };
  }
  if (answer.kind === 'forbidden') {
    return {
      state: 'cannot-see',
      evidence: t('readiness.dashboards.forbidden', 'Grafana does not let you list dashboards.'),
      next: {
        text: t('readiness.dashboards.ask', 'Ask an administrator of Grafana for the right to read dashboards.'),
      },
    };
  }
  return onFound(answer, foundDashboards, () => ({
    state: 'cannot-see',
    evidence: t('readiness.dashboards.no-search', 'This Grafana has no search for dashboards.'),
  }));
}

function foundDashboards(uids: readonly string[]): Verdict {
  const lacking = DASHBOARDS.uids.filter((uid) => !uids.includes(uid));
  if (lacking.length === 0) {
    return {
      state: 'ready',
      evidence: t('readiness.dashboards.found', 'All {{count}} dashboards of this project are in Grafana.', {
        count: DASHBOARDS.uids.length,
      }),
    };
  }
  return {
    state: lacking.length === DASHBOARDS.uids.length ? 'missing' : 'not-ready',
    // Grafana's search leaves out what the user may not see, without a word.
    evidence: t('readiness.dashboards.lacking', 'Not among the dashboards that you may see: {{names}}.', {
      names: lacking.join(', '),
    }),
    next: {
      text: t(
        'readiness.dashboards.next',
        'Import the files of dashboards/generated; where an operator brings them, see what it says.'
      ),
      command: 'kubectl -n grafana get grafanadashboards',
    },
  };
}

/** Something that deploy/base installs and that is read anyway. */
interface Part {
  name: string;
  version: string | undefined;
  /** What brings it to this version. */
  command: string;
}

function partsOf(findings: Findings): Part[] {
  const apply = 'kubectl apply --server-side -k deploy/base';
  return [
    ...(valueOf(findings.pipelines) ?? [])
      .filter(({ name }) => name === OWN_PIPELINE)
      .map(({ namespace, name, version }) => ({
        name: `${namespace}/${name}`,
        version,
        command: `${apply}/pipeline -n ${namespace}`,
      })),
    ...(valueOf(findings.objects.admissionPolicies) ?? []).map(({ metadata: { name, labels } }) => ({
      name,
      version: labels[LABELS.version],
      command: `${apply}/policy`,
    })),
  ];
}

function versions(findings: Findings): Verdict {
  // What cannot be read of the policies is said by their own check.
  return onFound(findings.pipelines, () => {
    const parts = partsOf(findings);
    const others = parts.filter(({ version }) => version !== undefined && version !== VERSION);
    const unlabelled = parts.filter(({ version }) => version === undefined);
    if (others.length > 0) {
      return {
        state: 'not-ready',
        evidence: t('readiness.versions.differ', 'This is version {{version}}; of another: {{names}}.', {
          version: VERSION,
          names: namesText(others.map(({ name, version }) => `${name} (${version ?? ''})`)),
        }),
        next: {
          text: t('readiness.versions.next', 'Apply the manifests of version {{version}}, or update the plugin.', {
            version: VERSION,
          }),
          command: commandsOf(others),
        },
      };
    }
    if (unlabelled.length > 0) {
      return {
        state: 'cannot-see',
        evidence: t(
          'readiness.versions.unlabelled',
          'This is version {{version}}. Without the label {{label}}: {{names}}.',
          { version: VERSION, label: LABELS.version, names: namesText(unlabelled.map(({ name }) => name)) }
        ),
        next: {
          text: t('readiness.versions.label', 'The manifests of this version bring the label.'),
          command: commandsOf(unlabelled),
        },
      };
    }
    return parts.length === 0
      ? {
          state: 'not-needed',
          evidence: t(
            'readiness.versions.none',
            'This is version {{version}}. No Pipeline and no policy of this project is seen.',
            {
              version: VERSION,
            }
          ),
        }
      : {
          state: 'ready',
          evidence: t('readiness.versions.agree', 'This is version {{version}}, and so are {{names}}.', {
            version: VERSION,
            names: namesText(parts.map(({ name }) => name)),
          }),
        };
  });
}

const commandsOf = (parts: readonly Part[]): string => [...new Set(parts.map(({ command }) => command))].join(' && ');

function recorder({ prometheus }: Findings): Verdict {
  return onFound(prometheus, ({ recorderSilentSeconds }) => {
    const state = recorderState(recorderSilentSeconds);
    const next = { text: recorderNext(state), command: RECORDER_COMMANDS[state] };
    switch (state) {
      case 'absent':
        return { state: 'not-needed', evidence: recorderText(undefined), next };
      case 'silent':
        return { state: 'not-ready', evidence: recorderText(recorderSilentSeconds), next };
      case 'at-work':
        return {
          state: 'ready',
          evidence: t('readiness.recorder.at-work', 'The recorder marks and records runs, without a browser.'),
        };
    }
  });
}

const RECORDER_COMMANDS = {
  absent: 'kubectl apply --server-side -k deploy/recorder/kubernetes',
  silent: 'kubectl -n grafana logs deployment/llmd-wva-recorder',
  'at-work': undefined,
} as const;

export const INSTALLED_CHECKS: readonly Check[] = [
  {
    id: 'dashboards',
    group: 'plugin',
    title: () => t('readiness.dashboards.title', 'Dashboards'),
    weight: 'advice',
    judge: dashboards,
  },
  {
    id: 'versions',
    group: 'plugin',
    title: () => t('readiness.versions.title', 'Versions agree'),
    weight: 'advice',
    judge: versions,
  },
  {
    id: 'recorder',
    group: 'plugin',
    title: () => t('readiness.recorder.title', 'Recorder'),
    weight: 'advice',
    judge: recorder,
  },
];
