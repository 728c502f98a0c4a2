/** Timeouts of a run: their form, and whether they leave time for the plan. After a timeout Tekton cleans nothing up. */
import { t } from '../i18n/t';
import { formatDuration } from '../domain/format';
import type { RunRequest } from '../domain/pipeline';
import type { Plan } from '../domain/plan';
import { error, type Problem } from './problem';

/** Go's duration, as Kubernetes takes it: `1h30m`, `90s`. */
const DURATION = /^(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/;
/** Tekton's `default-timeout-minutes`, where the cluster does not say otherwise. */
const DEFAULT_SECONDS = 3600;

type Timeouts = NonNullable<RunRequest['timeouts']>;

/** @param plan how long the run takes; undefined where that is not known */
export function validateTimeouts(timeouts: Timeouts = {}, plan?: Plan): Problem[] {
  const bad = (['pipeline', 'tasks', 'finally'] as const).filter((key) => timeouts[key] && !isDuration(timeouts[key]));
  if (bad.length > 0) {
    return bad.map((key) =>
      error(
        `timeouts.${key}`,
        t('validate.timeout-duration-such', 'A timeout is a duration such as 12h, 90m or 1h30m; 0 means none.')
      )
    );
  }
  const [pipeline, tasks, last] = [timeouts.pipeline, timeouts.tasks, timeouts.finally].map(seconds);
  if (pipeline && (tasks ?? 0) + (last ?? 0) > pipeline) {
    return [
      error(
        'timeouts.pipeline',
        t(
          'validate.timeout-whole-run',
          'The timeout of the whole run must not be shorter than those of its tasks and finally tasks together.'
        )
      ),
    ];
  }
  return plan ? tooShort({ pipeline, tasks, last }, plan) : [];
}

/** A task without a timeout of its own that has to load for as long as Tekton's default, or longer. */
export function untimedTask(task: string, { loadSeconds }: Plan): Problem[] {
  const message = t(
    'validate.untimed-task',
    'The task {{task}} has no timeout of its own, and its load takes {{needed}}: Tekton ends a task after its default of mostly 1h, whatever the timeouts of the run are. Give it "timeout: 0s" in the Pipeline.',
    { task, needed: minutes(loadSeconds) }
  );
  return loadSeconds >= DEFAULT_SECONDS ? [{ field: 'timeouts.tasks', message, severity: 'warning' }] : [];
}

interface Limits {
  /** Seconds; 0 is no limit, undefined not given. */
  pipeline: number | undefined;
  tasks: number | undefined;
  last: number | undefined;
}

function tooShort({ pipeline, tasks, last }: Limits, plan: Plan): Problem[] {
  const needed = plan.resetSeconds + plan.loadSeconds;
  const forTasks = tasks ?? (pipeline && last ? pipeline - last : undefined);
  if (forTasks && forTasks < needed) {
    const message = t(
      'validate.tasks-need-about',
      'The tasks need about {{duration}}: after a timeout nothing is cleaned up. Allow more time.',
      { duration: minutes(needed) }
    );
    return [error(tasks === undefined ? 'timeouts.pipeline' : 'timeouts.tasks', message)];
  }
  if (pipeline === 0 || (pipeline ?? DEFAULT_SECONDS) >= plan.totalSeconds) {
    return [];
  }
  return pipeline === undefined
    ? [
        error(
          'timeouts.pipeline',
          t(
            'validate.run-takes-about',
            'The run takes about {{duration}}. Without a timeout Tekton ends it after its default, usually 1h: set a longer one.',
            { duration: minutes(plan.totalSeconds) }
          )
        ),
      ]
    : [
        error(
          'timeouts.pipeline',
          t(
            'validate.run-needs-about',
            'The run needs about {{duration}}: after a timeout nothing is cleaned up. Allow more time.',
            { duration: minutes(plan.totalSeconds) }
          )
        ),
      ];
}

/** Rounded up to a minute. */
const minutes = (needed: number): string => formatDuration(Math.ceil(needed / 60) * 60);

const isDuration = (text: string) => text === '0' || DURATION.test(text);

const UNIT_SECONDS: Record<string, number> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

function seconds(duration: string | undefined): number | undefined {
  if (!duration) {
    return undefined;
  }
  const parts = [...duration.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (UNIT_SECONDS[unit ?? ''] ?? 0), 0);
}
