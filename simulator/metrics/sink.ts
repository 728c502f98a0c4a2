/** Where metrics are written: the text that Prometheus scrapes, or the lines of a backfill file. */

export type FamilyType = 'gauge' | 'counter' | 'histogram';

export interface Sink {
  /** Begins a family; its samples follow. */
  family(name: string, type: FamilyType, help: string): void;
  /** @param labels label pairs without braces, from {@link labelText}; may be empty */
  sample(name: string, labels: string, value: number): void;
}

const MUST_ESCAPE = /[\\"\n]/;

function escape(value: string): string {
  return MUST_ESCAPE.test(value) ? value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n') : value;
}

/** `a="b",c="d"` with values escaped as the exposition format asks. */
export function labelText(labels: Record<string, string | undefined>): string {
  let text = '';
  for (const name of Object.keys(labels)) {
    const value = labels[name];
    if (value !== undefined) {
      text += `${text ? ',' : ''}${name}="${escape(value)}"`;
    }
  }
  return text;
}

/** Joins two label texts, either of which may be empty. */
export function joinLabels(one: string, other: string): string {
  return one && other ? `${one},${other}` : one || other;
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

const OWN_INSTANCE = /[,{]instance="/;
/** Of a gauge about a pod: what ends with the pod. */
const OF_A_POD = /(^|[,_])pod="/;

/**
 * OpenMetrics lines with times, as promtool backfills them, with the target's labels that a scrape would have added.
 * Types are left out: a backfill does not keep them.
 *
 * A scrape that no longer finds a series marks it stale; a backfill cannot. So a gauge about a pod that is gone gets a
 * last sample of 0, or its last value would stand for another five minutes.
 */
export class HistorySink implements Sink {
  /** Samples so far. */
  count = 0;
  private lines: string[] = [];
  private seconds = 0;
  private isGauge = false;
  /** Series of the sample before this one that have not come again yet, and those of this one. */
  private before = new Set<string>();
  private current = new Set<string>();
  /** For series that name their own instance, as honour_labels lets them. */
  private readonly withoutInstance: string;

  /** @param target label text of the scrape target, at least one label */
  constructor(private readonly target: string) {
    this.withoutInstance = target.replace(/(^|,)instance="[^"]*"/, '').replace(/^,/, '');
  }

  /** Writes one sample of every series. @param seconds its time since the epoch */
  write(seconds: number, expose: (sink: Sink) => void): void {
    this.seconds = seconds;
    expose(this);
    for (const series of this.before) {
      this.line(series, 0);
    }
    this.before = this.current;
    this.current = new Set();
  }

  family(_name: string, type: FamilyType): void {
    this.isGauge = type === 'gauge';
  }

  sample(name: string, labels: string, value: number): void {
    const series = `${name}{${labels}${labels ? ',' : ''}`;
    this.line(series, value);
    if (this.isGauge && OF_A_POD.test(labels)) {
      this.current.add(series);
      this.before.delete(series);
    }
  }

  private line(series: string, value: number): void {
    this.count++;
    const target = OWN_INSTANCE.test(series) ? this.withoutInstance : this.target;
    this.lines.push(`${series}${target}} ${number(value)} ${this.seconds}`);
  }

  /** What has been written since the last call. */
  take(): string {
    const text = this.lines.length === 0 ? '' : `${this.lines.join('\n')}\n`;
    this.lines = [];
    return text;
  }
}
