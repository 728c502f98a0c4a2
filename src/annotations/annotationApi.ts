/**
 * Grafana's annotation API as a place that keeps annotations: the same for a browser and for Node, whoever sends the
 * requests.
 *
 * The API is the legacy one (`/api/annotations`): it works in every supported Grafana, its successor is still alpha.
 */
import { isOfCluster, type AnnotationWrite, type RunAnnotation, type WantedAnnotation } from '../domain/runAnnotation';

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

/** What this plugin asks of a place that keeps annotations. Every promise settles in time, and fails with a UserError. */
export interface AnnotationStore {
  /** Organisation annotations, those that end last first. */
  list: (query: AnnotationQuery) => Promise<RunAnnotation[]>;
  /** Deleting or updating what is no longer there counts as done: another writer was faster. */
  apply: (write: AnnotationWrite) => Promise<void>;
}

export interface AnnotationAccess {
  /** The decoded body of an answer. @throws an error with the HTTP `status`, where there was an answer */
  send(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    content: { params?: Record<string, unknown>; data?: unknown }
  ): Promise<unknown>;
  /** The tag of annotations of a cluster; undefined where there is none. @param cluster the chosen one without it */
  clusterTag(cluster?: string): string | undefined;
}

interface AnnotationDto extends Omit<RunAnnotation, 'updatedAt'> {
  /** Epoch ms. */
  updated?: number;
  dashboardUID?: string | null;
}

const PATH = '/api/annotations';

export function annotationStore({ send, clusterTag }: AnnotationAccess): AnnotationStore {
  const body = ({ time, timeEnd, tags, text }: WantedAnnotation) => {
    const ofCluster = clusterTag();
    return { time, timeEnd, tags: ofCluster === undefined ? tags : [...tags, ofCluster], text };
  };
  return {
    async list({ tags, matchAny, from, to, limit = 100, cluster }) {
      const ofCluster = clusterTag(cluster);
      const params = {
        tags: ofCluster === undefined || matchAny ? tags : [...tags, ofCluster],
        limit,
        type: 'annotation',
        ...(matchAny ? { matchAny } : {}),
        ...(from !== undefined && to !== undefined ? { from, to } : {}),
      };
      const answer = (await send('GET', PATH, { params })) as AnnotationDto[] | null;
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

/** HTTP status of a failed answer; undefined when there was no answer. */
export function statusOf(error: unknown): number | undefined {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : undefined;
}
