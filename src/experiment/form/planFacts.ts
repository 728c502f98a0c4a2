import type { RunRequest } from '../../domain/pipeline';
import { runId } from '../../domain/run';
import { t } from '../../i18n/t';
import { formatDuration } from '../../domain/format';
import { intensityText } from '../LoadProfileChart';
import type { RunPlan } from './plan';

/**
 * A plan in words: pairs of term and detail.
 *
 * @param at formats the moment so many seconds from now
 */
export function planFacts(
  plan: RunPlan,
  request: RunRequest,
  gpusPerReplica: number,
  at: (seconds: number) => string
): Array<[string, string]> {
  const account = request.serviceAccountName ?? t('experiment.plan.default-account', 'the namespace’s default');
  return [
    [t('experiment.plan.length', 'How long'), lengthOf(plan, at)],
    [t('experiment.plan.load', 'Load'), loadOf(plan)],
    [t('experiment.plan.gpus', 'GPUs'), gpusOf(plan, gpusPerReplica)],
    [t('experiment.plan.variant', 'Workload'), plan.variant ?? t('experiment.plan.variant-unknown', 'not known')],
    [t('experiment.plan.pipeline', 'Pipeline'), runId({ namespace: request.namespace, name: request.pipeline })],
    [t('experiment.plan.account', 'Service account'), account],
    [t('experiment.plan.name', 'Name of the run'), request.name ?? request.generateName],
  ];
}

function lengthOf({ length }: RunPlan, at: (seconds: number) => string): string {
  if (length === undefined) {
    return t('experiment.plan.length-unknown', 'Not known: until its tasks end or time out');
  }
  const { loadSeconds, resetSeconds, finishSeconds, totalSeconds } = length;
  const finish = formatDuration(finishSeconds);
  const load = formatDuration(loadSeconds);
  return resetSeconds > 0
    ? t(
        'experiment.plan.length-reset',
        'About {{reset}} of reset, {{load}} of load, about {{finish}} to finish: ends at about {{end}}',
        {
          load,
          reset: formatDuration(resetSeconds),
          finish,
          end: at(totalSeconds),
        }
      )
    : t('experiment.plan.length-load', '{{load}} of load, about {{finish}} to finish: ends at about {{end}}', {
        load,
        finish,
        end: at(totalSeconds),
      });
}

function loadOf({ profile }: RunPlan): string {
  return profile
    ? t('experiment.plan.load-steps', '{{count}} steps, at most {{peak}}', {
        count: profile.steps.length,
        peak: intensityText(profile),
        defaultValue_one: '{{count}} step, at most {{peak}}',
      })
    : t('experiment.plan.load-unknown', 'Not known');
}

function gpusOf({ mode, maxReplicas, maxGpus }: RunPlan, gpusPerReplica: number): string {
  if (maxReplicas === undefined || maxGpus === undefined) {
    return t('experiment.plan.gpus-unknown', 'Not known: as many as the workload may scale to');
  }
  const values = { gpus: maxGpus, replicas: maxReplicas, each: gpusPerReplica, count: maxReplicas };
  return mode === 'static'
    ? t('experiment.plan.gpus-static', '{{gpus}}: {{replicas}} replicas throughout, {{each}} each', {
        ...values,
        defaultValue_one: '{{gpus}}: {{replicas}} replica throughout, {{each}} each',
      })
    : t('experiment.plan.gpus-most', 'At most {{gpus}}: up to {{replicas}} replicas, {{each}} each', {
        ...values,
        defaultValue_one: 'At most {{gpus}}: {{replicas}} replica, {{each}} each',
      });
}
