/**
 * Keeps the runs of one namespace current: list once, then watch from the list's version on; poll where a watch is not
 * available. A poll is a watch of a second, so it too moves only what changed.
 */
import { filter, fromEvent, lastValueFrom, map, merge, takeUntil, timeout, type Observable } from 'rxjs';

import { t } from '../../i18n/t';
import { decodeRunTable } from '../../kube/decode';
import { isUserError, UserError } from '../../shared/errors';
import { translateError } from '../errorTranslation';
import { retryAfterSeconds, statusOf } from '../httpFailure';
import { JsonLines } from '../jsonLines';
import { backoff, type Pace } from './pace';
import type { RunIndex } from './runIndex';
import { decodeWatchEvent } from './watchEvents';

const PAGE_SIZE = 500;

/** Seconds; a server asked for a watch of this length ends it by itself. */
const WATCH_SECONDS = 300;
const POLL_SECONDS = 1;
/** Now and then a poll is long enough for the bookmark that the server sends 2 s before a watch's end. */
const BOOKMARK_POLL_SECONDS = 5;
const BOOKMARK_EVERY = 20;
/** Bookmarks come every minute: a watch that is silent for longer is held up by something on the way. */
const SILENT_MS = 90_000;
const POLL_MS = { first: 3_000, most: 15_000, hidden: 60_000 } as const;
const RETRY_MS = { first: 500, most: 60_000 } as const;
const WATCH_FAILURES_BEFORE_POLLING = 3;
const POLLS_BEFORE_WATCHING_AGAIN = 60;
/** A watch that ends sooner, and received nothing, did not work. */
const SHORT_WATCH_MS = 1_000;

/** What the sync asks of the cluster; implemented over HTTP, and by tests. */
export interface RunsIo {
  /** A page of the list, in Table form. */
  list(namespace: string, page: { limit: number; continue?: string }, signal: AbortSignal): Promise<unknown>;
  /** A watch in Table form, as bytes. */
  watch(namespace: string, from: { resourceVersion: string; timeoutSeconds: number }): Observable<Uint8Array>;
  /** The same, answered as one text when its time is over. */
  poll(
    namespace: string,
    from: { resourceVersion: string; timeoutSeconds: number },
    signal: AbortSignal
  ): Promise<string>;
}

export class NamespaceSync {
  state: 'loading' | 'live' | 'polling' | 'stale' = 'loading';
  error: UserError | undefined;
  /** When the runs were last known to be true; undefined before the first list is complete. */
  confirmedAt: number | undefined;

  private version: string | undefined;
  private columns: string[] = [];
  private watchFailures = 0;
  private polls = 0;
  private quietPolls = 0;
  private endPause: () => void = () => undefined;

  constructor(
    private readonly namespace: string,
    private readonly index: RunIndex,
    private readonly io: RunsIo,
    private readonly pace: Pace,
    private readonly mayWatch: boolean,
    private readonly changed: () => void
  ) {}

  /** Runs until aborted; never fails. Called again, it continues from the last known version. */
  async run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    while (!signal.aborted) {
      try {
        if (this.version === undefined) {
          await this.list(signal);
        }
        await this.follow(signal);
        failures = 0;
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        failures += 1;
        await this.recover(error, failures, signal);
      }
    }
  }

  /** Ends the pause after a failure, if there is one. */
  retry(): void {
    this.endPause();
  }

  private async recover(error: unknown, failures: number, signal: AbortSignal): Promise<void> {
    const failure = translateError(error, { verb: 'watch', resource: 'pipelineruns', namespace: this.namespace });
    const expired = failure.status === 410;
    // Without the right to watch, what is left is to list again.
    if (expired || failure.status === 403 || failure.status === 404) {
      this.version = undefined;
    }
    if (expired && failures === 1) {
      return;
    }
    this.state = 'stale';
    this.error = failure;
    this.changed();
    const asked = (retryAfterSeconds(failure) ?? 0) * 1000;
    await this.pause(Math.max(asked, backoff(failures, RETRY_MS.first, RETRY_MS.most, this.pace.random)), signal);
  }

  /** Over after a while, at once when aborted, and when somebody asks for a retry. */
  private async pause(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) {
      return;
    }
    const over = new AbortController();
    this.endPause = () => over.abort();
    signal.addEventListener('abort', this.endPause, { signal: over.signal });
    await this.pace.sleep(ms, over.signal);
    over.abort();
  }

  private async list(signal: AbortSignal): Promise<void> {
    const uids = new Set<string>();
    let page: string | undefined;
    let version: string | undefined;
    let unreadable = 0;
    do {
      const table = decodeRunTable(
        await this.io.list(this.namespace, { limit: PAGE_SIZE, continue: page }, signal),
        this.columns
      );
      this.columns = table.columns;
      version ??= table.resourceVersion;
      page = table.continue;
      unreadable += table.broken.length;
      for (const run of table.runs) {
        this.index.put(run);
        uids.add(run.uid);
      }
      this.changed();
    } while (page !== undefined);
    this.index.retain(this.namespace, uids);
    this.version = version;
    this.error = unreadable > 0 ? unreadableRows(this.namespace, unreadable) : undefined;
    this.confirm(this.watches() ? 'live' : 'polling');
  }

  private watches(): boolean {
    return this.mayWatch && !this.pace.hidden() && this.watchFailures < WATCH_FAILURES_BEFORE_POLLING;
  }

  private async follow(signal: AbortSignal): Promise<void> {
    if (this.state === 'stale' || this.confirmedAt === undefined) {
      await this.poll(signal); // a quiet watch would not tell whether all is well again
    }
    // An abort that came while the list was read has no listener left to tell: a watch would stay open.
    if (signal.aborted) {
      return;
    }
    if (this.watches()) {
      this.confirm('live');
      return this.watch(signal);
    }
    this.confirm('polling');
    await this.pace.sleep(this.pollDelay(), signal);
    if (!signal.aborted) {
      await this.poll(signal);
    }
  }

  private async watch(signal: AbortSignal): Promise<void> {
    const openedAt = this.pace.now();
    const timeoutSeconds = Math.round(WATCH_SECONDS * (0.8 + 0.2 * this.pace.random()));
    const lines = new JsonLines();
    let received = 0;
    const bytes = this.io.watch(this.namespace, { resourceVersion: this.version ?? '', timeoutSeconds });
    const over = merge(fromEvent(signal, 'abort'), this.pace.hiddenChanges.pipe(filter((hidden) => hidden)));
    try {
      await lastValueFrom(
        bytes.pipe(
          timeout({ each: SILENT_MS }),
          map((chunk) => (received += this.apply(lines.push(chunk)))),
          takeUntil(over)
        ),
        { defaultValue: 0 }
      );
    } catch (error) {
      // An expired version is no fault of the watch, and neither is a refusal that polling would meet too.
      if (isRefusal(error)) {
        throw error;
      }
      return this.watchFailed(received, signal);
    }
    if (received === 0 && !signal.aborted && !this.pace.hidden() && this.pace.now() - openedAt < SHORT_WATCH_MS) {
      return this.watchFailed(received, signal);
    }
    this.watchFailures = 0;
  }

  /** A cut: continue from the last version at once if the watch had worked, else a little later, by polling in the end. */
  private async watchFailed(received: number, signal: AbortSignal): Promise<void> {
    this.watchFailures = received > 0 ? 0 : this.watchFailures + 1;
    this.polls = 0;
    await this.pace.sleep(backoff(this.watchFailures, RETRY_MS.first, RETRY_MS.most, this.pace.random), signal);
  }

  private async poll(signal: AbortSignal): Promise<void> {
    this.polls += 1;
    const timeoutSeconds = this.polls % BOOKMARK_EVERY === 0 ? BOOKMARK_POLL_SECONDS : POLL_SECONDS;
    const text = await this.io.poll(this.namespace, { resourceVersion: this.version ?? '', timeoutSeconds }, signal);
    const received = this.apply(new JsonLines().push(new TextEncoder().encode(`${text}\n`)));
    this.quietPolls = received > 0 ? 0 : this.quietPolls + 1;
    if (this.polls >= POLLS_BEFORE_WATCHING_AGAIN) {
      this.watchFailures = 0;
    }
    this.error = undefined;
    this.confirm(this.watches() ? 'live' : 'polling');
  }

  private pollDelay(): number {
    return this.pace.hidden()
      ? POLL_MS.hidden
      : backoff(this.quietPolls / 4, POLL_MS.first, POLL_MS.most, this.pace.random);
  }

  /** Applies events in their order; what came before a broken one counts. Returns how many runs they touched. */
  private apply(values: unknown[]): number {
    let touched = 0;
    try {
      for (const value of values) {
        const event = decodeWatchEvent(value, this.columns);
        if (event.kind === 'put') {
          this.index.put(event.run);
        } else if (event.kind === 'remove') {
          this.index.remove(event.run);
        }
        touched += event.kind === 'bookmark' ? 0 : 1;
        this.version = event.resourceVersion || this.version;
      }
    } finally {
      if (touched > 0) {
        this.confirmedAt = this.pace.now();
        this.changed();
      }
    }
    return touched;
  }

  private confirm(state: 'live' | 'polling'): void {
    this.state = state;
    this.confirmedAt = this.pace.now();
    this.changed();
  }
}

function isRefusal(error: unknown): boolean {
  const status = isUserError(error) ? error.status : statusOf(error);
  return status !== undefined && status >= 400 && status < 500;
}

function unreadableRows(namespace: string, count: number): UserError {
  return new UserError({
    title: t('errors.runs.some-runs-cannot', 'Some runs cannot be read'),
    message: t(
      'errors.runs.runs-in-have',
      '{{number}} runs in {{namespace}} have a form that this plugin does not know.',
      { number: count, namespace }
    ),
    nextStep: t('errors.runs.look-at-them', 'Look at them with kubectl; the others are shown.'),
  });
}
