/** A run that is looked at: its phase in the window's title, and a notice when it ends, for whoever is elsewhere by then. */
import { AppEvents } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { useEffect, useRef } from 'react';

import { formatDuration } from '../domain/format';
import { listCache } from '../domain/moduleCaches';
import { PHASES } from '../domain/phase';
import { isTerminal, type Run } from '../domain/run';
import { t } from '../i18n/t';

export type Followed = Pick<Run, 'uid' | 'name' | 'phase' | 'startedAt' | 'finishedAt'>;

/** Uids of runs whose end has been said: however many views follow a run, it ends once. */
const said = new Set<string>();
listCache('notices', () => said.clear());

/**
 * Follows a run while it is mounted. A run that had ended when it came into view is no news.
 *
 * @param isTitled whether the window's title has its phase
 */
export function useEndNotice(run: Followed | undefined, isTitled = true): void {
  /** Uid of the run that was seen in progress. */
  const open = useRef<string>(undefined);
  const { uid, name, phase, startedAt, finishedAt } = run ?? {};
  useEffect(() => {
    if (uid === undefined || name === undefined || phase === undefined) {
      return undefined;
    }
    if (!isTerminal(phase)) {
      open.current = uid;
    } else if (open.current === uid && !said.has(uid)) {
      said.add(uid);
      sayEnd({ uid, name, phase, startedAt, finishedAt });
    }
    return isTitled && open.current === uid ? titled(PHASES[phase].label()) : undefined;
  }, [uid, name, phase, startedAt, finishedAt, isTitled]);
}

function sayEnd({ name, phase, startedAt, finishedAt }: Followed): void {
  const outcome = t('experiment.end.title', '{{name}}: {{phase}}', { name, phase: PHASES[phase].label() });
  const length =
    startedAt === undefined || finishedAt === undefined
      ? ''
      : t('experiment.end.length', 'It took {{duration}}.', {
          duration: formatDuration((finishedAt - startedAt) / 1000),
        });
  const { name: type } = phase === 'succeeded' ? AppEvents.alertSuccess : AppEvents.alertWarning;
  getAppEvents().publish({ type, payload: [outcome, length] });
}

/** Puts a word before the window's title. Answers how to take it away. */
function titled(word: string): () => void {
  const prefix = `${word} · `;
  document.title = `${prefix}${document.title}`;
  return () => {
    if (document.title.startsWith(prefix)) {
      document.title = document.title.slice(prefix.length);
    }
  };
}
