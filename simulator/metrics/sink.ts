/** Where metrics are written: the text that Prometheus scrapes, or the lines of a backfill file. */

export type FamilyType = 'gauge' | 'counter' | 'histogram';

export interface Sink {
  /** Begins a family; its samples follow. */
  family(name: string, type: FamilyType, help: string): void;
  /** @param labels label pairs without braces, from {@link labelText}; may be empty */
  sample(name: string, labels: string, value: number): void;
}

/** `a="b",c="d"` with values escaped as the exposition format asks. */
export function labelText(labels: Record<string, string | undefined>): string {
  return Object.entries(labels)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => `${name}="${value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`)
    .join(',');
}

/** Joins label texts, leaving out empty ones. */
export function joinLabels(...texts: string[]): string {
  return texts.filter(Boolean).join(',');
}

const number = (value: number): string =>
  value === Infinity ? '+Inf' : value === -Infinity ? '-Inf' : Number.isNaN(value) ? 'NaN' : String(value);

/** Prometheus' text exposition format 0.0.4. */
export class TextSink implements Sink {
  private readonly lines: string[] = [];

  family(name: string, type: FamilyType, help: string): void {
    this.lines.push(`# HELP ${name} ${help.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')}\n# TYPE ${name} ${type}`);
  }

  sample(name: string, labels: string, value: number): void {
    this.lines.push(labels ? `${name}{${labels}} ${number(value)}` : `${name} ${number(value)}`);
  }

  toString(): string {
    return `${this.lines.join('\n')}\n`;
  }
}

/**
 * OpenMetrics lines with a time, as promtool backfills them, with the target's labels that a scrape would have added.
 * Types are left out: a backfill does not keep them.
 */
export class HistorySink implements Sink {
  /** Samples so far. */
  count = 0;
  private lines: string[] = [];

  /** @param target label text of the scrape target, at least one label; @param seconds time of the samples since the epoch */
  constructor(
    private readonly target: string,
    private readonly seconds: number
  ) {}

  family(): void {}

  sample(name: string, labels: string, value: number): void {
    this.count++;
    this.lines.push(`${name}{${labels ? `${labels},` : ''}${this.target}} ${number(value)} ${this.seconds}`);
  }

  /** What has been written since the last call. */
  take(): string {
    const text = this.lines.length === 0 ? '' : `${this.lines.join('\n')}\n`;
    this.lines = [];
    return text;
  }
}
