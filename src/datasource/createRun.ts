/** Starting a run, once: a name is chosen before the first try, so a second create of the same intent meets the first. */
import type { RunRequest } from '../domain/pipeline';
import type { NamedValue, Run, RunRef } from '../domain/run';
import { decodeRun } from '../kube/decode';
import { chooseName, pipelineRunManifest } from '../kube/manifest';
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
export async function createRun(io: StartIo, request: RunRequest, marks: StartMarks): Promise<Run> {
  let name = request.name ?? chooseName(request.generateName);
  for (let attempt = 1; ; attempt += 1) {
    const manifest = pipelineRunManifest({ ...request, name }, marks);
    try {
      return decodeRun(await send(io, request.namespace, manifest, false));
    } catch (cause) {
      const existing = await findOurs(io, { namespace: request.namespace, name }, request, marks, cause);
      if (existing !== undefined) {
        return existing;
      }
      const taken = isUserError(cause) && cause.status === 409;
      if (attempt >= MAX_TRIES || (taken ? request.name !== undefined : !mayRetry(cause))) {
        throw cause;
      }
      name = taken ? chooseName(request.generateName) : name;
      await io.sleep(Math.min(MAX_WAIT_MS, (retryAfterSeconds(cause) ?? attempt) * 1000));
    }
  }
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
  request: RunRequest,
  marks: StartMarks,
  cause: unknown
): Promise<Run | undefined> {
  const taken = isUserError(cause) && cause.status === 409;
  if (!taken && !isLost(cause)) {
    return undefined;
  }
  for (const pause of taken ? [0] : LOOK_AGAIN_MS) {
    await io.sleep(pause);
    try {
      const run = await io.getRun(ref);
      return isOurs(run, request, marks) ? run : undefined;
    } catch (error) {
      if (!isGone(error)) {
        throw unsure(ref, error);
      }
    }
  }
  return undefined;
}

/** No answer, or one that does not tell whether the run was created. */
function isLost(cause: unknown): boolean {
  return !isUserError(cause) || cause.status === undefined || cause.status >= 500;
}

/** A lost create has been looked for and not found; a 429 was never carried out. */
function mayRetry(cause: unknown): boolean {
  return isUserError(cause) && (cause.status === 429 || (cause.transient && isLost(cause)));
}

function isOurs(run: Run, request: RunRequest, marks: StartMarks): boolean {
  return (
    run.startedBy === marks.startedBy && run.pipeline === request.pipeline && sameParams(run.params, request.params)
  );
}

function sameParams(a: NamedValue[], b: NamedValue[]): boolean {
  const text = (params: NamedValue[]) =>
    JSON.stringify(params.map(({ name, value }) => [name, value]).sort(([x], [y]) => (String(x) < String(y) ? -1 : 1)));
  return text(a) === text(b);
}

function unsure({ namespace, name }: RunRef, cause: unknown): UserError {
  return new UserError({
    title: 'It is not known whether the run was started',
    message: `The answer to the start was lost, and the cluster cannot be asked for ${namespace}/${name}.`,
    nextStep: `Look for ${name} in the list of runs before you start it again.`,
    cause,
  });
}
