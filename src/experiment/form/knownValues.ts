import { PARAMS, stringParam } from '../../domain/params';
import type { Preset } from '../../domain/pipeline';
import type { RunSummary } from '../../domain/run';

/** Namespaces, workloads and models that are known here, for the params that name them: from runs and presets. */
export function knownValues(
  namespaces: readonly string[],
  runs: readonly RunSummary[],
  presets: readonly Preset[]
): Record<string, string[]> {
  const inPresets = (param: string) => presets.map(({ request }) => stringParam(request.params, param));
  return {
    [PARAMS.namespace]: distinct([...namespaces, ...inPresets(PARAMS.namespace)]),
    [PARAMS.variant]: distinct([...runs.map(({ variant }) => variant), ...inPresets(PARAMS.variant)]),
    [PARAMS.model]: distinct(inPresets(PARAMS.model)),
  };
}

function distinct(values: Array<string | undefined>): string[] {
  return [...new Set(values.filter((value) => value !== undefined && value !== ''))].sort() as string[];
}
