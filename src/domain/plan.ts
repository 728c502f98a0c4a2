/** How long a run takes, in parts: one estimate that form, review, page, list and annotation share. */

/**
 * Time that a Pipeline which resets the workload takes before the load begins, seconds, an estimate: the pods go and come
 * back (2 to 7 minutes with the model's weights), then it waits 60 s for things to settle.
 */
export const RESET_SECONDS = 330;
/** Time after the load until the finally tasks have ended, seconds, an estimate. */
export const FINISH_SECONDS = 60;

export interface Plan {
  /** 0 when the workload is not reset. */
  resetSeconds: number;
  loadSeconds: number;
  finishSeconds: number;
  /** All of it. */
  totalSeconds: number;
}

/** Undefined when the length of the load is not known. */
export function planOf(resets: boolean, loadSeconds: number | undefined): Plan | undefined {
  if (loadSeconds === undefined) {
    return undefined;
  }
  const resetSeconds = resets ? RESET_SECONDS : 0;
  return {
    resetSeconds,
    loadSeconds,
    finishSeconds: FINISH_SECONDS,
    totalSeconds: resetSeconds + loadSeconds + FINISH_SECONDS,
  };
}
