/** A request that a Pipeline accepts: its defaults, and something for what has none. */
import type { Pipeline, RunRequest } from '../../src/domain/pipeline';
import { encodeLoadStep } from '../../src/domain/loadSteps';
import { validateRequest } from '../../src/kube/validate';

export function defaultRequest(pipeline: Pipeline): RunRequest {
  const step = encodeLoadStep({
    name: 'only',
    delaySeconds: 0,
    durationSeconds: 60,
    rate: 0.1,
    promptTokens: 64,
    outputTokens: 64,
  });
  const request: RunRequest = {
    namespace: pipeline.namespace,
    pipeline: pipeline.name,
    generateName: 'contract-',
    params: pipeline.params
      .filter((param) => param.default === undefined || param.name === 'load-steps')
      .map(({ name, type }) => ({ name, value: type === 'array' ? [step] : type === 'object' ? {} : 'text' })),
    workspaces: pipeline.workspaces.filter((w) => !w.optional).map((w) => ({ name: w.name, kind: 'emptyDir' })),
  };
  const problems = validateRequest(request, pipeline);
  if (problems.length > 0) {
    throw new Error(problems.map((p) => `${p.field}: ${p.message}`).join('\n'));
  }
  return request;
}
