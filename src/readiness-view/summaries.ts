/** How ready each cluster was when it was last asked: shared by the pages, so that none asks what another just learnt. */
import { listCache } from '../domain/moduleCaches';
import { assess, type Readiness } from '../readiness/assess';
import type { Findings } from '../readiness/findings';
import { ReadinessSession } from '../readiness/session';
import type { AppSettings } from '../shared/appSettings';
import { chooseTekton, getDataSourceInstance } from '../shared/dataSources';
import { sourcesOf, type ReadinessApi } from './sources';

/** A summary counts so long, ms: whoever installs looks at the page of readiness, which watches. */
const FRESH_MS = 5 * 60_000;

interface Summary {
  at: number;
  readiness: Promise<Readiness | undefined>;
}

const known = new Map<string, Summary>();
listCache('readiness of clusters', () => known.clear());

const keyOf = ({ tektonUid, prometheusUid }: AppSettings): string => `${tektonUid ?? ''} ${prometheusUid ?? ''}`;

/** What the page of readiness has just learnt. */
export function keepSummary(settings: AppSettings, findings: Findings | undefined): void {
  if (findings) {
    known.set(keyOf(settings), { at: Date.now(), readiness: Promise.resolve(assess(findings)) });
  }
}

/** Asked once in five minutes; undefined where no Tekton data source is chosen. Rejects when it cannot be loaded. */
export function summaryOf(settings: AppSettings): Promise<Readiness | undefined> {
  const key = keyOf(settings);
  const last = known.get(key);
  if (last && Date.now() - last.at < FRESH_MS) {
    return last.readiness;
  }
  const readiness = ask(settings);
  known.set(key, { at: Date.now(), readiness });
  // A failure is not remembered: the next one who asks may have more luck.
  readiness.catch(() => known.delete(key));
  return readiness;
}

async function ask(settings: AppSettings): Promise<Readiness | undefined> {
  const choice = chooseTekton(settings);
  if (choice.kind !== 'found') {
    return undefined;
  }
  const api = await getDataSourceInstance<ReadinessApi>(choice.uid);
  let latest: Findings | undefined;
  const session = new ReadinessSession(...sourcesOf(api, settings), (findings) => (latest = findings));
  await session.refresh(new AbortController().signal);
  return latest && assess(latest);
}
