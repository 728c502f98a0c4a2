/**
 * The reports that were dropped for a run, read one after the other. They live as long as the page is open: in the
 * browser's memory, nowhere else.
 */
import { listCache } from '../domain/moduleCaches';
import { createWorker } from './createWorker';
import { parseFile, type ParseOptions } from './parseFile';
import type { GuidellmReport } from './report';

export interface StoredReport {
  id: number;
  name: string;
  /** Bytes, and how many of them have been read. */
  size: number;
  read: number;
  state: 'waiting' | 'reading' | 'read' | 'refused';
  report?: GuidellmReport;
  error?: unknown;
}

export type Parse = (file: File, options: Omit<ParseOptions, 'createWorker'>) => Promise<GuidellmReport>;

const parseWithWorker: Parse = (file, options) => parseFile(file, { ...options, createWorker });

interface Entry {
  shown: StoredReport;
  file: File;
  abort: AbortController;
}

export class ReportStore {
  private entries: readonly Entry[] = [];
  private shown: readonly StoredReport[] = [];
  private readonly listeners = new Set<() => void>();
  private nextId = 1;
  private busy = false;

  constructor(private readonly parse: Parse = parseWithWorker) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The same array until something changes. */
  readonly files = (): readonly StoredReport[] => this.shown;

  add(files: readonly File[]): void {
    const entries = files.map((file): Entry => ({
      file,
      abort: new AbortController(),
      shown: { id: this.nextId++, name: file.name, size: file.size, read: 0, state: 'waiting' },
    }));
    this.set([...this.entries, ...entries]);
    void this.readNext();
  }

  /** Stops its reading, if that is in progress. */
  remove(id: number): void {
    this.entries.find(({ shown }) => shown.id === id)?.abort.abort();
    this.set(this.entries.filter(({ shown }) => shown.id !== id));
  }

  private async readNext(): Promise<void> {
    const next = this.entries.find(({ shown }) => shown.state === 'waiting');
    if (this.busy || !next) {
      return;
    }
    this.busy = true;
    const { id } = next.shown;
    this.change(id, { state: 'reading' });
    try {
      const report = await this.parse(next.file, {
        signal: next.abort.signal,
        onProgress: (read) => this.change(id, { read }),
      });
      this.change(id, { state: 'read', report });
    } catch (error) {
      this.change(id, { state: 'refused', error });
    } finally {
      this.busy = false;
    }
    await this.readNext();
  }

  private change(id: number, part: Partial<StoredReport>): void {
    this.set(
      this.entries.map((entry) => (entry.shown.id === id ? { ...entry, shown: { ...entry.shown, ...part } } : entry))
    );
  }

  private set(entries: readonly Entry[]): void {
    this.entries = entries;
    this.shown = entries.map(({ shown }) => shown);
    this.listeners.forEach((listener) => listener());
  }
}

const stores = new Map<string, ReportStore>();
listCache('reports of clients', () => stores.clear());

/** @param run its uid, or its name where that is all that is known */
export function reportStoreOf(run: string): ReportStore {
  const store = stores.get(run) ?? new ReportStore();
  stores.set(run, store);
  return store;
}
