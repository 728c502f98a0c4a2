/** ConfigMaps and a Lease in memory, behind requests that fail, hang, or take effect long after their sender gave up. */
import type { Chance, VirtualTime } from '../../../src/experiment/testing/convergence/virtualTime';
import { readRecordMap, type RecordMap } from '../../../src/records/configMap';
import { listedRecord } from '../../../src/records/recordMarks';
import { RECORD_MAPS } from '../../../src/constants';
import type { LeaseState, LeaseStore } from '../lease';
import { isFinal, type KeptRecord, type MapRef, type RecordStore } from '../ports';

/** A write takes effect at most this long after it was sent, ms. */
const LATE_MS = 90_000;
const GIVEN_UP_MS = 10_000;

interface Stored {
  version: number;
  map: RecordMap;
}

export class MemoryCluster {
  readonly maps = new Map<string, Stored>();
  /** Final records that were written a second time. */
  readonly rewritten: string[] = [];
  /** Share of requests that go wrong. */
  weather = 0;
  /** When the last write on its way takes effect. */
  lastEffectAt = 0;
  private lease?: LeaseState;
  private version = 1;

  constructor(
    private readonly time: VirtualTime,
    private readonly chance: Chance
  ) {}

  kept(): KeptRecord[] {
    return [...this.maps.values()].flatMap((stored) => keptOf(stored) ?? []);
  }

  /** @param allowed called where a record is written: may the sender write at this moment? */
  records(allowed: () => void): RecordStore {
    const put = (map: RecordMap): KeptRecord | undefined => {
      const stored = { version: this.version++, map };
      this.maps.set(keyOf(map), stored);
      return keptOf(stored);
    };
    return {
      list: () => this.request(() => this.kept()),
      create: (map) => {
        allowed();
        return this.request(() => (this.maps.has(keyOf(map)) ? undefined : put(map)), true);
      },
      replace: (map, resourceVersion) => {
        allowed();
        return this.request(() => {
          const there = this.maps.get(keyOf(map));
          if (String(there?.version) !== resourceVersion) {
            return undefined;
          }
          if (there && isFinal(keptOf(there)!)) {
            this.rewritten.push(keyOf(map));
          }
          return put(map);
        }, true);
      },
      note: (ref, annotations) =>
        this.request(() => {
          const there = this.there(ref);
          const metadata = there.map.metadata;
          put({ ...there.map, metadata: { ...metadata, annotations: { ...metadata.annotations, ...annotations } } });
        }, true),
      read: (ref) =>
        this.request(() => {
          const there = this.maps.get(`${ref.namespace}/${ref.map}`);
          return there && readRecordMap(there.map).analysis;
        }),
      remove: (ref) => this.request(() => void this.maps.delete(`${ref.namespace}/${ref.map}`), true),
    };
  }

  leases(): LeaseStore {
    const put = (holder: string, transitions: number): LeaseState =>
      (this.lease = { holder, transitions, resourceVersion: String(this.version++), durationSeconds: 30 });
    return {
      read: () => this.request(() => this.lease),
      create: (holder) => this.request(() => (this.lease ? undefined : put(holder, 0)), true),
      update: (seen, { holder, transitions }) =>
        this.request(
          () => (this.lease?.resourceVersion === seen.resourceVersion ? put(holder, transitions) : undefined),
          true
        ),
    };
  }

  private there({ namespace, map }: MapRef): Stored {
    const there = this.maps.get(`${namespace}/${map}`);
    if (!there) {
      throw new Error('not found');
    }
    return there;
  }

  /** A request and its answer; a write may do its work though its sender never hears of it. */
  private async request<T>(work: () => T, writes = false): Promise<T> {
    const { chance, time, weather } = this;
    if (chance.happens(weather / 2)) {
      await time.sleep(chance.oneOf(20, chance.between(0, GIVEN_UP_MS)));
      throw new Error('unavailable');
    }
    if (writes && chance.happens(weather / 2)) {
      const afterMs = chance.between(0, LATE_MS);
      this.lastEffectAt = Math.max(this.lastEffectAt, time.now() + afterMs);
      void time
        .sleep(afterMs)
        .then(work)
        .catch(() => undefined);
      await time.sleep(chance.between(0, GIVEN_UP_MS));
      throw new Error('no answer');
    }
    await time.sleep(chance.between(5, 300));
    const result = work();
    await time.sleep(chance.between(5, chance.happens(weather) ? GIVEN_UP_MS / 2 : 300));
    return result;
  }
}

const keyOf = ({ metadata }: RecordMap): string => `${metadata.namespace}/${metadata.name}`;

function keptOf({ map, version }: Stored): KeptRecord | undefined {
  const listed = listedRecord(map);
  const { name, namespace, annotations } = map.metadata;
  const told = annotations[RECORD_MAPS.told] !== undefined;
  return listed && { ...listed, namespace, map: name, resourceVersion: String(version), told };
}
