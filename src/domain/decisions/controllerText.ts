/** What the controller's log says, in sentences. */
import { formatNumber, UNKNOWN } from '../format';
import { t } from '../../i18n/t';
import type { ControllerAction, ControllerAnalysis, ControllerDecision } from './controllerLog';
import type { ControllerDifference } from './controllerSays';
import type { Certainty } from './types';
import { quantityName } from './names';

const number = (value: number | undefined, most = 2): string =>
  value === undefined ? UNKNOWN : formatNumber(value, { most });

/** What an analyzer measured and held it against. */
export function analysisText(analysis: ControllerAnalysis): string {
  if (analysis.kind === 'spare') {
    return t(
      'decision.controller.spare',
      'Spare KV cache {{kv}} and spare queue {{queue}} over the {{free}} of {{all}} replicas that are not saturated.',
      {
        kv: number(analysis.spareKv),
        queue: number(analysis.spareQueue, 1),
        free: number(analysis.nonSaturated, 0),
        all: number(analysis.replicas, 0),
      }
    );
  }
  const { analyzer, supply, demand, utilization, required, spare } = analysis;
  return t(
    'decision.controller.capacity',
    '{{analyzer}}: demand {{demand}} over a supply of {{supply}}, utilization {{utilization}} (up above {{up}}, down below {{down}}); required {{required}}, spare {{spare}}.',
    {
      analyzer,
      supply: number(supply, 0),
      demand: number(demand, 0),
      utilization: number(utilization),
      up: number(analysis.scaleUpThreshold),
      down: number(analysis.scaleDownBoundary),
      required: number(required, 0),
      spare: number(spare, 0),
    }
  );
}

export function actionText({ current, target, action }: ControllerDecision): string {
  const counts = { current: number(current, 0), target: number(target, 0) };
  const texts: Readonly<Record<ControllerAction, () => string>> = {
    up: () => t('decision.controller.up', 'Scale up from {{current}} to {{target}}', counts),
    down: () => t('decision.controller.down', 'Scale down from {{current}} to {{target}}', counts),
    none: () =>
      t('decision.controller.none', 'No change: {{target}} replicas', {
        ...counts,
        count: target,
        defaultValue_one: 'No change: {{target}} replica',
      }),
  };
  return texts[action]();
}

const REASONS: Readonly<Record<string, () => string>> = {
  'P0-store': () => t('decision.controller.reason.store', 'as remembered: no replica is ready'),
  'P1-obs': () => t('decision.controller.reason.observed', 'tokens in use while the queue was full'),
  'P2-hist': () => t('decision.controller.reason.history', 'mean of earlier observations with a full queue'),
  'P3-k2': () => t('decision.controller.reason.derived', 'derived from vLLM’s arguments'),
  'P4-k1': () => t('decision.controller.reason.memory', 'KV cache alone: no queue was ever full'),
  'no-data': () => t('decision.controller.reason.none', 'nothing to tell it by'),
};

/** How a replica's capacity was found; the log's own word where it is another. */
export function reasonText(reason: string | undefined): string {
  const known = reason !== undefined && Object.hasOwn(REASONS, reason) ? REASONS[reason] : undefined;
  return known?.() ?? reason ?? UNKNOWN;
}

/** Where log and metrics differ, or that they do not: one sentence. @param certainty of what metrics say */
export function differenceText(differences: readonly ControllerDifference[], certainty: Certainty = 'known'): string {
  if (differences.length > 0) {
    return t('decision.controller.differ', 'Metrics and log differ: {{list}}.', {
      list: differences.map(partText).join('; '),
    });
  }
  return certainty === 'unknown'
    ? t('decision.controller.not-told', 'What metrics do not tell is in the log alone.')
    : t('decision.controller.same', 'Metrics and log agree.');
}

function partText(one: ControllerDifference): string {
  switch (one.what) {
    case 'target':
      return t('decision.controller.differ-target', '{{metrics}} replicas asked for by metrics, {{log}} by the log', {
        metrics: number(one.metrics, 0),
        log: number(one.log, 0),
      });
    case 'direction':
      return one.metrics === 'up'
        ? t('decision.controller.differ-up', 'by metrics a scale-up is due, the log has none')
        : t('decision.controller.differ-down', 'by metrics a scale-down is possible, the log has none');
    case 'threshold':
      return t('decision.controller.differ-threshold', 'threshold of {{name}} {{metrics}} here, {{log}} in the log', {
        name: quantityName(one),
        metrics: number(one.metrics),
        log: number(one.log),
      });
    case 'value':
      return t('decision.controller.differ-value', '{{name}} {{metrics}} by metrics, {{log}} by the log', {
        name: quantityName(one),
        metrics: number(one.metrics),
        log: number(one.log),
      });
  }
}
