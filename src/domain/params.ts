/** Params of an experiment: their names in the Pipelines in use, and what their values say. Both stand here only. */
import { totalSeconds, type LoadProfile } from './loadProfile';
import { decodeLoadSteps } from './loadSteps';
import type { NamedValue, ParamValue, RunMode } from './run';
import { modeOf } from './scaler';
import { boundsIn, COST_ANNOTATION, MAX_SCALED_OBJECT_CHARS, parseScaledObject } from './scaledObjectText';

/** Param names by which the Pipelines in use say what an experiment is about. */
export const PARAMS = {
  experiment: 'test-name',
  variant: 'deployment-name',
  namespace: 'namespace',
  model: 'model',
  reset: 'reset-llm-d',
  scaledObject: 'scaled-object',
  initialReplicas: 'initial-replicas',
  loadSteps: 'load-steps',
  startDelay: 'start-delay',
  maxSeconds: 'max-seconds',
  rate: 'rate',
} as const;

/** The lab's Pipeline whose generators run at a fixed rate that no param tells. */
const STEPPED = { pipeline: 'wva-incremental-stepped-load-test', rate: 0.5 } as const;

/** Replicas that a run begins with and may scale between; what its params do not say is undefined. */
export interface PlannedReplicas {
  initial?: number;
  /** Bounds of the autoscaler; undefined for a static run. */
  bounds?: { min: number; max: number };
}

/** What params say about an experiment; each part is undefined where they do not say it. */
export interface ExperimentParams {
  experiment?: string;
  /** Name of the Deployment under test. */
  variant?: string;
  /** Namespace of the workload; undefined: the run's own. */
  workloadNamespace?: string;
  model?: string;
  mode?: RunMode;
  replicas: PlannedReplicas;
  /** Whether the workload is brought to a known state before the load. */
  resets: boolean;
  loadProfile?: LoadProfile;
  /** Length of the load, seconds. */
  loadSeconds?: number;
}

/**
 * What a run's or a request's params say.
 *
 * @param pipeline name of the Pipeline, for the one whose rate no param tells
 */
export function experimentOf(params: readonly NamedValue[], pipeline: string | undefined): ExperimentParams {
  const scaledObject = stringParam(params, PARAMS.scaledObject);
  const loadProfile = profileOf(params, pipeline);
  return {
    experiment: stringParam(params, PARAMS.experiment) || undefined,
    variant: stringParam(params, PARAMS.variant) || undefined,
    workloadNamespace: textParam(params, PARAMS.namespace),
    model: stringParam(params, PARAMS.model) || undefined,
    mode: scaledObject === undefined ? undefined : modeOf(scaledObject),
    replicas: { initial: countOf(stringParam(params, PARAMS.initialReplicas)), bounds: boundsOf(scaledObject ?? '') },
    resets: stringParam(params, PARAMS.reset) === 'true',
    loadProfile,
    loadSeconds: (loadProfile && totalSeconds(loadProfile)) || longestSpan(params) || undefined,
  };
}

/** `4` for a static run, `1..12` for the bounds of an autoscaler; undefined when neither is known. */
export function replicasText({ initial, bounds }: PlannedReplicas): string | undefined {
  return bounds ? `${bounds.min}..${bounds.max}` : initial?.toString();
}

/** Value of a string param; undefined when it is missing or of another type. */
export function stringParam(params: readonly NamedValue[], name: string): string | undefined {
  const value = valueOf(params, name);
  return typeof value === 'string' ? value : undefined;
}

/** Value of an array param; undefined when it is missing or of another type. */
export function arrayParam(params: readonly NamedValue[], name: string): string[] | undefined {
  const value = valueOf(params, name);
  return Array.isArray(value) ? value : undefined;
}

function valueOf(params: readonly NamedValue[], name: string): ParamValue | undefined {
  return params.find((param) => param.name === name)?.value;
}

function textParam(params: readonly NamedValue[], name: string): string | undefined {
  const text = stringParam(params, name);
  return text?.trim() === '' ? undefined : text;
}

function countOf(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : undefined;
}

/** What the run's ScaledObject says that a replica costs an hour; undefined where it does not. */
export function replicaCost(params: readonly NamedValue[]): number | undefined {
  const cost = readOf(stringParam(params, PARAMS.scaledObject) ?? '')?.metadata?.annotations?.[COST_ANNOTATION];
  return typeof cost === 'string' ? positive(cost) : undefined;
}

/** Bounds of a ScaledObject's YAML; undefined when it is none. */
function boundsOf(text: string): PlannedReplicas['bounds'] {
  const spec = readOf(text)?.spec;
  const bounds = boundsIn(spec ?? {});
  const [min, max] = [countOf(String(bounds.min)), countOf(String(bounds.max))];
  return spec && min !== undefined && max !== undefined ? { min, max } : undefined;
}

function readOf(text: string): ReturnType<typeof parseScaledObject> | undefined {
  if (text.trim() === '' || text.length > MAX_SCALED_OBJECT_CHARS) {
    return undefined;
  }
  try {
    return parseScaledObject(text);
  } catch {
    return undefined; // the form says what is wrong with it
  }
}

function profileOf(params: readonly NamedValue[], pipeline: string | undefined): LoadProfile | undefined {
  const loadSteps = arrayParam(params, PARAMS.loadSteps);
  if (loadSteps && loadSteps.length > 0) {
    try {
      return decodeLoadSteps(loadSteps);
    } catch {
      return undefined; // the run's page shows the params as they are
    }
  }
  const spans = pairedSpans(params);
  const rate = positive(stringParam(params, PARAMS.rate)) ?? (pipeline === STEPPED.pipeline ? STEPPED.rate : undefined);
  if (spans.length === 0 || rate === undefined) {
    return undefined;
  }
  return { steps: spans.map((span, i) => ({ name: `step-${i + 1}`, ...span, rate })) };
}

/** Older Pipelines fan out over two arrays, paired by position. */
function pairedSpans(params: readonly NamedValue[]): Array<{ delaySeconds: number; durationSeconds: number }> {
  const delays = arrayParam(params, PARAMS.startDelay) ?? [];
  const durations = arrayParam(params, PARAMS.maxSeconds) ?? [];
  const spans = delays.map((delay, i) => ({ delaySeconds: Number(delay), durationSeconds: Number(durations[i]) }));
  const valid = spans.every(
    (s) => s.delaySeconds >= 0 && s.durationSeconds > 0 && Number.isFinite(s.delaySeconds + s.durationSeconds)
  );
  return valid && delays.length === durations.length ? spans : [];
}

function longestSpan(params: readonly NamedValue[]): number {
  return pairedSpans(params).reduce((end, s) => Math.max(end, s.delaySeconds + s.durationSeconds), 0);
}

/** A number above 0; undefined for any other text. */
export function positive(text: string | undefined): number | undefined {
  const number = text === undefined || text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(number) && number > 0 ? number : undefined;
}
