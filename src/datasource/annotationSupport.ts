/** Runs as annotations on any dashboard, read when it is looked at: nothing is written. */
import type { AnnotationEvent, AnnotationQuery, AnnotationSupport, DataFrame } from '@grafana/data';
import { from, of } from 'rxjs';

import { isTerminal, RUN_PHASES, type RunPhase } from '../domain/run';
import { runTags } from '../domain/runAnnotationTags';
import { uidComment } from '../domain/runAnnotationText';
import { phaseColor, runUrl } from './frames';
import { QueryEditor } from './QueryEditor';
import type { TektonQuery } from './types';
import { unrecorded } from './unrecorded';

type RunsQuery = Extract<TektonQuery, { queryType: 'runs' }>;

export function annotationSupport(): AnnotationSupport<TektonQuery> {
  return {
    QueryEditor,
    getDefaultQuery: () => ({ queryType: 'runs' }),
    prepareQuery: (annotation: AnnotationQuery<TektonQuery>): TektonQuery => {
      const target = annotation.target as RunsQuery | undefined;
      return { ...target, refId: target?.refId ?? 'Anno', queryType: 'runs' };
    },
    processEvents: ({ target }, frames) => {
      const events = frames.flatMap((frame) => annotationEvents(frame));
      return (target as RunsQuery | undefined)?.unrecorded === true ? from(unrecorded(events)) : of(events);
    },
  };
}

/** The rows of the query `runs` as regions, with the tags that the plugin's own annotations carry: filters find both. */
export function annotationEvents(frame: DataFrame): AnnotationEvent[] {
  const column = (name: string): unknown[] => frame.fields.find((field) => field.name === name)?.values ?? [];
  const [started, finished, planned] = [column('started'), column('finished'), column('planned')];
  const text = (name: string, i: number) => String(column(name)[i] ?? '');
  return Array.from({ length: frame.length }, (_, i): AnnotationEvent => {
    const run = { namespace: text('namespace', i), name: text('name', i) };
    const phase = RUN_PHASES.find((p) => p === text('phase', i)) ?? 'running';
    const time = Number(started[i]);
    const timeEnd = regionEnd(time, finished[i], planned[i], phase);
    const experiment = text('experiment', i);
    return {
      time,
      timeEnd,
      isRegion: timeEnd > time,
      color: phaseColor(phase),
      tags: runTags({ ...run, experiment }, phase),
      text: `${escapeHtml(experiment || run.name)} · ${phase} · <a href="${escapeHtml(runUrl(run))}">${escapeHtml(run.name)}</a>${uidComment(text('uid', i))}`,
    };
  });
}

function regionEnd(start: number, finished: unknown, plannedSeconds: unknown, phase: RunPhase): number {
  if (typeof finished === 'number') {
    return finished;
  }
  const planned = typeof plannedSeconds === 'number' && !isTerminal(phase) ? plannedSeconds * 1000 : 0;
  return start + planned;
}

/** Grafana shows an annotation's text as (sanitised) HTML; text from the cluster is text. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}
