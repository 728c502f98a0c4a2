/** Runs of which there are no figures, though nothing failed in reading them: the load has not begun, or never will. */
import { PHASES } from '../domain/phase';
import { isTerminal, runId, type Run } from '../domain/run';
import { t } from '../i18n/t';
import { UserError } from '../shared/errors';

/** `not-yet`: waiting helps, and figures come by themselves; `never`: the run ended without a load. */
export class Unmeasured extends UserError {
  constructor(
    readonly state: 'not-yet' | 'never',
    words: { title: string; message: string; nextStep: string }
  ) {
    super(words);
    this.name = 'Unmeasured';
  }
}

/** Why a run whose load has not begun has no figures. */
export function unmeasured(run: Run): Unmeasured {
  return isTerminal(run.phase) ? never(run) : notYet(run);
}

function notYet(run: Run): Unmeasured {
  return new Unmeasured('not-yet', {
    title: t('pages.compare.not-yet', 'The load has not begun'),
    message:
      run.startedAt === undefined
        ? t('pages.compare.not-started-why', '{{name}} has not started.', { name: runId(run) })
        : t('pages.compare.not-yet-why', '{{name}} runs the tasks before its load.', { name: runId(run) }),
    nextStep: t('pages.compare.not-yet-next', 'There is nothing to measure yet. The figures come by themselves.'),
  });
}

function never(run: Run): Unmeasured {
  const why = run.reason === '' ? PHASES[run.phase].label() : `${PHASES[run.phase].label()}, ${run.reason}`;
  return new Unmeasured('never', {
    title: t('pages.compare.never', 'Nothing was measured'),
    message: t('pages.compare.never-why', '{{name}} ended before a step of its load ran ({{why}}).', {
      name: runId(run),
      why,
    }),
    nextStep: t(
      'pages.compare.never-next',
      'Its tasks and their logs on its page show what stopped it. Correct that, then rerun it.'
    ),
  });
}

export const isUnmeasured = (error: unknown): error is Unmeasured => error instanceof Unmeasured;
