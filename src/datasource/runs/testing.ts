/** A cluster for tests of how the list of runs is kept current: what happened in it, and what goes wrong on the way. */
import { Observable, Subject } from 'rxjs';

import { table, tableRow } from '../../kube/fixtures';
import { HttpFailure } from '../httpFailure';
import type { RunsIo } from './namespaceSync';

interface Change {
  version: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  row: object;
}

/** A cluster with one namespace: a history of changes, which can be forgotten. */
export class FakeCluster {
  version = 100;
  oldest = 100;
  readonly runs = new Map<string, { name: string; uid: string; resourceVersion: string; reason: string }>();
  history: Change[] = [];
  readonly happened = new Subject<void>();
  readonly cuts = new Subject<void>();
  /** What the next calls do in place of working. */
  trouble: Array<'500' | '410' | 'malformed' | 'cut'> = [];
  lists = 0;

  put(name: string, reason: string): void {
    const old = this.runs.get(name);
    this.version += 1;
    const run = { name, uid: old?.uid ?? `${name}-${this.version}`, resourceVersion: String(this.version), reason };
    this.runs.set(name, run);
    this.record(old ? 'MODIFIED' : 'ADDED', run);
  }

  remove(name: string): void {
    const old = this.runs.get(name);
    if (old) {
      this.version += 1;
      this.runs.delete(name);
      this.record('DELETED', { ...old, resourceVersion: String(this.version) });
    }
  }

  forget(): void {
    this.history = [];
    this.oldest = this.version + 1;
  }

  private record(
    type: Change['type'],
    run: { name: string; uid: string; resourceVersion: string; reason: string }
  ): void {
    this.history.push({ version: this.version, type, row: tableRow(run) });
    this.happened.next();
  }

  private events(from: number): string[] {
    if (from + 1 < this.oldest) {
      return [JSON.stringify({ type: 'ERROR', object: { kind: 'Status', code: 410, reason: 'Expired' } })];
    }
    return this.history
      .filter((change) => change.version > from)
      .map(({ type, row }) => JSON.stringify({ type, object: table([row], {}, false) }));
  }

  io(): RunsIo {
    return {
      list: async (_namespace, { limit, continue: from = '' }) => {
        this.lists += 1;
        this.fail();
        const all = [...this.runs.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).filter((r) => r.name > from);
        const page = all.slice(0, Math.min(limit, 2));
        const last = page[page.length - 1];
        return table(page.map(tableRow), {
          resourceVersion: String(this.version),
          ...(all.length > page.length && last ? { continue: last.name } : {}),
        });
      },
      poll: async (_namespace, { resourceVersion }) => {
        this.fail();
        return this.events(Number(resourceVersion)).join('\n');
      },
      watch: (_namespace, { resourceVersion }) =>
        new Observable((observer) => {
          let at = Number(resourceVersion);
          const send = () => {
            const text = this.events(at)
              .map((line) => `${line}\n`)
              .join('');
            at = Math.max(at, this.version);
            // Bytes come cut anywhere, here in two.
            const bytes = new TextEncoder().encode(text);
            const half = Math.floor(bytes.length / 2);
            if (bytes.length > 0) {
              observer.next(bytes.slice(0, half));
              observer.next(bytes.slice(half));
            }
          };
          const subscription = this.happened.subscribe(send);
          subscription.add(this.cuts.subscribe(() => observer.error(new TypeError('network'))));
          try {
            this.fail();
            send();
          } catch (error) {
            observer.error(error);
          }
          return subscription;
        }),
    };
  }

  private fail(): void {
    switch (this.trouble.shift()) {
      case '500':
        throw new HttpFailure(500, { kind: 'Status', code: 500 });
      case '410':
        throw new HttpFailure(410, { kind: 'Status', code: 410 });
      case 'malformed':
        throw new SyntaxError('no JSON');
      case 'cut':
        throw new TypeError('Failed to fetch');
    }
  }
}
