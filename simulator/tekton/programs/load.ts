/** The load task: one GuideLLM instance, which waits for its turn and then sends requests at a constant rate. */
import { guidellmTables } from './guidellmTables';
import { SeenRequests } from './loadClient';
import { parseLoadStep, type GuideLlmRun } from './loadStep';
import { sleep, StepFailure, type StepScript, type TaskContext, type TaskProgram } from './program';

const PROGRESS_SECONDS = 10;

/** The step to run: a YAML text, or the plain params of the Pipeline with fixed steps. */
function plan(context: TaskContext): GuideLlmRun {
  const text = context.text('load-step');
  if (text !== '') {
    return parseLoadStep(text);
  }
  return parseLoadStep(
    JSON.stringify({
      name: context.taskRunName,
      delay: context.text('start-delay'),
      duration: context.text('max-seconds'),
      scenario: {
        profile: 'constant',
        rate: context.text('rate'),
        data: { prompt_tokens: context.text('prompt-tokens'), output_tokens: context.text('output-tokens') },
      },
    })
  );
}

function readPlan(context: TaskContext): GuideLlmRun {
  try {
    return plan(context);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.log('Traceback (most recent call last):');
    context.log(`guidellm.errors.ScenarioError: ${message}`);
    throw new StepFailure(1, message);
  }
}

export function* benchmark(context: TaskContext): StepScript {
  const run = readPlan(context);
  const target = { namespace: context.text('namespace') || context.namespace, name: context.text('deployment-name') };
  const known = context.world.workloads().some((w) => w.namespace === target.namespace && w.name === target.name);
  context.log(
    `Load step ${run.name}: ${run.rate} req/s for ${run.durationSeconds} s, starting in ${run.delaySeconds} s`
  );
  yield* sleep(context, run.delaySeconds);
  context.log(`Creating backend openai_http: target ${context.text('target-url')}, model ${context.text('model')}`);
  if (!known) {
    context.log('httpx.ConnectError: All connection attempts failed');
    throw new StepFailure(1, 'All connection attempts failed');
  }
  context.log(
    `Backend validated. Scenario: ${run.arrivals ?? 'constant'}@${run.rate}, data prompt_tokens=${run.promptTokens},output_tokens=${run.outputTokens}`
  );
  const id = `${context.run.metadata.uid}/${context.taskRunName}`;
  const startedAt = context.now();
  context.result('start-time', new Date(startedAt).toISOString());
  const seen = new SeenRequests(() => context.now() / 1000);
  context.world.startLoad({
    id,
    client: seen,
    target,
    rate: run.rate,
    promptTokens: run.promptTokens,
    outputTokens: run.outputTokens,
    ...(run.arrivals ? { arrivals: run.arrivals } : {}),
    ...(run.promptSpread ? { promptSpread: run.promptSpread } : {}),
    ...(run.outputSpread ? { outputSpread: run.outputSpread } : {}),
  });
  context.markLoad(target.name, context.text('test-name'));
  try {
    yield* progress(context, run, startedAt);
  } finally {
    // Runs at the end, at a failure and when the pod is deleted.
    seen.leave();
    context.world.stopLoad(id);
    seen.close();
    context.markLoad(target.name, undefined);
  }
  context.result('end-time', new Date(context.now()).toISOString());
  const span = { from: startedAt / 1000, to: context.now() / 1000 };
  guidellmTables(seen, run.arrivals ?? 'constant', span).forEach((line) => context.log(line));
  // The load task's own line: deploy/base/pipeline/scripts/load.py.
  const { completed, errored, incomplete } = seen;
  context.log(`${completed.length} requests succeeded, ${errored.length} failed, ${incomplete.length} incomplete`);
  context.log(`Saving benchmarks report to /workspace/shared-workspace/${context.run.metadata.name}/${run.name}.json`);
}

function* progress(context: TaskContext, run: GuideLlmRun, startedAt: number): StepScript {
  const until = startedAt + run.durationSeconds * 1000;
  let reported = startedAt;
  while (context.now() < until) {
    if (context.now() - reported >= PROGRESS_SECONDS * 1000) {
      reported = context.now();
      const elapsed = (reported - startedAt) / 1000;
      const percent = Math.floor((100 * elapsed) / run.durationSeconds);
      context.log(
        `[${'█'.repeat(percent / 5).padEnd(20, '░')}] ${String(percent).padStart(3)}% constant@${run.rate} ` +
          `sent ${Math.floor(run.rate * elapsed)} elapsed ${Math.round(elapsed)}s remaining ${Math.round(run.durationSeconds - elapsed)}s`
      );
    }
    yield;
  }
}

export const loadProgram: TaskProgram = {
  spec: {
    description: 'Runs one GuideLLM instance at a constant rate.',
    params: [
      { name: 'load-step', type: 'string', default: '', description: 'YAML {name, delay, duration, scenario}' },
      { name: 'start-delay', type: 'string', default: '0' },
      { name: 'max-seconds', type: 'string', default: '600' },
      { name: 'rate', type: 'string', default: '0.5' },
      { name: 'prompt-tokens', type: 'string', default: '1024' },
      { name: 'output-tokens', type: 'string', default: '2048' },
      { name: 'target-url', type: 'string' },
      { name: 'model', type: 'string' },
      { name: 'namespace', type: 'string', default: '' },
      { name: 'deployment-name', type: 'string' },
      { name: 'test-name', type: 'string', default: '' },
    ],
    results: [
      { name: 'start-time', type: 'string' },
      { name: 'end-time', type: 'string' },
    ],
    workspaces: [{ name: 'shared-workspace' }],
    steps: [{ name: 'guidellm', image: 'ghcr.io/vllm-project/guidellm:v0.5.1', command: ['guidellm', 'benchmark'] }],
  },
  steps: [benchmark],
};
