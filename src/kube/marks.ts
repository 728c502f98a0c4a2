/** What a run is about: read from the marks that this plugin wrote, else told by the params of the Pipelines in use. */
import { ANNOTATIONS, APP_ID, LABELS } from '../constants';
import { totalSeconds, type LoadProfile } from '../domain/loadProfile';
import { RUN_MODES, type NamedValue, type RunMode, type RunSummary } from '../domain/run';
import { decodeLoadSteps } from './loadSteps';
import { arrayParam, PARAMS, stringParam } from './params';

/** The lab's Pipeline whose generators run at a fixed rate that no param tells. */
const STEPPED = { pipeline: 'wva-incremental-stepped-load-test', rate: 0.5 } as const;
/** Far beyond the 256 combinations that Tekton allows; a mark with more was not written by us. */
const MAX_STEPS = 1000;

export interface Marked {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

type Meaning = Pick<
  RunSummary,
  'experiment' | 'mode' | 'variant' | 'startedBy' | 'plannedSeconds' | 'loadProfile' | 'managed'
>;

/** What labels and annotations alone tell. A mark that does not make sense counts as absent. */
export function readMarks({ labels = {}, annotations = {} }: Marked): Meaning {
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

/** Marks first, params for what they do not tell: runs that were started by hand have no marks. */
export function readMeaning(marked: Marked, params: NamedValue[], pipeline: string | undefined): Meaning {
  const marks = readMarks(marked);
  const told = meaningOfParams(params, pipeline);
  return {
    managed: marks.managed,
    startedBy: marks.startedBy,
    experiment: marks.experiment ?? told.experiment,
    mode: marks.mode ?? told.mode,
    variant: marks.variant ?? told.variant,
    loadProfile: marks.loadProfile ?? told.loadProfile,
    plannedSeconds: marks.plannedSeconds ?? told.plannedSeconds,
  };
}

/**
 * What a run's params say it is about. `plannedSeconds` is the length of the load: the time that a Pipeline takes to
 * reset the workload before it and to clean up after it is not known beforehand.
 */
export function meaningOfParams(
  params: NamedValue[],
  pipeline: string | undefined
): Omit<Meaning, 'managed' | 'startedBy'> {
  const scaledObject = stringParam(params, PARAMS.scaledObject);
  const loadProfile = profileOfParams(params, pipeline);
  return {
    experiment: stringParam(params, PARAMS.experiment) || undefined,
    variant: stringParam(params, PARAMS.variant) || undefined,
    mode: scaledObject === undefined ? undefined : modeOf(scaledObject),
    loadProfile,
    plannedSeconds: (loadProfile && totalSeconds(loadProfile)) || longestStep(params) || undefined,
  };
}

/** An empty `scaled-object` is a static run, any other a run with the autoscaler. */
export function modeOf(scaledObject: string): RunMode {
  return scaledObject.trim() === '' ? 'static' : 'wva';
}

function profileOfParams(params: NamedValue[], pipeline: string | undefined): LoadProfile | undefined {
  const loadSteps = arrayParam(params, PARAMS.loadSteps);
  if (loadSteps && loadSteps.length > 0) {
    try {
      return decodeLoadSteps(loadSteps);
    } catch {
      return undefined; // the run's page shows the params as they are
    }
  }
  const spans = steppedSpans(params);
  const rate = positive(stringParam(params, PARAMS.rate)) ?? (pipeline === STEPPED.pipeline ? STEPPED.rate : undefined);
  if (spans.length === 0 || rate === undefined) {
    return undefined;
  }
  return { steps: spans.map((span, i) => ({ name: `step-${i + 1}`, ...span, rate })) };
}

/** Older Pipelines fan out over two arrays, paired by position. */
function steppedSpans(params: NamedValue[]): Array<{ delaySeconds: number; durationSeconds: number }> {
  const delays = arrayParam(params, PARAMS.startDelay) ?? [];
  const durations = arrayParam(params, PARAMS.maxSeconds) ?? [];
  const spans = delays.map((delay, i) => ({ delaySeconds: Number(delay), durationSeconds: Number(durations[i]) }));
  const valid = spans.every(
    (s) => s.delaySeconds >= 0 && s.durationSeconds > 0 && Number.isFinite(s.delaySeconds + s.durationSeconds)
  );
  return valid && delays.length === durations.length ? spans : [];
}

function longestStep(params: NamedValue[]): number {
  return steppedSpans(params).reduce((end, s) => Math.max(end, s.delaySeconds + s.durationSeconds), 0);
}

function positive(text: string | undefined): number | undefined {
  const number = text === undefined || text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(number) && number > 0 ? number : undefined;
}

function parseProfile(json: string | undefined): LoadProfile | undefined {
  if (json === undefined) {
    return undefined;
  }
  try {
    const { steps } = JSON.parse(json) as { steps?: unknown };
    return Array.isArray(steps) && steps.length <= MAX_STEPS && steps.every(isStep)
      ? {
          steps: steps.map(({ name, delaySeconds, durationSeconds, rate, promptTokens, outputTokens }) => ({
            name,
            delaySeconds,
            durationSeconds,
            rate,
            promptTokens,
            outputTokens,
          })),
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
  const { name, delaySeconds, durationSeconds, rate, promptTokens, outputTokens } = step as Record<string, unknown>;
  const tokens = [promptTokens, outputTokens].every((n) => n === undefined || Number.isFinite(n));
  return typeof name === 'string' && [delaySeconds, durationSeconds, rate].every(Number.isFinite) && tokens;
}
