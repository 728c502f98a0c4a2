/** Starting a run, once: a name is chosen before the first try, so a second create of the same intent meets the first. */
import { t } from '../i18n/t';
import { ANNOTATIONS } from '../constants';
import type { RunRequest } from '../domain/pipeline';
import type { Run, RunRef } from '../domain/run';
import { decodeRun } from '../kube/decode';
import { chooseName, pipelineRunManifest } from '../kube/manifest';
import { newIntent } from '../kube/names';
import { isUserError, UserError } from '../shared/errors';
import { isGone, type Call } from './errorTranslation';
import { retryAfterSeconds } from './httpFailure';
import { runPaths } from './paths';
import type { StartMarks } from './types';

export interface StartIo {
  post(path: string, call: Call, body: unknown, query: Record<string, string | undefined>): Promise<unknown>;
  getRun(ref: RunRef): Promise<Run>;
  sleep(ms: number): Promise<void>;
}

/** A create that was lost may still be on its way when we ask for the run: ask again after these pauses, ms. */
const LOOK_AGAIN_MS = [0, 500, 1500];
const MAX_TRIES = 4;
const MAX_WAIT_MS = 30_000;

/**
 * Creates the run, or finds the one that an earlier try of the same intent created.
 *
 * @throws UserError; after one that is `transient` no run of this request exists as far as could be seen
 */
export async function createRun(io: StartIo, asked: RunRequest, marks: StartMarks): Promise<Run> {
  const request = { ...asked, intent: asked.intent ?? newIntent() };
  let name = request.name ?? chooseName(request.generateName);
  let isUncertain = false;
  for (let attempt = 1; ; attempt += 1) {
    const manifest = pipelineRunManifest({ ...request, name }, marks);
    const ref = { namespace: request.namespace, name };
    try {
      return decodeRun(await send(io, request.namespace, manifest, false));
    } catch (cause) {
      const existing = await findOurs(io, ref, request.intent, cause, isUncertain);
      if (existing !== undefined) {
        return existing;
      }
      isUncertain ||= isLost(cause);
      const taken = isTaken(cause);
      if (attempt >= MAX_TRIES || (taken ? request.name !== undefined : !mayRetry(cause))) {
        throw lastWord(ref, cause, isUncertain);
      }
      name = taken ? chooseName(request.generateName) : name;
      await io.sleep(Math.min(MAX_WAIT_MS, (retryAfterSeconds(cause) ?? attempt) * 1000));
    }
  }
}

const isTaken = (cause: unknown): boolean => isUserError(cause) && cause.status === 409;

/** What refuses a retry says nothing about the try before it. */
function lastWord(ref: RunRef, cause: unknown, isUncertain: boolean): unknown {
  return isUncertain && !isLost(cause) && !isTaken(cause) ? unsure(ref, cause) : cause;
}

/** Lets the server check the run without creating it. */
export async function dryRun(io: Pick<StartIo, 'post'>, request: RunRequest, marks: StartMarks): Promise<Run> {
  const name = request.name ?? chooseName(request.generateName);
  const manifest = pipelineRunManifest({ ...request, name }, marks);
  return decodeRun(await send(io, request.namespace, manifest, true));
}

function send(io: Pick<StartIo, 'post'>, namespace: string, manifest: unknown, dry: boolean): Promise<unknown> {
  const call: Call = { verb: 'create', resource: 'pipelineruns', namespace };
  return io.post(runPaths.pipelineRuns(namespace), call, manifest, {
    fieldValidation: 'Strict',
    dryRun: dry ? 'All' : undefined,
  });
}

/** The run of that name, if it is the one that we asked for. Undefined: there is none, or the server surely refused. */
async function findOurs(
  io: StartIo,
  ref: RunRef,
  intent: string,
  cause: unknown,
  isUncertain: boolean
): Promise<Run | undefined> {
  const taken = isTaken(cause);
  if (!taken && !isLost(cause) && !isUncertain) {
    return undefined;
  }
  for (const pause of taken ? [0] : LOOK_AGAIN_MS) {
    await io.sleep(pause);
    try {
      const run = await io.getRun(ref);
      return intentOf(run) === intent ? run : undefined;
    } catch (error) {
      if (!isGone(error)) {
        throw unsure(ref, error);
      }
    }
  }
  return undefined;
}

/** The mark that the request carried: neither the login nor the params tell two starts apart. */
function intentOf({ manifest }: Run): unknown {
  return (manifest as { metadata?: { annotations?: Record<string, unknown> } }).metadata?.annotations?.[
    ANNOTATIONS.intent
  ];
}

/** No answer, or one that does not tell whether the run was created. */
function isLost(cause: unknown): boolean {
  return !isUserError(cause) || cause.status === undefined || cause.status >= 500;
}

/** A lost create has been looked for and not found; a 429 was never carried out. */
function mayRetry(cause: unknown): boolean {
  return isUserError(cause) && (cause.status === 429 || (cause.transient && isLost(cause)));
}

function unsure({ namespace, name }: RunRef, cause: unknown): UserError {
  return new UserError({
    title: t('errors.start.not-known-whether', 'It is not known whether the run was started'),
    message: t(
      'errors.start.answer-to-start',
      'The answer to the start was lost, and the cluster does not say whether {{namespace}}/{{name}} exists.',
      { namespace, name }
    ),
    nextStep: t('errors.start.look-for-in', 'Look for {{name}} in the list of runs before you start it again.', {
      name,
    }),
    cause,
  });
}
