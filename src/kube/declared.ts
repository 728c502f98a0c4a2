/** What a Pipeline declares, as it stands in the cluster or as Tekton resolved it for a run. */
import type { ParamSpec } from '../domain/pipeline';
import type { NamedValue } from '../domain/run';
import { decodeWith } from './decoder';
import { paramValue } from './paramValue';
import * as wire from './schemas';

export interface Declared {
  params: ParamSpec[];
  /** What the Pipeline itself fans out over: of each param of a matrix, the values in their order. */
  matrix: NamedValue[];
  waitsItsTurn: boolean;
  /** Name of the task with the load, where it has no timeout of its own. */
  untimedLoadTask?: string;
  /** Names of the tasks that put load on the workload: those with a matrix and those named for it. */
  loadTasks: string[];
}

/** Names of first tasks that wait for other runs, in the Pipelines in use. */
const WAITS = /^(?:acquire-lease|wait-for-)/;

/** Names of tasks that put load on the workload, where they fan out over nothing. */
const LOADS = /(?:^|-)load(?:-|$)/;

const putsLoad = ({ name, matrix }: { name: string; matrix?: wire.MatrixWire }): boolean =>
  matrix !== undefined || LOADS.test(name);

/** Params and matrix of a `spec` of a Pipeline, or of a run's `status.pipelineSpec`; undefined when it cannot be read. */
export function decodeDeclared(spec: unknown): Declared | undefined {
  if (spec === undefined || spec === null) {
    return undefined;
  }
  try {
    const { params, tasks } = decodeWith(wire.PipelineSpec, spec, 'Pipeline');
    return {
      params: params.map(decodeParamSpec),
      matrix: tasks.flatMap(({ matrix }) => fixedValues(matrix)),
      waitsItsTurn: tasks.some(({ name }) => WAITS.test(name)),
      untimedLoadTask: tasks.find((task) => putsLoad(task) && !task.timeout)?.name,
      loadTasks: tasks.filter(putsLoad).map(({ name }) => name),
    };
  } catch {
    return undefined; // a run is shown by what it gave itself
  }
}

/** Values that a matrix names, element by element: of `include` one for each combination. References are not values. */
function fixedValues(matrix: wire.MatrixWire | undefined): NamedValue[] {
  const included = matrix?.include ?? [];
  const names = [...new Set(included.flatMap(({ params }) => params.map(({ name }) => name)))];
  const columns = names.map((name) => ({
    name,
    value: included.map(({ params }) => String(params.find((param) => param.name === name)?.value ?? '')),
  }));
  return [...(matrix?.params ?? []), ...columns].filter(
    ({ value }) => Array.isArray(value) && value.every((text) => !text.includes('$('))
  );
}

/** A type that is not declared follows from `properties`, else from the default, else it is a string. */
export function decodeParamSpec(spec: wire.ParamDeclarationWire): ParamSpec {
  const hasDefault = spec.default !== undefined && spec.default !== null;
  const fallback = hasDefault ? paramValue(spec.default) : undefined;
  const inferred = typeof fallback === 'object' ? (Array.isArray(fallback) ? 'array' : 'object') : 'string';
  return {
    name: spec.name,
    type: spec.type ?? (spec.properties ? 'object' : inferred),
    description: spec.description,
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(spec.enum && spec.enum.length > 0 ? { enum: spec.enum } : {}),
    ...(spec.properties ? { properties: Object.keys(spec.properties) } : {}),
  };
}
