/** Finished runs in bulk, for lists of thousands: as the API would show them, without the TaskRuns behind them. */
import { totalSeconds } from '../../src/domain/loadProfile';
import { ANNOTATIONS } from '../../src/constants';
import { kubeTime } from '../kube/objects';
import { LOAD_PATTERNS, type PatternName } from './loadPatterns';
import { experimentManifest } from './manifest';
import { PIPELINES } from './pipelines';
import type { Condition, PipelineRun, PipelineRunSpec } from './types';

const PATTERNS = Object.keys(LOAD_PATTERNS) as PatternName[];
const OVERHEAD_SECONDS = 180;
const GAP_SECONDS = 600;
const PEOPLE = ['admin', 'ada', 'grace', 'linus'];

interface Template {
  metadata: { labels: Record<string, string>; annotations: Record<string, string> };
  spec: PipelineRunSpec;
}

/** Runs of one kind share what is alike: thousands of them stay small. */
const templates = new Map<string, Template>();

function template(preset: PatternName, mode: 'wva' | 'static', namespace: string): Template {
  const key = `${preset}/${mode}/${namespace}`;
  const found = templates.get(key) ?? (experimentManifest({ preset, mode, namespace }) as unknown as Template);
  templates.set(key, found);
  return found;
}

/** The i-th run back in time: most succeed, every 7th fails, every 11th is cancelled, every 13th times out. */
export function finishedRun(i: number, namespace: string, now: number, uid: () => string): PipelineRun {
  const preset = PATTERNS[i % PATTERNS.length] ?? 'stair';
  const mode = i % 2 === 0 ? 'wva' : 'static';
  const name = `${preset}-${mode}-${String(i).padStart(5, '0')}`;
  const manifest = template(preset, mode, namespace);
  const seconds =
    Number(manifest.metadata.annotations[ANNOTATIONS.plannedSeconds] ?? totalSeconds({ steps: [] })) + OVERHEAD_SECONDS;
  const end = now - (i + 1) * GAP_SECONDS * 1000;
  const start = end - seconds * 1000;
  return {
    apiVersion: 'tekton.dev/v1',
    kind: 'PipelineRun',
    metadata: {
      name,
      namespace,
      uid: uid(),
      resourceVersion: '',
      generation: 1,
      creationTimestamp: kubeTime(start),
      labels: { ...manifest.metadata.labels, 'tekton.dev/pipeline': 'wva-load-test' },
      annotations: { ...manifest.metadata.annotations, [ANNOTATIONS.startedBy]: PEOPLE[i % PEOPLE.length] ?? '' },
    },
    spec: manifest.spec,
    status: {
      conditions: [{ type: 'Succeeded', ...outcome(i, name), lastTransitionTime: kubeTime(end) }],
      startTime: kubeTime(start),
      completionTime: kubeTime(end),
      pipelineSpec: PIPELINES['wva-load-test'],
    },
  };
}

function outcome(i: number, name: string): Pick<Condition, 'status' | 'reason' | 'message'> {
  if (i % 7 === 6) {
    return { status: 'False', reason: 'Failed', message: 'Tasks Completed: 4 (Failed: 1, Cancelled 0), Skipped: 1' };
  }
  if (i % 11 === 10) {
    return { status: 'False', reason: 'Cancelled', message: `PipelineRun "${name}" was cancelled` };
  }
  if (i % 13 === 12) {
    return {
      status: 'False',
      reason: 'PipelineRunTimeout',
      message: `PipelineRun "${name}" failed to finish within "12h0m0s"`,
    };
  }
  return { status: 'True', reason: 'Succeeded', message: 'Tasks Completed: 5 (Failed: 0, Cancelled 0), Skipped: 0' };
}
