/** Events of a watch in Table form. */
import type { RunSummary } from '../../domain/run';
import { array, decodeWith, maybe, object, oneOf, string, unknown } from '../../kube/decoder';
import { decodeRunTable } from '../../kube/decode';
import { statusFailure } from '../httpFailure';

export type WatchEvent =
  | { kind: 'put'; run: RunSummary; resourceVersion: string }
  | { kind: 'remove'; run: RunSummary; resourceVersion: string }
  /** Nothing changed up to this version; or an event whose object could not be read. */
  | { kind: 'bookmark'; resourceVersion: string };

const Version = object({ metadata: maybe(object({ resourceVersion: maybe(string) })) });
const Event = object({ type: oneOf('ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR'), object: unknown });
const Versioned = object({
  metadata: maybe(object({ resourceVersion: maybe(string) })),
  rows: maybe(array(object({ object: maybe(Version) }))),
});

/**
 * One event.
 *
 * @param columns of the list that the watch continues from: events do not always repeat them
 * @throws HttpFailure for an `ERROR` event (410: the version is too old), DecodeError when it is no event
 */
export function decodeWatchEvent(value: unknown, columns: string[]): WatchEvent {
  const { type, object } = decodeWith(Event, value, 'watch event');
  if (type === 'ERROR') {
    throw statusFailure(object);
  }
  const { metadata, rows } = decodeWith(Versioned, object, 'watch event');
  // The row's object has the version of the change; a bookmark of a Table may have it at either place.
  const resourceVersion = rows?.[0]?.object?.metadata?.resourceVersion || metadata?.resourceVersion || '';
  const run = type === 'BOOKMARK' ? undefined : decodeRunTable(object, columns).runs[0];
  if (run === undefined) {
    return { kind: 'bookmark', resourceVersion };
  }
  return { kind: type === 'DELETED' ? 'remove' : 'put', run, resourceVersion };
}
