/** What a reader of published results has to know of a run: model, load, and how it was scaled. */
import type { AnalysedRun } from '../domain/analysis/types';
import { flattenParams } from '../domain/comparison/paramDiff';
import { versionsAmong } from '../domain/comparison/trend';
import { formatDuration, formatNumber } from '../domain/format';
import { hasKnownRate, summedRate, totalSeconds, type LoadStep } from '../domain/loadProfile';
import { PARAMS, stringParam } from '../domain/params';
import { t } from '../i18n/t';
import { modeLabel } from '../shared/modeLabel';

/** WVA's annotation of a ScaledObject. */
const MODEL_ANNOTATION = `${PARAMS.scaledObject}.metadata.annotations.llm-d.ai/model-id`;

/** By its param, else by what its ScaledObject tells WVA. */
export function modelOf({ params }: AnalysedRun): string | undefined {
  return stringParam(params, PARAMS.model)?.trim() || flattenParams(params).get(MODEL_ANNOTATION);
}

/** `WVA 1..12`, `Static 4`, with the cluster where there are several; undefined where nothing is known. */
export function scalingText({ mode, replicas, cluster }: AnalysedRun): string | undefined {
  const parts = [mode && modeLabel(mode), replicas, cluster && `(${cluster})`].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** Fields of a ScaledObject that decide how it scales; its bounds are the run's replicas. */
const SETTINGS = new Set([
  'pollingInterval',
  'cooldownPeriod',
  'initialCooldownPeriod',
  'idleReplicaCount',
  'stabilizationWindowSeconds',
  'threshold',
  'activationThreshold',
]);
const PREFIX = `${PARAMS.scaledObject}.spec.`;
const WAY = /^(advanced\.)?(horizontalPodAutoscalerConfig\.)?(behavior\.)?|\.metadata\b/g;

/** `pollingInterval 10, scaleDown.stabilizationWindowSeconds 60, …`, as the ScaledObject spells them; empty for none. */
export function scalerSettings({ params }: AnalysedRun): string {
  return [...flattenParams(params)]
    .filter(([path]) => path.startsWith(PREFIX) && SETTINGS.has(path.split('.').at(-1) ?? ''))
    .map(([path, text]) => `${path.slice(PREFIX.length).replace(WAY, '')} ${text}`)
    .join(', ');
}

/** Versions and images that its params and results name. */
export function versionsOf({ params, results }: AnalysedRun): Array<[name: string, version: string]> {
  return [...flattenParams([...versionsAmong(params), ...versionsAmong(results)])];
}

/** `1,024 / 2,048 tokens, 0.5 to 2 req/s in 4 steps over 1h 00m, constant`; undefined where no load is known. */
export function loadText({ loadProfile }: AnalysedRun): string | undefined {
  const steps = loadProfile?.steps ?? [];
  if (loadProfile === undefined || steps.length === 0) {
    return undefined;
  }
  const rates = hasKnownRate(loadProfile)
    ? summedRate(loadProfile)
        .slice(0, -1)
        .map(({ rate }) => rate)
    : [];
  const span = formatDuration(totalSeconds(loadProfile));
  const parts = [
    tokensText(steps),
    rateText(rates),
    steps.length === 1
      ? t('publish.load.one', 'for {{span}}', { span })
      : t('publish.load.steps', 'in {{count}} steps over {{span}}', {
          count: steps.length,
          span,
          defaultValue_one: 'in {{count}} step over {{span}}',
        }),
    ...new Set(
      steps.flatMap(({ profile, users }) => [profile ?? [], users === undefined ? [] : usersText(users)].flat())
    ),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

const usersText = (users: number): string => t('publish.load.users', '{{count}} users at once', { count: users });

function rateText(rates: readonly number[]): string | undefined {
  const [least, most] = [Math.min(...rates), Math.max(...rates)];
  const text = (rate: number): string => formatNumber(rate, { most: 3 });
  return rates.length === 0 ? undefined : `${least === most ? text(most) : `${text(least)}–${text(most)}`} req/s`;
}

/** Prompt and output; undefined where the steps do not say. */
function tokensText(steps: readonly LoadStep[]): string | undefined {
  const texts = steps.map(({ promptTokens, outputTokens }) =>
    promptTokens === undefined || outputTokens === undefined
      ? undefined
      : t('publish.load.tokens', '{{prompt}} prompt and {{output}} output tokens', {
          prompt: formatNumber(promptTokens),
          output: formatNumber(outputTokens),
        })
  );
  return texts.includes(undefined) ? undefined : [...new Set(texts)].join(' / ');
}
