/** A matrix fans a PipelineTask out: one TaskRun for each combination of its params, plus what it includes. */
import type { Matrix, Param } from './types';

/** Params of each combination, in Tekton's order: the last param varies slowest. */
export function combinations(matrix: Matrix): Param[][] {
  let combined: Param[][] = [];
  for (const { name, value } of matrix.params ?? []) {
    const values = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
    combined =
      combined.length === 0
        ? values.map((item) => [{ name, value: item }])
        : values.flatMap((item) => combined.map((params) => [...params, { name, value: item }]));
  }
  for (const { params = [] } of matrix.include ?? []) {
    const fits = combined.filter((combination) =>
      combination.every(({ name, value }) => params.every((p) => p.name !== name || p.value === value))
    );
    const overlaps = params.some((p) => matrix.params?.some(({ name }) => name === p.name));
    if (combined.length === 0 || fits.length === 0 || !matrix.params?.length) {
      combined.push(params);
    } else if (overlaps || matrix.params.length > 0) {
      fits.forEach((combination) =>
        combination.push(...params.filter((p) => !combination.some(({ name }) => name === p.name)))
      );
    }
  }
  return combined;
}

/** Whether a matrix has an array to fan out over that is empty: then its task is skipped. */
export function hasEmptyArray(matrix: Matrix): boolean {
  return (matrix.params ?? []).some(({ value }) => Array.isArray(value) && value.length === 0);
}
