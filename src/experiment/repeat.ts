/** An earlier run as a request for another one: what rerun and edit-and-rerun begin with. */
import type { TektonApi } from '../datasource/types';
import type { RunRequest } from '../domain/pipeline';
import type { RunRef } from '../domain/run';
import { chooseName } from '../kube/names';
import { rerunRequest } from '../kube/rerun';
import { toUserError } from '../shared/errors';

/**
 * Reads the run anew and turns it into a request without a name, so that the form can be filled with it.
 *
 * @throws UserError when the run is gone, or when it has no Pipeline by name and so cannot be repeated here
 */
export async function repeatRequest(
  api: Pick<TektonApi, 'getRun'>,
  ref: RunRef,
  signal?: AbortSignal
): Promise<RunRequest> {
  const run = await api.getRun(ref, signal);
  try {
    return rerunRequest(run);
  } catch (error) {
    throw toUserError(
      error,
      'This run cannot be repeated from here',
      'Runs with an inline spec or a resolver are repeated with the tool that started them.'
    );
  }
}

/** The request with a name chosen once, so that sending it twice cannot start two runs. */
export function named(request: RunRequest): RunRequest & { name: string } {
  return { ...request, name: chooseName(request.generateName) };
}
