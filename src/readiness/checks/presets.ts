/** The presets that fill the form of a run, and what they name. */
import { t } from '../../i18n/t';
import { validateRequest } from '../../kube/validate';
import { onFound, valueOf } from '../answer';
import type { Check } from '../check';
import type { Verdict } from '../verdict';
import { namesText } from '../conditions';
import type { Findings } from '../findings';

function presets(findings: Findings): Verdict {
  return onFound(findings.presets, ({ presets: all, broken }) => {
    const known = valueOf(findings.pipelines) ?? [];
    const wrong = all.flatMap((preset) => {
      const pipeline = known.find(
        ({ name, namespace }) => name === preset.request.pipeline && namespace === preset.request.namespace
      );
      if (!pipeline) {
        return [
          `${preset.name}: ${t('readiness.presets.no-pipeline', 'Pipeline {{name}} is not there', { name: preset.request.pipeline })}`,
        ];
      }
      const [error] = validateRequest(preset.request, pipeline).filter(({ severity }) => severity === 'error');
      return error ? [`${preset.name}: ${error.field} ${error.message}`] : [];
    });
    const problems = [...broken.map(({ name, error }) => `${name}: ${error}`), ...wrong];
    if (problems.length > 0) {
      return {
        state: 'not-ready',
        evidence: t('readiness.presets.wrong', '{{wrong}} of {{count}} presets do not fit their Pipeline. {{first}}', {
          wrong: problems.length,
          count: all.length + broken.length,
          first: problems[0] ?? '',
        }),
        next: { text: t('readiness.presets.mend', 'Correct the ConfigMap, or install the presets of this version.') },
      };
    }
    return all.length === 0
      ? { state: 'not-needed', evidence: t('readiness.presets.none', 'No presets: the form starts empty.') }
      : {
          state: 'ready',
          evidence: t('readiness.presets.fit', 'All {{count}} presets fit their Pipelines.', {
            count: all.length,
            defaultValue_one: 'The preset fits its Pipeline.',
          }),
        };
  });
}

/** A param that names a Secret, by the names in use: `hf-secret-name`, `token-secret`. */
const NAMES_A_SECRET = /secret/i;

/** Names of Secrets in the presets, else in the Pipelines' defaults. */
function secretNames(findings: Findings): string[] {
  const own = (valueOf(findings.presets)?.presets ?? []).flatMap(({ request }) => request.params);
  const defaults = (valueOf(findings.pipelines) ?? []).flatMap(({ params }) =>
    params.map(({ name, default: value }) => ({ name, value }))
  );
  const named = [...own, ...defaults].flatMap(({ name, value }) =>
    NAMES_A_SECRET.test(name) && typeof value === 'string' && value !== '' ? [value] : []
  );
  return [...new Set(named)];
}

function secrets(findings: Findings): Verdict {
  return onFound(findings.pipelines, () => {
    const names = secretNames(findings);
    if (names.length === 0) {
      return {
        state: 'not-needed',
        evidence: t('readiness.secrets.none', 'No param of a preset or a Pipeline names a Secret.'),
      };
    }
    return {
      // Kubernetes has no right that shows names without contents, and contents are not for this page.
      state: 'cannot-see',
      evidence: t(
        'readiness.secrets.evidence',
        'Named by params: {{names}}. A right that shows whether a Secret is there also shows what is in it, so it is not asked for.',
        { names: namesText(names) }
      ),
      next: {
        text: t('readiness.secrets.next', 'See whether they are there.'),
        command: `kubectl get secret ${names.join(' ')} -n ${findings.settings.namespaces[0] ?? ''}`.trim(),
      },
    };
  });
}

export const PRESET_CHECKS: readonly Check[] = [
  {
    id: 'presets',
    group: 'pipelines',
    title: () => t('readiness.presets.title', 'Presets'),
    weight: 'advice',
    judge: presets,
  },
  {
    id: 'secrets',
    group: 'pipelines',
    title: () => t('readiness.secrets.title', 'Secrets that runs name'),
    weight: 'advice',
    judge: secrets,
  },
];
