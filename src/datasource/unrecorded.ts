/** Which runs Grafana has no annotation of. */
import type { AnnotationEvent } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';

import { markedUid, RUN_TAG } from '../domain/runAnnotation';

/** More annotations of runs than this in one range are not looked through: some runs may then be drawn twice. */
const LIMIT = 1000;

/** The events whose run has no annotation at its time. Where Grafana does not say, all: rather twice than not at all. */
export async function unrecorded(events: AnnotationEvent[]): Promise<AnnotationEvent[]> {
  if (events.length === 0) {
    return events;
  }
  const recorded = await recordedUids(
    Math.min(...events.map(({ time = 0 }) => time)),
    Math.max(...events.map(({ time = 0, timeEnd = time }) => timeEnd))
  ).catch(() => new Set<string>());
  return events.filter((event) => {
    const uid = markedUid(event);
    return uid === undefined || !recorded.has(uid);
  });
}

/** @param from epoch ms, as `to` */
async function recordedUids(from: number, to: number): Promise<Set<string>> {
  const { data } = await lastValueFrom(
    getBackendSrv().fetch<Array<{ tags?: string[]; text?: string }> | null>({
      url: '/api/annotations',
      params: { tags: [RUN_TAG], type: 'annotation', limit: LIMIT, from, to },
      showErrorAlert: false,
    })
  );
  return new Set((data ?? []).flatMap((mark) => markedUid(mark) ?? []));
}
