import { useEffect, useState } from 'react';
import { fromEvent, lastValueFrom, takeUntil, timer } from 'rxjs';

import { assess } from '../readiness/assess';
import type { Findings } from '../readiness/findings';
import { ReadinessSession } from '../readiness/session';
import type { AppSettings } from '../shared/appSettings';
import { sourcesOf, type ReadinessApi } from './sources';
import { keepSummary } from './summaries';

/** From the end of one round to the next, ms: an operator that installs takes minutes. */
const PAUSE_MS = 15_000;

/** What is known of the cluster; asked again while the page is visible. Undefined before the first answer. */
export function useReadiness(api: ReadinessApi, settings: AppSettings): Findings | undefined {
  const [findings, setFindings] = useState<Findings>();
  useEffect(() => {
    const abort = new AbortController();
    let latest: Findings | undefined;
    const session = new ReadinessSession(...sourcesOf(api, settings), (next) => {
      latest = next;
      setFindings(next);
    });
    void keepAsking(session, abort.signal, () => {
      if (latest) {
        keepSummary(settings, assess(latest));
      }
    });
    return () => abort.abort();
  }, [api, settings]);
  return findings;
}

async function keepAsking(session: ReadinessSession, signal: AbortSignal, onRound: () => void): Promise<void> {
  while (!signal.aborted) {
    if (document.visibilityState === 'visible') {
      await session.refresh(signal).then(onRound, () => undefined); // it rejects only for the abort
    }
    await lastValueFrom(timer(PAUSE_MS).pipe(takeUntil(fromEvent(signal, 'abort'))), { defaultValue: undefined });
  }
}
