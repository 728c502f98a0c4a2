/** Inline tasks: their scripts are run as far as they echo, sleep and exit. */
import { substituteText, type Variables } from '../substitution';
import type { TaskSpec } from '../types';
import { sleep, StepFailure, type StepScript, type TaskContext, type TaskProgram } from './program';

function* script(context: TaskContext, text: string): StepScript {
  yield;
  for (const line of text.split('\n').map((raw) => raw.trim())) {
    const [, command, rest = ''] = /^(echo|sleep|exit)\b\s*(.*)$/.exec(line) ?? [];
    if (command === 'echo') {
      context.log(rest.replace(/^(["'])(.*)\1$/, '$2'));
    } else if (command === 'sleep') {
      yield* sleep(context, Number(rest) || 0);
    } else if (command === 'exit' && rest !== '0') {
      throw new StepFailure(Number(rest) || 1, `exit ${rest}`);
    } else if (command === 'exit') {
      return;
    }
  }
}

/** The program of an inline taskSpec; params are known when it runs. */
export function shellProgram(spec: TaskSpec): TaskProgram {
  return {
    spec,
    steps: spec.steps.map((step) => (context) => {
      const params = spec.params ?? [];
      const values: Variables = new Map(
        params.map((p) => [`params.${p.name}`, context.param(p.name) ?? p.default ?? ''] as const)
      );
      return script(
        context,
        substituteText(step.script ?? [...(step.command ?? []), ...(step.args ?? [])].join(' '), values)
      );
    }),
  };
}
