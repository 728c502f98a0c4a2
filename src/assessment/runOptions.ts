/** The runs that can be chosen: those of the cluster, and those that only an annotation still knows. Pure. */
import { dateTimeFormat } from '@grafana/data';
import type { ComboboxOption } from '@grafana/ui';

import type { AnnotatedRun } from '../domain/runAnnotation';
import { isWindow } from '../domain/markedWindow';
import { runId, type RunRef, type RunSummary } from '../domain/run';
import { t } from '../i18n/t';
import type { ListedRecord } from '../records/recordMarks';
import { originText } from './originText';
import type { BrowserRecord } from './records/browserRecords';

export interface Candidate {
  id: string;
  name: string;
  namespace: string;
  experiment?: string;
  /** Epoch ms. */
  startedAt: number;
  pruned: boolean;
  uid?: string;
  /** Known by its record in the cluster alone. */
  recorded?: boolean;
  /** A record that was dropped into this browser. */
  dropped?: boolean;
}

/**
 * Newest first, each run once: what the cluster says wins over its record, and that over its annotation.
 *
 * @param cluster of several, the one they are of
 */
export function candidatesOf(
  runs: readonly RunSummary[],
  known: readonly AnnotatedRun[],
  { cluster, records = [] }: { cluster?: string; records?: readonly ListedRecord[] } = {}
): Candidate[] {
  const idOf = ({ namespace, name }: RunRef): string => runId({ cluster, namespace, name });
  const all = new Map<string, Candidate>();
  for (const { run, uid, experiment, startedAt } of known) {
    all.set(idOf(run), { id: idOf(run), ...run, uid, experiment, startedAt, pruned: true });
  }
  for (const { run } of records) {
    const { namespace, name, uid, experiment, startedAt } = run;
    const id = idOf(run);
    all.set(id, { id, namespace, name, uid, experiment, startedAt, pruned: false, recorded: true });
  }
  for (const { namespace, name, uid, experiment, createdAt } of runs) {
    const id = idOf({ namespace, name });
    all.set(id, { id, namespace, name, uid, experiment, startedAt: createdAt, pruned: false });
  }
  return [...all.values()].sort((a, b) => b.startedAt - a.startedAt);
}

/** Records that were dropped, as candidates. */
export function droppedCandidates(records: readonly BrowserRecord[]): Candidate[] {
  return records.map(({ ref: { namespace, name, ...ref }, experiment, startedAt }) => ({
    id: runId({ ...ref, namespace, name }),
    namespace,
    name,
    experiment,
    startedAt,
    pruned: false,
    dropped: true,
  }));
}

/** A longer list is of no use: a search narrows it down. */
const MAX_OPTIONS = 60;

/** Candidates that hold all words, as options. */
export function optionsFor(candidates: readonly Candidate[], search: string): Array<ComboboxOption<string>> {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return candidates
    .filter(({ id, experiment }) => words.every((word) => `${id} ${experiment ?? ''}`.toLowerCase().includes(word)))
    .slice(0, MAX_OPTIONS)
    .map((candidate) => ({
      value: candidate.id,
      label: candidate.name,
      description: [
        candidate.namespace,
        candidate.experiment,
        dateTimeFormat(candidate.startedAt),
        candidate.dropped ? t('pages.compare.picker.dropped', 'record in this browser') : undefined,
        candidate.recorded ? originText('record') : undefined,
        candidate.pruned ? annotatedText(candidate) : undefined,
      ]
        .filter(Boolean)
        .join(' · '),
    }));
}

const annotatedText = (candidate: Candidate): string =>
  isWindow(candidate)
    ? t('pages.compare.picker.window', 'window marked by hand')
    : t('pages.compare.picker.pruned', 'pruned, from its annotation');
