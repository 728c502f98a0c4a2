/** Ending a run: only the very run that was meant, and only while it is in progress. */
import { t } from '../i18n/t';
import { isTerminal, type Run, type RunRef } from '../domain/run';
import { decodeRun } from '../kube/decode';
import { isUserError, UserError } from '../shared/errors';
import type { Call } from './errorTranslation';
import { runPaths } from './paths';
import type { CancelMode } from './types';

export interface CancelIo {
  mergePatch(path: string, call: Call, body: unknown): Promise<unknown>;
  getRun(ref: RunRef): Promise<Run>;
}

/** A run changes often while it is in progress; each change makes an earlier look outdated. */
const MAX_TRIES = 5;

/** @throws UserError when the run is over, or its name belongs to another run by now */
export async function cancelRun(
  io: CancelIo,
  { namespace, name, uid }: RunRef & { uid: string },
  mode: CancelMode
): Promise<Run> {
  for (let attempt = 1; ; attempt += 1) {
    const run = await io.getRun({ namespace, name });
    refuseUnlessRunning(run, uid);
    const call: Call = { verb: 'patch', resource: 'pipelineruns', namespace, name };
    try {
      // uid and version are preconditions: the server refuses with 409 if either is another by now.
      const patch = { metadata: { uid, resourceVersion: run.resourceVersion }, spec: { status: mode } };
      return decodeRun(await io.mergePatch(runPaths.pipelineRun(namespace, name), call, patch));
    } catch (error) {
      if (!(isUserError(error) && error.status === 409) || attempt >= MAX_TRIES) {
        throw error;
      }
    }
  }
}

function refuseUnlessRunning(run: Run, uid: string): void {
  if (run.uid !== uid) {
    throw new UserError({
      title: t('errors.cancel.this-another-run', 'This is another run'),
      message: t(
        'errors.cancel.was-deleted-and',
        '{{name}} was deleted, and another run has its name now. Nothing was cancelled.',
        { name: run.name }
      ),
      nextStep: t('errors.cancel.open-run-from', 'Open the run from the list again.'),
    });
  }
  if (isTerminal(run.phase)) {
    throw new UserError({
      title: t('errors.cancel.run-over-already', 'The run is over already'),
      message: t('errors.cancel.ended-before-could', '{{name}} ended ({{value}}) before it could be cancelled.', {
        name: run.name,
        value: run.reason || run.phase,
      }),
      nextStep: t('errors.cancel.there-nothing-to', 'There is nothing to cancel.'),
    });
  }
}
