/** A run in full, with the Pipeline's defaults from the Pipeline itself as long as Tekton has not resolved it. */
import type { Pipeline } from '../domain/pipeline';
import type { Run, RunRef } from '../domain/run';
import { decodeRun } from '../kube/decode';
import { translateError, type Call } from './errorTranslation';
import { readPaths } from './paths';

export interface RunReaderIo {
  get(path: string, call: Call, options: { signal?: AbortSignal }): Promise<unknown>;
  pipelines(namespace: string, signal?: AbortSignal): Promise<{ items: Pipeline[] }>;
  now(): number;
}

/** Pipelines change rarely, and a run is unresolved for seconds. */
const KEEP_MS = 60_000;

export class RunReader {
  private readonly kept = new Map<string, { at: number; pipelines: Promise<Pipeline[]> }>();

  constructor(private readonly io: RunReaderIo) {}

  /** @throws UserError */
  async read(ref: RunRef, signal?: AbortSignal): Promise<Run> {
    const call: Call = { verb: 'get', resource: 'pipelineruns', ...ref };
    const body = await this.io.get(readPaths.pipelineRun(ref.namespace, ref.name), call, { signal });
    try {
      const run = decodeRun(body);
      if (run.resolved || run.pipeline === undefined) {
        return run;
      }
      const pipelines = await this.pipelinesOf(run.namespace);
      return decodeRun(
        body,
        pipelines.find(({ name }) => name === run.pipeline)
      );
    } catch (error) {
      throw translateError(error, call);
    }
  }

  /** Empty where Pipelines may not be read: the run is then shown by what it gave itself. */
  private pipelinesOf(namespace: string): Promise<Pipeline[]> {
    const known = this.kept.get(namespace);
    if (known && this.io.now() - known.at < KEEP_MS) {
      return known.pipelines;
    }
    const pipelines = this.io.pipelines(namespace).then(
      ({ items }) => items,
      () => []
    );
    this.kept.set(namespace, { at: this.io.now(), pipelines });
    return pipelines;
  }
}
