/** What tasks have written, as other tasks and the run's own results see it. */
import { nodeState, type Node, type Outcome } from './facts';
import { substitute, type Variables } from './substitution';
import type { PipelineSpec, PipelineTask, Result } from './types';

const STATUS_TEXT = { succeeded: 'Succeeded', failed: 'Failed', cancelled: 'Failed', 'timed-out': 'Failed' } as const;

/** What tasks have written so far; finally tasks also see how the tasks ended. */
export function withResults(nodes: Node[], reader: 'tasks' | 'finally' | 'results'): Variables {
  const variables: Variables = new Map();
  for (const node of nodes) {
    const state = nodeState(node);
    const { name } = node.task;
    if (reader === 'finally' && node.memberOf === 'tasks') {
      variables.set(
        `tasks.${name}.status`,
        state in STATUS_TEXT ? STATUS_TEXT[state as keyof typeof STATUS_TEXT] : 'None'
      );
    }
    if (state === 'succeeded' && (reader !== 'results' || isFilledIn(node, nodes))) {
      writeResults(variables, node);
    }
  }
  if (reader === 'finally') {
    variables.set('tasks.status', aggregate(nodes.filter((node) => node.memberOf === 'tasks')));
  }
  return variables;
}

/** Tekton collects the results of a matrix task only for a task that reads them, and the Pipeline's own results do not. */
function isFilledIn({ task }: Node, nodes: Node[]): boolean {
  return !task.matrix || nodes.some((other) => resultParents(other.task).includes(task.name));
}

function writeResults(variables: Variables, node: Node): void {
  const results = node.taskRuns.map((taskRun) => taskRun.object.status?.results ?? []);
  for (const { name, value } of results[0] ?? []) {
    const all = results.map((list) => list.find((result) => result.name === name)?.value ?? '');
    const prefix = node.memberOf === 'finally' ? 'finally' : 'tasks';
    variables.set(`${prefix}.${node.task.name}.results.${name}`, node.task.matrix ? all.map(String) : value);
  }
}

function aggregate(tasks: Node[]): string {
  const states = tasks.map(nodeState);
  if (states.some((state) => state === 'failed' || state === 'cancelled' || state === 'timed-out')) {
    return 'Failed';
  }
  return states.includes('skipped') ? 'Completed' : 'Succeeded';
}

/** Names of the tasks whose results a task reads. */
export function resultParents({ params, when, matrix }: PipelineTask): string[] {
  const references = JSON.stringify([params, when, matrix]).matchAll(/\$\(tasks\.([^.()]+)\.results[.[]/g);
  return [...references].map(([, task = '']) => task);
}

export interface PipelineResults {
  results: Result[];
  /** Names of those that Tekton fails the run for. */
  missing: string[];
}

export const NO_RESULTS: PipelineResults = { results: [], missing: [] };

/** A result of a task that did not succeed is left out; one that a task should have written and did not is missing. */
export function pipelineResults(spec: PipelineSpec | undefined, nodes: Node[]): PipelineResults {
  const variables = withResults(nodes, 'results');
  const results: Result[] = [];
  const missing: string[] = [];
  for (const { name, value } of spec?.results ?? []) {
    const filled = substitute(value, variables);
    const [, task] = /\$\((?:tasks|finally)\.([^.()]+)\.results/.exec(JSON.stringify(filled)) ?? [];
    const node = nodes.find((one) => one.task.name === task);
    if (task === undefined) {
      results.push({ name, value: filled });
    } else if (node !== undefined && nodeState(node) === 'succeeded') {
      missing.push(name);
    }
  }
  return { results, missing };
}

/** How a run ends one of whose results is not there. */
export const missingResults = (run: string, names: string[]): Outcome => ({
  status: 'False',
  reason: 'CouldntGetPipelineResult',
  message:
    `Failed to get PipelineResult from TaskRun Results for PipelineRun ${run}: ` +
    `invalid pipelineresults [${names.join(' ')}], the referenced results don't exist`,
});
