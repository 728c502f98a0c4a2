/** Records as they are looked up, kept in step with what is written: thousands of them, so nothing is copied for a change. */
import { defaultBaseline } from '../../src/domain/comparison/baseline';
import { groupKey } from '../../src/domain/comparison/groups';
import { isFinal, type KeptRecord, type MapRef } from './ports';

export const experimentOf = ({ namespace, run }: Pick<KeptRecord, 'namespace' | 'run'>): string =>
  `${namespace}/${run.experiment ?? ''}`;

const mapKey = ({ namespace, map }: MapRef): string => `${namespace}/${map}`;
const isStatic = (record: KeptRecord): boolean =>
  isFinal(record) && record.run.mode === 'static' && record.run.phase === 'succeeded';

export class RecordIndex {
  private readonly byMap = new Map<string, KeptRecord>();
  private readonly byUid = new Map<string, KeptRecord>();
  /** Of each experiment the newest successful static run of each group of repeats: what a baseline is chosen from. */
  private statics?: Map<string, KeptRecord[]>;
  private readonly baselines = new Map<string, KeptRecord | undefined>();

  constructor(all: readonly KeptRecord[] = []) {
    all.forEach((record) => this.put(record));
  }

  get size(): number {
    return this.byMap.size;
  }

  all(): IterableIterator<KeptRecord> {
    return this.byMap.values();
  }

  of(uid: string): KeptRecord | undefined {
    return this.byUid.get(uid);
  }

  /** Whether there is a record in a ConfigMap of that name. */
  isTaken(namespace: string, map: string): boolean {
    return this.byMap.has(mapKey({ namespace, map }));
  }

  /** As after that record was written. */
  put(record: KeptRecord): void {
    this.remove(record);
    this.byMap.set(mapKey(record), record);
    const { uid } = record.run;
    const known = uid === undefined ? undefined : this.byUid.get(uid);
    if (uid !== undefined && (known === undefined || !isFinal(known))) {
      this.byUid.set(uid, record);
    }
    this.changed(record);
  }

  remove(ref: MapRef): void {
    const key = mapKey(ref);
    const record = this.byMap.get(key);
    if (record === undefined) {
      return;
    }
    this.byMap.delete(key);
    const { uid } = record.run;
    if (uid !== undefined && this.byUid.get(uid) === record) {
      this.byUid.delete(uid);
      const others = [...this.byMap.values()].filter(({ run }) => run.uid === uid);
      const other = others.find(isFinal) ?? others[0];
      if (other) {
        this.byUid.set(uid, other);
      }
    }
    this.changed(record);
  }

  /** What a run is judged against, as on the page that compares. */
  baselineOf(record: KeptRecord): KeptRecord | undefined {
    const key = mapKey(record);
    if (!this.baselines.has(key)) {
      this.baselines.set(key, this.findBaseline(record));
    }
    return this.baselines.get(key);
  }

  private findBaseline(record: KeptRecord): KeptRecord | undefined {
    this.statics ??= staticsOf(this.byMap.values());
    const candidates = this.statics.get(experimentOf(record)) ?? [];
    const chosen = defaultBaseline(
      record.run,
      candidates.map(({ run }) => run)
    );
    return chosen && candidates.find(({ run }) => run === chosen.run);
  }

  private changed(record: KeptRecord): void {
    if (isStatic(record)) {
      this.statics = undefined;
      this.baselines.clear();
    } else {
      this.baselines.delete(mapKey(record));
    }
  }
}

/** Repeats of a run are never its baseline, and of other repeats it is the newest: more than that need not be looked at. */
function staticsOf(records: Iterable<KeptRecord>): Map<string, KeptRecord[]> {
  const newest = new Map<string, Map<string, KeptRecord>>();
  for (const record of records) {
    if (isStatic(record)) {
      const experiment = experimentOf(record);
      const groups = newest.get(experiment) ?? new Map<string, KeptRecord>();
      const key = groupKey(record.run);
      const known = groups.get(key);
      if (known === undefined || record.run.startedAt > known.run.startedAt) {
        groups.set(key, record);
      }
      newest.set(experiment, groups);
    }
  }
  return new Map([...newest].map(([experiment, groups]) => [experiment, [...groups.values()]]));
}
