/** An earlier run as a request for another one: what rerun and edit-and-rerun begin with. */
import { t } from '../i18n/t';
import type { TektonApi } from '../datasource/types';
import type { RunRequest } from '../domain/pipeline';
import type { RunRef } from '../domain/run';
import { chooseName, newIntent } from '../kube/names';
import { rerunRequest } from '../kube/rerun';
import { toUserError } from '../shared/errors';

/**
 * Reads the run anew and turns it into a request without a name, so that the form can be filled with it.
 *
 * @throws UserError when the run is gone, or when its Pipeline is inline and so cannot be referred to
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
      t('experiment.repeat.inline', 'This run cannot be repeated from here'),
      t(
        'experiment.repeat.inline-next',
        'Only runs that refer to a Pipeline are started from here. The tab YAML of its page has all of this run: save it, give it a new name, and create it with kubectl.'
      )
    );
  }
}

/** The request with a name chosen once, so that sending it twice cannot start two runs. */
export function named(request: RunRequest): RunRequest & { name: string } {
  return { ...request, name: chooseName(request.generateName), intent: newIntent() };
}
