/** What a click on Start does: check, create once, mark it on the charts at once. */
import { t } from '../i18n/t';
import type { AnnotationStore } from '../annotations/store';
import type { TektonApi } from '../datasource/types';
import type { RunLinks } from '../domain/runAnnotation';
import type { Pipeline, RunRequest } from '../domain/pipeline';
import type { Run } from '../domain/run';
import { validateRequest } from '../kube/validate';
import { toUserError, UserError } from '../shared/errors';
import { annotateRun } from './annotateRun';

export interface StartOptions {
  api: Pick<TektonApi, 'createRun'>;
  /** With its name: the same request sent again cannot start a second run. */
  request: RunRequest & { name: string };
  pipeline?: Pipeline;
  /** Grafana login. */
  startedBy: string;
  /** Without it no annotation is written. */
  annotations?: { store: AnnotationStore; links: RunLinks; onWritten: () => void };
  /** Cluster's clock minus browser's clock, ms. */
  clockSkewMs: number;
}

export interface Started {
  run: Run;
  /** Settles once the annotation is written, with why when it is not. The run continues either way. */
  annotated: Promise<UserError | undefined>;
}

/** @throws UserError when the request is not right, or when the API refused it; then nothing was started */
export async function startRun({
  api,
  request,
  pipeline,
  startedBy,
  annotations,
  clockSkewMs,
}: StartOptions): Promise<Started> {
  const problem = validateRequest(request, pipeline).find(({ severity }) => severity === 'error');
  if (problem) {
    throw new UserError({
      title: t('errors.start.run-was-not', 'The run was not started'),
      message: problem.message,
      nextStep: t('errors.start.go-back-to', 'Go back to the form and change it there.'),
    });
  }
  const run = await api.createRun(request, { startedBy });
  return { run, annotated: annotations ? annotate(run, annotations, clockSkewMs) : Promise.resolve(undefined) };
}

async function annotate(
  run: Run,
  { store, links, onWritten }: NonNullable<StartOptions['annotations']>,
  clockSkewMs: number
): Promise<UserError | undefined> {
  try {
    await annotateRun(run, store, links, Date.now() + clockSkewMs);
    onWritten();
    return undefined;
  } catch (error) {
    const { message, status, transient } = toUserError(
      error,
      t('errors.start.annotation-was-not', 'The annotation was not written'),
      ''
    );
    return new UserError({
      title: t('errors.start.run-was-started', 'The run was started, but it is not marked on the charts'),
      message,
      nextStep: t('errors.start.marked-as-soon', 'It is marked as soon as Grafana accepts the annotation.'),
      status,
      transient,
      cause: error,
    });
  }
}
