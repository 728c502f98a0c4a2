/** How ready each cluster was when it was last asked: shared by the pages, so that none asks what another just learnt. */
import { listCache } from '../domain/moduleCaches';
import type { Check } from '../readiness/check';
import type { Findings } from '../readiness/findings';
import { NEEDED_CHECKS } from '../readiness/needed';
import { ReadinessSession } from '../readiness/session';
import { weigh, type Readiness } from '../readiness/weigh';
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

/** What is asked of a cluster: all, or what the checks read that a run cannot do without. */
export type Extent = 'needed' | 'all';

const keyOf = ({ tektonUid, prometheusUid }: AppSettings, extent: Extent): string =>
  JSON.stringify([tektonUid, prometheusUid, extent]);

/** What the page of readiness has just learnt. */
export function keepSummary(settings: AppSettings, readiness: Readiness): void {
  known.set(keyOf(settings, 'all'), { at: Date.now(), readiness: Promise.resolve(readiness) });
}

/**
 * Asked once in five minutes; a summary of all answers for a part of it. Undefined where no Tekton data source is chosen.
 * Rejects when it cannot be loaded.
 */
export function summaryOf(settings: AppSettings, extent: Extent): Promise<Readiness | undefined> {
  const last = fresh(keyOf(settings, 'all')) ?? fresh(keyOf(settings, extent));
  if (last) {
    return last.readiness;
  }
  const key = keyOf(settings, extent);
  const readiness = ask(settings, extent);
  known.set(key, { at: Date.now(), readiness });
  // A failure is not remembered: the next one who asks may have more luck.
  readiness.catch(() => known.delete(key));
  return readiness;
}

function fresh(key: string): Summary | undefined {
  const last = known.get(key);
  return last && Date.now() - last.at < FRESH_MS ? last : undefined;
}

async function ask(settings: AppSettings, extent: Extent): Promise<Readiness | undefined> {
  const choice = chooseTekton(settings);
  if (choice.kind !== 'found') {
    return undefined;
  }
  const api = await getDataSourceInstance<ReadinessApi>(choice.uid);
  let latest: Findings | undefined;
  const session = new ReadinessSession(...sourcesOf(api, settings), (findings) => (latest = findings));
  await session.refresh(new AbortController().signal, extent);
  return latest && weigh(await checksOf(extent), latest);
}

async function checksOf(extent: Extent): Promise<readonly Check[]> {
  if (extent === 'needed') {
    return NEEDED_CHECKS;
  }
  const { CHECKS } = await import(/* webpackChunkName: "checks" */ '../readiness/assess');
  return CHECKS;
}
