/** Gates are provisioned by experiment: those of one hold where all runs are of it. */
export function commonExperiment(experiments: ReadonlyArray<string | undefined>): string | undefined {
  return new Set(experiments).size === 1 ? experiments[0] : undefined;
}
