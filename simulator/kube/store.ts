/**
 * The objects of the simulated cluster, with one revision counter and a log of changes for watches, as etcd and the
 * API server's watch cache keep them. Stored objects are never changed in place: a change replaces the object.
 */
import type { KubeObject } from './objects';
import { tooOldResourceVersion } from './status';

export type ResourceName = 'pipelineruns' | 'taskruns' | 'pipelines' | 'pods' | 'configmaps';

export interface Change {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  revision: number;
  resource: ResourceName;
  object: KubeObject;
  /** The object before the change; undefined when it is new. */
  previous?: KubeObject;
}

const FIRST_REVISION = 100_000;

export class ResourceStore {
  private revision = FIRST_REVISION;
  /** Changes up to and including this revision can no longer be replayed. */
  private compacted = FIRST_REVISION;
  private readonly objects = new Map<string, Map<string, KubeObject>>();
  private log: Change[] = [];
  private readonly listeners = new Set<(change: Change) => void>();

  /** @param keep changes that a watch can be resumed over */
  constructor(private readonly keep = 5000) {}

  currentRevision(): number {
    return this.revision;
  }

  get(resource: ResourceName, namespace: string, name: string): KubeObject | undefined {
    return this.bucket(resource, namespace).get(name);
  }

  /** All objects of a namespace in the order of their names, as etcd lists keys. */
  list(resource: ResourceName, namespace: string): KubeObject[] {
    return [...this.bucket(resource, namespace).values()].sort((a, b) =>
      a.metadata.name < b.metadata.name ? -1 : a.metadata.name > b.metadata.name ? 1 : 0
    );
  }

  /** Creates or replaces; gives the object its new resourceVersion. */
  put<T extends KubeObject>(resource: ResourceName, object: T): T {
    const bucket = this.bucket(resource, object.metadata.namespace);
    const previous = bucket.get(object.metadata.name);
    const revision = ++this.revision;
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
    bucket.set(object.metadata.name, stored);
    this.publish({ type: previous ? 'MODIFIED' : 'ADDED', revision, resource, object: stored, previous });
    return stored;
  }

  /** Whether there was such an object. */
  delete(resource: ResourceName, namespace: string, name: string): boolean {
    const bucket = this.bucket(resource, namespace);
    const previous = bucket.get(name);
    if (!previous) {
      return false;
    }
    bucket.delete(name);
    const revision = ++this.revision;
    const object = { ...previous, metadata: { ...previous.metadata, resourceVersion: String(revision) } };
    this.publish({ type: 'DELETED', revision, resource, object, previous });
    return true;
  }

  /** Changes after a revision, oldest first. Throws 410 when they are no longer all known. */
  since(revision: number): Change[] {
    if (revision < this.compacted) {
      throw tooOldResourceVersion(revision, this.compacted + 1);
    }
    return this.log.filter((change) => change.revision > revision);
  }

  /** Calls back for every change from now on; the answer ends that. */
  subscribe(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Forgets all changes so far: a watch that resumes from an older revision meets 410. */
  compact(): void {
    this.log = [];
    this.compacted = this.revision;
  }

  private publish(change: Change): void {
    this.log.push(change);
    if (this.log.length > this.keep * 2) {
      const dropped = this.log.splice(0, this.log.length - this.keep);
      this.compacted = dropped[dropped.length - 1]?.revision ?? this.compacted;
    }
    this.listeners.forEach((listener) => listener(change));
  }

  private bucket(resource: ResourceName, namespace: string): Map<string, KubeObject> {
    const key = `${resource}/${namespace}`;
    let bucket = this.objects.get(key);
    if (!bucket) {
      bucket = new Map();
      this.objects.set(key, bucket);
    }
    return bucket;
  }
}
