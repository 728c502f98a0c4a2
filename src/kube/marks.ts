/** What a run is about: read from the marks that this plugin wrote, else from its params. */
import { ANNOTATIONS, APP_ID, LABELS } from '../constants';
import type { LoadProfile } from '../domain/loadProfile';
import { experimentOf, positive, replicasText } from '../domain/params';
import { planOf } from '../domain/plan';
import { RUN_MODES, type NamedValue, type Run, type RunSummary } from '../domain/run';

/** Far beyond the 256 combinations that Tekton allows; a mark with more was not written by us. */
const MAX_STEPS = 1000;

export interface Marked {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

type MarkedFacts = Pick<
  RunSummary,
  'experiment' | 'mode' | 'variant' | 'startedBy' | 'plannedSeconds' | 'loadProfile' | 'managed'
>;
export type RunDescription = MarkedFacts & Pick<Run, 'workloadNamespace' | 'replicas'>;

/** What labels and annotations alone say. A mark that does not make sense counts as absent. */
export function readMarks({ labels = {}, annotations = {} }: Marked): MarkedFacts {
  return {
    managed: labels[LABELS.managedBy] === APP_ID,
    experiment: labels[LABELS.experiment] || undefined,
    mode: RUN_MODES.find((mode) => mode === annotations[ANNOTATIONS.mode]),
    variant: annotations[ANNOTATIONS.variant] || undefined,
    startedBy: annotations[ANNOTATIONS.startedBy] || undefined,
    plannedSeconds: positive(annotations[ANNOTATIONS.plannedSeconds]),
    loadProfile: parseProfile(annotations[ANNOTATIONS.loadProfile]),
  };
}

/** Marks first, params for what they do not say: runs that were started by hand have no marks. */
export function describeRun(marked: Marked, params: NamedValue[], pipeline: string | undefined): RunDescription {
  const marks = readMarks(marked);
  const said = experimentOf(params, pipeline);
  return {
    managed: marks.managed,
    startedBy: marks.startedBy,
    experiment: marks.experiment ?? said.experiment,
    mode: marks.mode ?? said.mode,
    variant: marks.variant ?? said.variant,
    loadProfile: marks.loadProfile ?? said.loadProfile,
    plannedSeconds: marks.plannedSeconds ?? planOf(said.resets, said.loadSeconds)?.totalSeconds,
    workloadNamespace: said.workloadNamespace,
    replicas: replicasText(said.replicas),
  };
}

function parseProfile(json: string | undefined): LoadProfile | undefined {
  if (json === undefined) {
    return undefined;
  }
  try {
    const { steps } = JSON.parse(json) as { steps?: unknown };
    return Array.isArray(steps) && steps.length <= MAX_STEPS && steps.every(isStep)
      ? {
          steps: steps.map(
            ({ name, delaySeconds, durationSeconds, rate, users, profile, promptTokens, outputTokens }) => ({
              name,
              delaySeconds,
              durationSeconds,
              rate,
              users,
              profile,
              promptTokens,
              outputTokens,
            })
          ),
        }
      : undefined;
  } catch {
    return undefined;
  }
}

function isStep(step: unknown): step is LoadProfile['steps'][number] {
  if (typeof step !== 'object' || step === null) {
    return false;
  }
  const { name, delaySeconds, durationSeconds, rate, users, profile, promptTokens, outputTokens } = step as Record<
    string,
    unknown
  >;
  const texts = typeof name === 'string' && (profile === undefined || typeof profile === 'string');
  const numbers = [rate, users, promptTokens, outputTokens].every((n) => n === undefined || Number.isFinite(n));
  return texts && numbers && [delaySeconds, durationSeconds].every(Number.isFinite);
}
