/** What a start needs → the PipelineRun (tekton.dev/v1) that is sent. */
import { ANNOTATIONS, APP_ID, LABELS } from '../constants';
import { experimentOf } from '../domain/params';
import { planOf } from '../domain/plan';
import type { RunRequest } from '../domain/pipeline';
import { toLabelValue } from './names';
import { bindingBody } from './rerun';

export { chooseName } from './names';

export interface ManifestMarks {
  /** Grafana login of the person who starts it. */
  startedBy: string;
}

/**
 * The manifest of a run. It has `metadata.name` when the request names the run, else `generateName`; nothing of an
 * earlier run's status or system labels can be in it.
 */
export function pipelineRunManifest(request: RunRequest, marks: ManifestMarks): Record<string, unknown> {
  const { namespace, name, generateName, pipeline, params, workspaces, timeouts, serviceAccountName, kept } = request;
  const taskRunTemplate = { ...(serviceAccountName ? { serviceAccountName } : {}), ...kept?.taskRunTemplate };
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: {
      ...(name ? { name } : { generateName }),
      namespace,
      labels: labelsOf(request),
      annotations: annotationsOf(request, marks),
    },
    spec: {
      pipelineRef: kept?.pipelineRef ?? { name: pipeline },
      ...(params.length > 0 ? { params: params.map((p) => ({ name: p.name, value: p.value })) } : {}),
      ...(workspaces.length > 0 ? { workspaces: workspaces.map((w) => ({ name: w.name, ...bindingBody(w) })) } : {}),
      ...(Object.keys(taskRunTemplate).length > 0 ? { taskRunTemplate } : {}),
      ...(kept?.taskRunSpecs ? { taskRunSpecs: kept.taskRunSpecs } : {}),
      ...timeoutsOf(timeouts),
    },
  };
}

function labelsOf({ experiment, params, pipeline }: RunRequest): Record<string, string> {
  const value = toLabelValue(experiment ?? experimentOf(params, pipeline).experiment ?? '');
  return { [LABELS.managedBy]: APP_ID, ...(value ? { [LABELS.experiment]: value } : {}) };
}

function annotationsOf({ params, pipeline, intent }: RunRequest, { startedBy }: ManifestMarks): Record<string, string> {
  const { mode, variant, loadProfile, resets, loadSeconds } = experimentOf(params, pipeline);
  const plan = planOf(resets, loadSeconds);
  return {
    [ANNOTATIONS.startedBy]: startedBy,
    ...(intent ? { [ANNOTATIONS.intent]: intent } : {}),
    ...(loadProfile ? { [ANNOTATIONS.loadProfile]: JSON.stringify(loadProfile) } : {}),
    ...(variant ? { [ANNOTATIONS.variant]: variant } : {}),
    ...(mode ? { [ANNOTATIONS.mode]: mode } : {}),
    ...(plan ? { [ANNOTATIONS.plannedSeconds]: String(plan.totalSeconds) } : {}),
  };
}

function timeoutsOf(timeouts: RunRequest['timeouts']): { timeouts?: Record<string, string> } {
  const given = Object.entries(timeouts ?? {}).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return given.length > 0 ? { timeouts: Object.fromEntries(given) } : {};
}
