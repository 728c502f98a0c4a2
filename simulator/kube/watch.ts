/** Watches: one JSON line a change, bookmarks in between, 410 as an event when the past is no longer known. */
import type { KubeObject } from './objects';
import { writeHeaders, type Answer } from './respond';
import { ApiError, badRequest, type Status } from './status';
import type { Change, ResourceName, ResourceStore } from './store';
import { toTable, type IncludeObject } from './table';
import type { Representation } from './negotiate';

export interface WatchRequest {
  resource: ResourceName;
  apiVersion: string;
  kind: string;
  namespace: string;
  selects(object: KubeObject): boolean;
  /** Undefined or '0': begin with what there is. */
  resourceVersion: string;
  bookmarks: boolean;
  /** Wall-clock seconds. */
  timeoutSeconds: number;
  representation: Representation;
  include: IncludeObject;
}

type EventType = Change['type'] | 'BOOKMARK' | 'ERROR';

const MOST_BUFFERED_BYTES = 16 * 1024 * 1024;

/** What a watcher with a selector sees of a change: entering is ADDED, leaving is DELETED. */
export function selectedChange(
  change: Change,
  selects: (object: KubeObject) => boolean
): { type: Change['type']; object: KubeObject } | undefined {
  const is = change.type !== 'DELETED' && selects(change.object);
  const was = change.previous !== undefined && selects(change.previous);
  if (change.type === 'DELETED') {
    return was ? { type: 'DELETED', object: change.object } : undefined;
  }
  if (is) {
    return { type: was ? 'MODIFIED' : 'ADDED', object: change.object };
  }
  // The object is sent as it was, with the revision at which it left.
  const { previous, object } = change;
  return was && previous
    ? {
        type: 'DELETED',
        object: { ...previous, metadata: { ...previous.metadata, resourceVersion: object.metadata.resourceVersion } },
      }
    : undefined;
}

/** Ends with the client, with the timeout, or with `stop`. */
export function serveWatch(
  store: ResourceStore,
  request: WatchRequest,
  answer: Answer,
  bookmarkSeconds: number
): { stop(): void } {
  const { res } = answer;
  let headers = true;
  const send = (type: EventType, object: KubeObject | Status) => {
    if (res.writableEnded) {
      return; // cut off half-way through what there is
    }
    const wrapped =
      request.representation === 'table' && type !== 'ERROR'
        ? toTable(
            request.resource,
            [object as KubeObject],
            { resourceVersion: (object as KubeObject).metadata.resourceVersion },
            { include: request.include, now: answer.now(), headers }
          )
        : object;
    headers = false;
    res.write(`${JSON.stringify({ type, object: wrapped })}\n`);
    if (res.writableLength > MOST_BUFFERED_BYTES) {
      stop(); // a client that does not read is cut off, as the API server does
    }
  };
  const forward = (change: Change) => {
    if (change.resource === request.resource && change.object.metadata.namespace === request.namespace) {
      const seen = selectedChange(change, request.selects);
      if (seen) {
        send(seen.type, seen.object);
      }
    }
  };
  const bookmark = () => send('BOOKMARK', bookmarkOf(request, store.currentRevision()));

  writeHeaders(answer, 200, 'application/json;stream=watch', { 'Transfer-Encoding': 'chunked' });
  res.flushHeaders();
  let unsubscribe = () => {};
  const timers: NodeJS.Timeout[] = [];
  const stop = () => {
    unsubscribe();
    timers.forEach(clearInterval);
    res.end();
  };
  try {
    begin(store, request, forward, send);
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    send('ERROR', error.toStatus());
    stop();
    return { stop };
  }
  if (res.writableEnded) {
    return { stop };
  }
  unsubscribe = store.subscribe(forward);
  timers.push(
    setTimeout(() => {
      if (request.bookmarks) {
        bookmark();
      }
      stop();
    }, request.timeoutSeconds * 1000)
  );
  if (request.bookmarks) {
    timers.push(setInterval(bookmark, bookmarkSeconds * 1000));
  }
  res.on('close', stop);
  return { stop };
}

function begin(
  store: ResourceStore,
  { resource, namespace, selects, resourceVersion }: WatchRequest,
  forward: (change: Change) => void,
  send: (type: EventType, object: KubeObject) => void
): void {
  if (resourceVersion === '' || resourceVersion === '0') {
    store
      .list(resource, namespace)
      .filter(selects)
      .forEach((object) => send('ADDED', object));
  } else {
    store.since(Number(resourceVersion)).forEach(forward);
  }
}

function bookmarkOf({ apiVersion, kind }: WatchRequest, revision: number): KubeObject {
  return {
    apiVersion,
    kind,
    metadata: { resourceVersion: String(revision), creationTimestamp: null },
  } as unknown as KubeObject;
}

/** Throws a 400 for a resourceVersion that is no number. */
export function checkedResourceVersion(text: string | null): string {
  if (text !== null && !/^\d*$/.test(text)) {
    throw badRequest(
      `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`
    );
  }
  return text ?? '';
}
