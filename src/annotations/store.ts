/**
 * The one adapter to Grafana's annotation API.
 *
 * The API is the legacy one (`/api/annotations`): it works in every supported Grafana, its successor is still alpha.
 */
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom, throwError, timeout } from 'rxjs';

import { isOfCluster, type AnnotationWrite, type RunAnnotation, type WantedAnnotation } from '../domain/runAnnotation';
import { t } from '../i18n/t';
import { annotationClusterTag } from '../shared/clusterTag';
import { messageOf, UserError } from '../shared/errors';

export interface AnnotationQuery {
  /** All of them have to be on an annotation; with `matchAny` one of them. */
  tags: string[];
  matchAny?: true;
  /** Epoch ms; both or neither. Regions that overlap the span count. */
  from?: number;
  to?: number;
  limit?: number;
  /** Whose annotations are meant, where that is not the chosen cluster. */
  cluster?: string;
}

/** A request that takes longer, ms, has failed: a server that hangs would else hold up all writes of a browser tab. */
export const ANSWER_WITHIN_MS = 30_000;

/** What this plugin asks of a place that keeps annotations. Every promise settles in time, and fails with a UserError. */
export interface AnnotationStore {
  /** Organisation annotations, those that end last first. */
  list: (query: AnnotationQuery) => Promise<RunAnnotation[]>;
  /** Deleting or updating what is no longer there counts as done: another writer was faster. */
  apply: (write: AnnotationWrite) => Promise<void>;
}

interface AnnotationDto extends Omit<RunAnnotation, 'updatedAt'> {
  /** Epoch ms. */
  updated?: number;
  dashboardUID?: string | null;
}

const PATH = '/api/annotations';

export const grafanaAnnotations: AnnotationStore = {
  async list({ tags, matchAny, from, to, limit = 100, cluster }) {
    const ofCluster = annotationClusterTag(cluster);
    const params = {
      tags: ofCluster === undefined || matchAny ? tags : [...tags, ofCluster],
      limit,
      type: 'annotation',
      ...(matchAny ? { matchAny } : {}),
      ...(from !== undefined && to !== undefined ? { from, to } : {}),
    };
    const answer = await send<AnnotationDto[] | null>('GET', PATH, { params });
    return (answer ?? [])
      .filter((dto) => !dto.dashboardUID)
      .map(decode)
      .filter((one) => isOfCluster(one.tags, ofCluster))
      .map((one) => ({ ...one, tags: one.tags.filter((tag) => tag !== ofCluster) }));
  },

  async apply(write) {
    try {
      switch (write.kind) {
        case 'create':
          await send('POST', PATH, { data: body(write.annotation) });
          return;
        case 'update':
          // Grafana leaves out of a PATCH what is empty, so every field is sent, and none is ever empty.
          await send('PATCH', `${PATH}/${write.id}`, { data: body(write.annotation) });
          return;
        case 'delete':
          await send('DELETE', `${PATH}/${write.id}`, {});
          return;
      }
    } catch (error) {
      if (write.kind === 'create' || statusOf(error) !== 404) {
        throw error;
      }
    }
  },
};

function body({ time, timeEnd, tags, text }: WantedAnnotation) {
  const ofCluster = annotationClusterTag();
  return { time, timeEnd, tags: ofCluster === undefined ? tags : [...tags, ofCluster], text };
}

function decode(dto: AnnotationDto): RunAnnotation {
  const time = Number(dto.time);
  return {
    id: Number(dto.id),
    time,
    timeEnd: Number(dto.timeEnd) || time,
    tags: Array.isArray(dto.tags) ? dto.tags.map(String) : [],
    text: String(dto.text ?? ''),
    updatedAt: Number(dto.updated) || undefined,
  };
}

async function send<T>(
  method: string,
  url: string,
  options: { params?: Record<string, unknown>; data?: unknown }
): Promise<T> {
  try {
    const response = await lastValueFrom(
      getBackendSrv()
        .fetch<T>({ method, url, ...options, showErrorAlert: false, showSuccessAlert: false })
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

function statusOf(error: unknown): number | undefined {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : undefined;
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
