/** Grafana's annotations from Node, and a webhook: JSON over HTTP, with a token from a file. */
import { annotationStore, type AnnotationStore } from '../src/annotations/annotationApi';
import { clusterTag, type RunLinks } from '../src/domain/runAnnotation';
import { experimentDashboardPath, runPath } from '../src/routes';
import { isErrorPage, UserError } from '../src/shared/errors';

const ANSWER_WITHIN_MS = 30_000;
const MOST_WORDS = 300;

export interface GrafanaAccess {
  /** As people call it: with the path that it is served under, which links need. */
  url: URL;
  /** Asked for each time: a token may be renewed in its file. */
  token: () => string;
  /** Name of this cluster, where several are kept in one Grafana and it is not the first. */
  cluster?: string;
}

/** The same store as a browser's, as a service account. */
export function grafanaFromNode({ url, token, cluster }: GrafanaAccess): AnnotationStore {
  const root = url.href.replace(/\/+$/, '');
  return annotationStore({
    clusterTag: () => (cluster === undefined ? undefined : clusterTag(cluster)),
    send: async (method, path, { params = {}, data }) => {
      const query = new URLSearchParams(
        Object.entries(params).flatMap(([name, value]) => [value].flat().map((one) => [name, String(one)]))
      ).toString();
      const address = `${root}${path}${query === '' ? '' : `?${query}`}`;
      const text = await request(address, method, { data, token: token(), who: 'Grafana' });
      return text === '' ? null : (JSON.parse(text) as unknown);
    },
  });
}

export function linksOf({ url }: Pick<GrafanaAccess, 'url'>): RunLinks {
  const base = url.pathname.replace(/\/+$/, '');
  return {
    run: (ref) => `${base}${runPath(ref)}`,
    charts: (span) => `${base}${experimentDashboardPath(span)}`,
  };
}

/** @throws UserError unless the answer says that it was taken */
export async function post(url: URL, data: unknown): Promise<void> {
  await request(url.href, 'POST', { data, who: 'the webhook' });
}

interface Sent {
  data?: unknown;
  token?: string;
  /** In the words of an error. */
  who: string;
}

async function request(url: string, method: string, { data, token, who }: Sent): Promise<string> {
  const headers = {
    accept: 'application/json',
    ...(data === undefined ? {} : { 'content-type': 'application/json' }),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const body = data === undefined ? undefined : JSON.stringify(data);
  let response: Response;
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    response = await fetch(url, { method, headers, body, signal, redirect: 'manual' });
  } catch (error) {
    throw failure(who, `no connection to ${new URL(url).host}: ${reason(error)}`);
  }
  const text = await response.text();
  if (!response.ok) {
    const words = isErrorPage(text) ? '' : text.trim().slice(0, MOST_WORDS);
    throw failure(who, `HTTP ${response.status}${words === '' ? '' : `: ${words}`}`, response.status);
  }
  return text;
}

const failure = (who: string, message: string, status?: number): UserError =>
  new UserError({
    title: `${who} did not take it`,
    message,
    nextStep: 'It is tried again.',
    status,
    transient: status === undefined || status === 429 || status >= 500,
  });

function reason(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}
