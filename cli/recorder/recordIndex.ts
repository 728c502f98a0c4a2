/** Records as they are looked up. */
import { defaultBaseline } from '../../src/domain/comparison/baseline';
import { isFinal, type KeptRecord, type MapRef } from './ports';

export const experimentOf = ({ namespace, run }: Pick<KeptRecord, 'namespace' | 'run'>): string =>
  `${namespace}/${run.experiment ?? ''}`;

export class RecordIndex {
  private readonly byUid = new Map<string, KeptRecord>();
  /** By experiment, so that a baseline is looked for among few. */
  private readonly statics = new Map<string, KeptRecord[]>();
  private readonly maps = new Set<string>();

  constructor(readonly all: readonly KeptRecord[]) {
    for (const record of all) {
      const { run, namespace, map } = record;
      this.maps.add(`${namespace}/${map}`);
      const known = run.uid === undefined ? undefined : this.byUid.get(run.uid);
      if (run.uid !== undefined && (known === undefined || !isFinal(known))) {
        this.byUid.set(run.uid, record);
      }
      if (isFinal(record) && run.mode === 'static' && run.phase === 'succeeded') {
        const group = experimentOf(record);
        this.statics.set(group, [...(this.statics.get(group) ?? []), record]);
      }
    }
  }

  of(uid: string): KeptRecord | undefined {
    return this.byUid.get(uid);
  }

  /** Whether there is a record in a ConfigMap of that name. */
  isTaken(namespace: string, map: string): boolean {
    return this.maps.has(`${namespace}/${map}`);
  }

  /** As after that record was written. */
  with(record: KeptRecord): RecordIndex {
    return new RecordIndex([...this.without(record).all, record]);
  }

  without({ namespace, map }: MapRef): RecordIndex {
    return new RecordIndex(this.all.filter((one) => one.namespace !== namespace || one.map !== map));
  }

  /** What a run is judged against, as on the page that compares. */
  baselineOf(record: KeptRecord): KeptRecord | undefined {
    const candidates = this.statics.get(experimentOf(record)) ?? [];
    const chosen =
      candidates.length === 0
        ? undefined
        : defaultBaseline(
            record.run,
            candidates.map(({ run }) => run)
          );
    return chosen && candidates.find(({ run }) => run === chosen.run);
  }
}
