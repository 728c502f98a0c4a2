/** Grafana's annotation API from a browser, with the rights of who looks. */
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom, throwError, timeout } from 'rxjs';

import { t } from '../i18n/t';
import { annotationClusterTag } from '../shared/clusterTag';
import { messageOf, UserError } from '../shared/errors';
import { annotationStore, statusOf } from './annotationApi';

export type { AnnotationQuery, AnnotationStore } from './annotationApi';

/** A request that takes longer, ms, has failed: a server that hangs would else hold up all writes of a browser tab. */
export const ANSWER_WITHIN_MS = 30_000;

export const grafanaAnnotations = annotationStore({ send, clusterTag: annotationClusterTag });

async function send(
  method: string,
  url: string,
  options: { params?: Record<string, unknown>; data?: unknown }
): Promise<unknown> {
  try {
    const response = await lastValueFrom(
      getBackendSrv()
        .fetch<unknown>({ method, url, ...options, showErrorAlert: false, showSuccessAlert: false })
        .pipe(timeout({ first: ANSWER_WITHIN_MS, with: () => throwError(tooSlow) }))
    );
    return response.data;
  } catch (error) {
    throw explain(error, method);
  }
}

function tooSlow(): Error {
  return new Error(
    t('errors.annotations.no-answer', 'Grafana did not answer within {{seconds}} seconds.', {
      seconds: ANSWER_WITHIN_MS / 1000,
    })
  );
}

function explain(error: unknown, method: string): UserError {
  const status = statusOf(error);
  const reads = method === 'GET';
  return new UserError({
    title: reads
      ? t('errors.annotations.not-read', "Grafana did not read the run's annotation")
      : t('errors.annotations.not-written', "Grafana did not write the run's annotation"),
    message: messageOf(error),
    nextStep:
      status === 401 || status === 403
        ? reads
          ? t(
              'errors.annotations.no-right-to-read',
              'The run itself is not affected. Ask an administrator for the right to read organisation annotations.'
            )
          : t(
              'errors.annotations.no-right-to-write',
              'The run itself is not affected. Ask an administrator for the right to write organisation annotations.'
            )
        : t(
            'errors.annotations.run-itself-not',
            'The run itself is not affected. The annotation is tried again while this page is open, and when it is next opened.'
          ),
    status,
    transient: status === undefined || status === 429 || status >= 500,
    cause: error,
  });
}
