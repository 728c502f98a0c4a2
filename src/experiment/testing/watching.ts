/** The reconciler at work on a cluster and a Grafana in memory, and runs for it. */
import type { AnnotationStore } from '../../annotations/store';
import type { RunLinks } from '../../domain/runAnnotation';
import type { Run } from '../../domain/run';
import type { UserError } from '../../shared/errors';
import { reconcileAnnotations } from '../annotationReconciler';
import { formRequest, formValues } from '../form/model';
import { MemoryTekton } from './memoryTekton';
import { everyKind } from './samples';

export const links: RunLinks = { run: ({ name }) => `/runs/${name}` };

export async function someRun(change: Partial<Run> = {}): Promise<Run> {
  const pipeline = everyKind();
  const values = formValues(pipeline);
  values.params[0] = { ...values.params[0]!, text: 'stair' };
  const run = await new MemoryTekton([], [pipeline]).createRun(
    formRequest(values, pipeline, `run-${Math.random()}`.replace('.', '')),
    { startedBy: 'ana' }
  );
  return { ...run, phase: 'running', startedAt: Date.now(), ...change };
}

export function watch(cluster: MemoryTekton, store: AnnotationStore) {
  const errors: Array<UserError | undefined> = [];
  const left: number[] = [];
  let written = 0;
  const stop = reconcileAnnotations({
    api: cluster,
    store,
    links,
    onWritten: () => written++,
    onError: (e) => errors.push(e),
    onLeft: (runs) => left.push(runs),
  });
  return { stop, errors, left, written: () => written };
}

/** Runs that ended in the last hours, newest first. */
export async function past(count: number): Promise<Run[]> {
  const one = await someRun();
  return Array.from({ length: count }, (_, i) => {
    const createdAt = Date.now() - (i + 1) * 60_000;
    const name = `run-${i}`;
    return {
      ...one,
      name,
      uid: `uid-${i}`,
      createdAt,
      startedAt: createdAt,
      finishedAt: createdAt + 60_000,
      phase: 'succeeded',
    };
  });
}
