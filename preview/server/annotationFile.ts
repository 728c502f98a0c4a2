/**
 * Annotations with the semantics of Grafana's legacy API, kept in a file.
 *
 * https://grafana.com/docs/grafana/latest/developers/http_api/annotations/ and pkg/services/annotations in
 * grafana/grafana.
 */
import { HttpError } from './http';
import { JsonFile } from './store';
import type { User } from './users';

export interface StoredAnnotation {
  id: number;
  dashboardUID?: string;
  panelId?: number;
  userId: number;
  login: string;
  /** Epoch ms. */
  time: number;
  timeEnd: number;
  created: number;
  updated: number;
  tags: string[];
  text: string;
}

interface State {
  nextId: number;
  annotations: StoredAnnotation[];
}

/** Grafana stores tags as one JSON text in a column of this width. */
const MAX_TAGS_JSON = 500;

export class AnnotationFile {
  private readonly file: JsonFile<State>;

  constructor(path: string) {
    this.file = new JsonFile<State>(path, { nextId: 1, annotations: [] });
  }

  /**
   * Annotations that overlap the range, newest first. Tags must all be there unless `matchAny`; with `type=annotation` or
   * without it there is no difference here, since the preview has no alerts.
   */
  find(query: URLSearchParams): Array<Record<string, unknown>> {
    const from = integer(query.get('from'));
    const to = integer(query.get('to'));
    const limit = integer(query.get('limit')) || 100;
    const id = integer(query.get('annotationId'));
    const tags = query.getAll('tags').filter((tag) => tag !== '');
    const matchAny = query.get('matchAny') === 'true';
    const dashboardUID = query.get('dashboardUID') ?? '';
    const panelId = integer(query.get('panelId'));
    return this.file
      .get()
      .annotations.filter(
        (item) =>
          (id === 0 || item.id === id) &&
          // Both ends are needed for a range to count.
          (from === 0 || to === 0 || (item.time <= to && item.timeEnd >= from)) &&
          (dashboardUID === '' || item.dashboardUID === dashboardUID) &&
          (panelId === 0 || item.panelId === panelId) &&
          (tags.length === 0 ||
            (matchAny ? tags.some((tag) => hasTag(item, tag)) : tags.every((tag) => hasTag(item, tag))))
      )
      .sort((a, b) => b.timeEnd - a.timeEnd || b.time - a.time)
      .slice(0, limit)
      .map(toWire);
  }

  get(id: number): Record<string, unknown> {
    return toWire(this.require(id));
  }

  create(body: Record<string, unknown>, user: User): number {
    const text = stringOf(body.text);
    if (text === '') {
      throw new HttpError(400, 'Failed to save annotation', { error: 'text field should not be empty' });
    }
    const now = Date.now();
    const time = integer(body.time) || now;
    const timeEnd = integer(body.timeEnd) || time;
    const state = this.file.get();
    const annotation: StoredAnnotation = {
      id: state.nextId,
      dashboardUID: typeof body.dashboardUID === 'string' && body.dashboardUID !== '' ? body.dashboardUID : undefined,
      panelId: integer(body.panelId) || undefined,
      userId: user.id,
      login: user.login,
      ...ordered(time, timeEnd),
      created: now,
      updated: now,
      tags: tagsOf(body.tags),
      text,
    };
    this.file.set({ nextId: state.nextId + 1, annotations: [...state.annotations, annotation] });
    return annotation.id;
  }

  /** PUT: every field is replaced; a `timeEnd` that is missing makes a point. */
  replace(id: number, body: Record<string, unknown>): void {
    const old = this.require(id);
    const time = integer(body.time) || old.time;
    const timeEnd = integer(body.timeEnd) || time;
    this.save({
      ...old,
      ...ordered(time, timeEnd),
      text: stringOf(body.text),
      tags: tagsOf(body.tags),
      updated: Date.now(),
    });
  }

  /** PATCH: fields that are empty are as good as not sent. */
  change(id: number, body: Record<string, unknown>): void {
    const old = this.require(id);
    const text = stringOf(body.text);
    const time = integer(body.time) || old.time;
    const timeEnd = integer(body.timeEnd) || old.timeEnd;
    this.save({
      ...old,
      ...ordered(time, timeEnd),
      text: text === '' ? old.text : text,
      // An empty list does remove all tags: only a list that is not there is ignored.
      tags: Array.isArray(body.tags) ? tagsOf(body.tags) : old.tags,
      updated: Date.now(),
    });
  }

  remove(id: number): void {
    this.require(id);
    const state = this.file.get();
    this.file.set({ ...state, annotations: state.annotations.filter((item) => item.id !== id) });
  }

  /** Tags in use with their counts, as `/api/annotations/tags` lists them. */
  tags(filter: string): Array<{ tag: string; count: number }> {
    const counts = new Map<string, number>();
    for (const tag of this.file.get().annotations.flatMap((item) => item.tags)) {
      if (tag.includes(filter)) {
        counts.set(tag, (counts.get(tag) ?? 0) + 1);
      }
    }
    return [...counts].map(([tag, count]) => ({ tag, count })).sort((a, b) => a.tag.localeCompare(b.tag));
  }

  private require(id: number): StoredAnnotation {
    const found = this.file.get().annotations.find((item) => item.id === id);
    if (found === undefined) {
      throw new HttpError(404, 'Annotation not found');
    }
    return found;
  }

  private save(changed: StoredAnnotation): void {
    const state = this.file.get();
    this.file.set({
      ...state,
      annotations: state.annotations.map((item) => (item.id === changed.id ? changed : item)),
    });
  }
}

/** Grafana keeps a tag as key and value: a queried `key` without a value also finds `key:value`. */
function hasTag(annotation: StoredAnnotation, tag: string): boolean {
  const [key, value] = split(tag);
  return annotation.tags.some((own) => {
    const [ownKey, ownValue] = split(own);
    return ownKey === key && (value === '' || ownValue === value);
  });
}

function split(tag: string): [string, string] {
  const colon = tag.indexOf(':');
  return colon === -1 ? [tag, ''] : [tag.slice(0, colon), tag.slice(colon + 1)];
}

function tagsOf(value: unknown): string[] {
  const tags = Array.isArray(value) ? value.map(String) : [];
  const unique = [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))];
  if (JSON.stringify(unique).length > MAX_TAGS_JSON) {
    throw new HttpError(400, 'Failed to save annotation', { error: 'tags length exceeds the maximum allowed' });
  }
  return unique;
}

function ordered(time: number, timeEnd: number): { time: number; timeEnd: number } {
  return timeEnd < time ? { time: timeEnd, timeEnd: time } : { time, timeEnd };
}

function toWire(item: StoredAnnotation): Record<string, unknown> {
  return {
    id: item.id,
    alertId: 0,
    alertName: '',
    dashboardId: 0,
    dashboardUID: item.dashboardUID ?? null,
    panelId: item.panelId ?? 0,
    userId: item.userId,
    newState: '',
    prevState: '',
    created: item.created,
    updated: item.updated,
    time: item.time,
    timeEnd: item.timeEnd,
    text: item.text,
    tags: item.tags,
    login: item.login,
    email: `${item.login}@localhost`,
    avatarUrl: '',
    data: {},
  };
}

function integer(value: unknown): number {
  const number = typeof value === 'number' ? value : Number.parseInt(String(value ?? ''), 10);
  return Number.isFinite(number) ? Math.trunc(number) : 0;
}

function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
