/** A window as it is typed, and what is wrong with it, by field. Pure. */
import { windowProblems, type MarkedWindow, type WindowProblem } from '../../domain/markedWindow';
import { loadStep, stepProblems, type StepDraft } from '../../experiment/form/steps';
import { t } from '../../i18n/t';

export interface WindowDraft {
  experiment: string;
  namespace: string;
  workload: string;
  /** Epoch ms; undefined where none is chosen. */
  from?: number;
  to?: number;
  /** Undefined: the load is not known. */
  steps?: StepDraft[];
}

export type WindowField = 'experiment' | 'namespace' | 'workload' | 'from' | 'to' | 'steps';

export function windowOf(draft: WindowDraft, markedBy: string | undefined): MarkedWindow {
  const { experiment, namespace, workload, from = NaN, to = NaN, steps } = draft;
  return {
    experiment: experiment.trim(),
    namespace: namespace.trim(),
    workload: workload.trim(),
    // To the second, so that the same choice is the same window.
    from: Math.floor(from / 1000) * 1000,
    to: Math.floor(to / 1000) * 1000,
    load: steps && steps.length > 0 ? steps.map(loadStep) : undefined,
    markedBy,
  };
}

/** What has to change before it can be marked; of each field the first thing. @param now epoch ms */
export function draftProblems(draft: WindowDraft, now: number): Partial<Record<WindowField, string>> {
  const problems: Partial<Record<WindowField, string>> = {};
  if (draft.steps?.some((step) => Object.keys(stepProblems(step)).length > 0)) {
    problems.steps = t('assessment.window.steps-wrong', 'Correct the load steps that are marked.');
  }
  for (const problem of windowProblems(windowOf(draft, undefined), now)) {
    problems[FIELD[problem]] ??= problemText(problem);
  }
  return problems;
}

const FIELD: Readonly<Record<WindowProblem, WindowField>> = {
  'no-experiment': 'experiment',
  'no-namespace': 'namespace',
  'no-workload': 'workload',
  'no-time': 'from',
  backwards: 'to',
  future: 'to',
  'too-short': 'to',
  'too-long': 'from',
  'load-too-long': 'steps',
  'too-many-steps': 'steps',
};

function problemText(problem: WindowProblem): string {
  switch (problem) {
    case 'no-experiment':
      return t('assessment.window.no-experiment', 'Name the experiment: runs of one are compared as repeats.');
    case 'no-namespace':
      return t('assessment.window.no-namespace', 'Name the namespace of the workload.');
    case 'no-workload':
      return t('assessment.window.no-workload', 'Name the workload that was under load, as Kubernetes calls it.');
    case 'no-time':
      return t('assessment.window.no-time', 'Choose when the load began and when it ended.');
    case 'backwards':
      return t('assessment.window.backwards', 'The end must be after the start.');
    case 'future':
      return t('assessment.window.future', 'The end lies in the future: a window is marked once it has ended.');
    case 'too-short':
      return t('assessment.window.too-short', 'A window is at least a minute long: a shorter one may hold no sample.');
    case 'too-long':
      return t('assessment.window.too-long', 'A window is at most seven days long.');
    case 'load-too-long':
      return t('assessment.window.load-too-long', 'The load is longer than the window.');
    case 'too-many-steps':
      return t('assessment.window.too-many-steps', 'A mark holds at most 40 load steps.');
  }
}
