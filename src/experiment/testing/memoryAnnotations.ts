/** Grafana's annotations in memory, for tests. */
import type { AnnotationQuery, AnnotationStore } from '../../annotations/store';
import type { AnnotationWrite, RunAnnotation } from '../../domain/runAnnotation';
import type { UserError } from '../../shared/errors';

/** Annotations as Grafana keeps them: ids rise, all tags have to match, what is gone can be deleted again. */
export class MemoryAnnotations implements AnnotationStore {
  all: RunAnnotation[] = [];
  writes: AnnotationWrite[] = [];
  lists = 0;
  failure?: UserError;
  private nextId = 1;

  async list({ tags, matchAny, from, to, limit = 100 }: AnnotationQuery): Promise<RunAnnotation[]> {
    this.lists += 1;
    this.refuse();
    return this.all
      .filter((a) => (matchAny ? tags.some((tag) => a.tags.includes(tag)) : tags.every((tag) => a.tags.includes(tag))))
      .filter((a) => from === undefined || to === undefined || (a.time <= to && a.timeEnd >= from))
      .sort((a, b) => b.timeEnd - a.timeEnd)
      .slice(0, limit);
  }

  async apply(write: AnnotationWrite): Promise<void> {
    this.refuse();
    this.writes.push(write);
    switch (write.kind) {
      case 'create':
        this.all = [...this.all, { id: this.nextId++, ...write.annotation }];
        return;
      case 'update':
        this.all = this.all.map((a) => (a.id === write.id ? { id: a.id, ...write.annotation } : a));
        return;
      case 'delete':
        this.all = this.all.filter((a) => a.id !== write.id);
    }
  }

  private refuse(): void {
    if (this.failure) {
      throw this.failure;
    }
  }
}
