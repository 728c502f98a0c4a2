/** Asking: each question has its own fate and its own time, and is asked again only where something changed. */
import { DecodeError } from '../domain/decodeError';
import { decodeWith, type Decoder } from '../kube/decoder';
import type { ListOf } from '../kube/listPath';
import { t } from '../i18n/t';
import type { Answer } from './answer';
import { Items } from './clusterObjects';
import type { Question } from './questions';

/** A list as it is read (`datasource/types`, ApiList). */
export interface ListRequest extends ListOf {
  asTable?: boolean;
}

/** Who reads the Kubernetes API: the data source in a browser, the command's client in Node. */
export interface Reader {
  read(what: 'version' | 'groups' | ListRequest, signal?: AbortSignal): Promise<unknown>;
  changedSince(list: ListRequest, resourceVersion: string, signal?: AbortSignal): Promise<boolean>;
}

/** A question that hangs is given up after this long, ms: the others do not wait for it. */
const PATIENCE_MS = 10_000;

/** An answer that is kept, and from which moment it is. */
export interface Kept<T> {
  answer: Answer<T>;
  resourceVersion?: string;
}

/**
 * Any promise as an answer; never rejects, save when the signal aborts.
 *
 * @param right what the account of the cluster must be allowed; undefined where somebody else is asked, whose refusals are
 * told in their own words
 */
export async function answered<T>(
  right: string | undefined,
  ask: (signal: AbortSignal) => Promise<T>,
  outer: AbortSignal,
  patienceMs = PATIENCE_MS
): Promise<Answer<T>> {
  const own = new AbortController();
  const abort = () => own.abort(outer.reason);
  outer.addEventListener('abort', abort, { once: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Answer<T>>((resolve) => {
    timer = setTimeout(() => {
      resolve({
        kind: 'failed',
        message: t('readiness.ask.late', 'No answer within {{seconds}} s.', { seconds: patienceMs / 1000 }),
      });
      own.abort(new Error('late'));
    }, patienceMs);
  });
  const asked = ask(own.signal).then(
    (value): Answer<T> => ({ kind: 'found', value }),
    (error: unknown) => failure<T>(error, right)
  );
  try {
    const answer = await Promise.race([asked, late]);
    if (outer.aborted) {
      throw outer.reason;
    }
    return answer;
  } finally {
    clearTimeout(timer);
    outer.removeEventListener('abort', abort);
  }
}

function failure<T>(error: unknown, right: string | undefined): Answer<T> {
  const { status, message, nextStep } = error as { status?: number; message?: string; nextStep?: string };
  if (status === 403 && right !== undefined) {
    return { kind: 'forbidden', right };
  }
  if (status === 404 && right !== undefined) {
    return { kind: 'absent', message: t('readiness.ask.absent', 'The cluster does not serve it.') };
  }
  const text =
    error instanceof DecodeError
      ? t('readiness.ask.unreadable', 'The answer cannot be read: {{why}}', { why: error.message })
      : message;
  return { kind: 'failed', message: text || String(error), ...(nextStep ? { next: nextStep } : {}) };
}

/**
 * A list, or what is kept of it where nothing has changed since.
 *
 * @param served versions of the group that the cluster serves; undefined when that is not known
 */
export async function askList<T>(
  reader: Reader,
  { group, versions, resource, item, labelSelector, name }: Question<T>,
  where: { namespace?: string; served?: readonly string[]; kept?: Kept<T[]>; signal: AbortSignal }
): Promise<Kept<T[]>> {
  const version = where.served ? versions.find((one) => where.served?.includes(one)) : versions[0];
  if (version === undefined) {
    return { answer: { kind: 'absent', message: absentText(group, where.served ?? []) } };
  }
  const request = { group, version, resource, namespace: where.namespace, labelSelector, name };
  const { kept } = where;
  let resourceVersion = kept?.resourceVersion;
  const answer = await answered(
    `list ${resource}`,
    async (signal) => {
      if (
        kept?.answer.kind === 'found' &&
        resourceVersion &&
        !(await mayHaveChanged(reader, request, resourceVersion, signal))
      ) {
        return kept.answer.value;
      }
      const list = await reader.read(request, signal);
      resourceVersion = resourceVersionOf(list);
      return decodeWith(Items, list, resource).items.map((one) => decodeWith(item, one, resource));
    },
    where.signal
  );
  return answer.kind === 'found' ? { answer, resourceVersion } : { answer };
}

/** Who may list and not watch is told nothing of changes: the list is read again. */
async function mayHaveChanged(
  reader: Reader,
  request: ListRequest,
  resourceVersion: string,
  signal: AbortSignal
): Promise<boolean> {
  try {
    return await reader.changedSince(request, resourceVersion, signal);
  } catch (error) {
    if ((error as { status?: number }).status === 403) {
      return true;
    }
    throw error;
  }
}

/** A document that has no list's form. */
export function askDocument<T>(
  reader: Reader,
  what: 'version' | 'groups' | ListRequest,
  decoder: Decoder<T>,
  signal: AbortSignal
): Promise<Answer<T>> {
  const name = typeof what === 'string' ? what : what.resource;
  return answered(`list ${name}`, async (inner) => decodeWith(decoder, await reader.read(what, inner), name), signal);
}

function absentText(group: string, served: readonly string[]): string {
  return served.length === 0
    ? t('readiness.ask.no-group', 'The cluster does not serve {{group}}.', { group })
    : t(
        'readiness.ask.other-version',
        'The cluster serves {{group}} as {{versions}}, which this version does not know.',
        { group, versions: served.join(', ') }
      );
}

function resourceVersionOf(list: unknown): string | undefined {
  const version = (list as { metadata?: { resourceVersion?: unknown } } | null)?.metadata?.resourceVersion;
  return typeof version === 'string' && version !== '' ? version : undefined;
}
