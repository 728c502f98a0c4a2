/**
 * The rules API of a Prometheus, through Grafana: resource calls of the Prometheus data source pass any path on with the data
 * source's own authentication (grafana/grafana, `pkg/promlib/client/client.go`, QueryResource). A Viewer may.
 */
import { getBackendSrv } from '@grafana/runtime';
import { filter, fromEvent, lastValueFrom, startWith, take, takeUntil, timer, type Observable } from 'rxjs';

import { ALERT_GROUPS } from '../domain/alerts';

/** From the end of one question to the next, ms: the rules are evaluated as often. */
export const PAUSE_MS = 30_000;

const NAMES: readonly string[] = Object.values(ALERT_GROUPS);

/** An answer that has rules of this project, not yet decoded. */
export interface RulesAnswer {
  body: unknown;
  /** Epoch ms by this browser. */
  at: number;
}

/**
 * Asks again and again while the page is visible, until the signal aborts. It ends where there is nothing to be had: no such
 * API (Mimir without a ruler, a proxy that lets only queries pass), no right to it, no rules of this project.
 *
 * @param onAnswer gets undefined when nobody answers for the moment: what was said before may no longer hold
 */
export async function followAlertRules(
  uid: string,
  onAnswer: (answer: RulesAnswer | undefined) => void,
  signal: AbortSignal
): Promise<void> {
  while (!signal.aborted) {
    await first(visible(), signal);
    if (signal.aborted) {
      return;
    }
    const answer = await ask(uid, signal);
    if (signal.aborted || answer === 'none') {
      return;
    }
    onAnswer(answer);
    await first(timer(PAUSE_MS), signal);
  }
}

async function ask(uid: string, signal: AbortSignal): Promise<RulesAnswer | undefined | 'none'> {
  // Servers that know no group by its name send all; those that do send less.
  const query = NAMES.map((name) => `&rule_group[]=${name}`).join('');
  const url = `/api/datasources/uid/${encodeURIComponent(uid)}/resources/api/v1/rules?type=alert${query}`;
  try {
    const call = getBackendSrv().fetch({ url, showErrorAlert: false, abortSignal: signal });
    const answer = await first(call, signal);
    return isOurs(answer?.data) ? { body: answer?.data, at: Date.now() } : 'none';
  } catch (error) {
    const { status = 0 } = error as { status?: number };
    return status >= 400 && status < 500 && status !== 429 ? 'none' : undefined;
  }
}

function isOurs(body: unknown): boolean {
  const groups = (body as { data?: { groups?: unknown } } | undefined)?.data?.groups;
  return Array.isArray(groups) && groups.some((group: { name?: string } | null) => NAMES.includes(group?.name ?? ''));
}

/** Emits when the page can be seen: now, or once it comes to the front. */
const visible = (): Observable<unknown> =>
  fromEvent(document, 'visibilitychange').pipe(
    startWith(undefined),
    filter(() => document.visibilityState === 'visible')
  );

/** The first value; undefined when the signal aborts before it. */
const first = <T>(of: Observable<T>, signal: AbortSignal): Promise<T | undefined> =>
  lastValueFrom(of.pipe(take(1), takeUntil(fromEvent(signal, 'abort'))), { defaultValue: undefined });
