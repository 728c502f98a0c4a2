/** The log of WVA's controller from Loki, which keeps what a cluster has rotated away. */
import { dataFrameFromJSON, escapeRegex, FieldType, type DataFrame } from '@grafana/data';

import type { Span } from '../../domain/analysis/types';
import { parseControllerLog, READ_MESSAGES } from '../../domain/decisions/controllerLog';
import { dsQuery, type DsQuery } from '../../prometheus/dsQuery';
import type { ControllerReading } from './readController';

/** Of the lines that are read here; a cycle has a few. */
const MOST_LINES = 2_000;

/** The label that collectors have for a namespace: Grafana's and upstream's; OpenShift's. */
const NAMESPACE_LABELS = ['namespace', 'kubernetes_namespace_name'];

/** Lines that may be one of those that are read, as a regular expression. */
const LINES = READ_MESSAGES.map(escapeRegex).join('|');

/** A query as Grafana's Loki data source reads it. */
interface LokiQuery extends DsQuery {
  queryType: 'range';
  maxLines: number;
  direction: 'forward';
}

interface Question {
  loki: { uid: string; name: string };
  /** Of WVA's controller. */
  namespace: string;
  range: Span;
  signal: AbortSignal;
}

/** @returns undefined where Loki has nothing of that time, or gives no answer. @throws what the signal says, when it aborts */
export async function readLoki(question: Question): Promise<Extract<ControllerReading, { kind: 'read' }> | undefined> {
  const { loki, namespace, range, signal } = question;
  const results = await dsQuery(
    loki.uid,
    NAMESPACE_LABELS.map((label, i) => queryOf(label, namespace, i)),
    range,
    signal
  ).catch(() => ({}));
  if (signal.aborted) {
    throw signal.reason;
  }
  for (const { frames = [] } of Object.values(results)) {
    const lines = linesOf(frames.map((json) => dataFrameFromJSON(json)));
    const log = parseControllerLog(lines.map(({ text }) => text).join('\n'));
    if (log.cycles.length > 0) {
      const cut = lines.length >= MOST_LINES ? { cutAt: lines.at(-1)?.at } : {};
      return { kind: 'read', log, from: loki.name, ...cut };
    }
  }
  return undefined;
}

function queryOf(label: string, namespace: string, i: number): LokiQuery {
  return {
    refId: `log${i}`,
    expr: `{${label}=${JSON.stringify(namespace)}} |~ ${JSON.stringify(LINES)}`,
    queryType: 'range',
    maxLines: MOST_LINES,
    direction: 'forward',
    instant: false,
    range: true,
    intervalMs: 15_000,
    maxDataPoints: MOST_LINES,
  };
}

/** Lines of log frames, oldest first, each with its time before it. */
function linesOf(frames: readonly DataFrame[]): Array<{ at: number; text: string }> {
  return frames
    .flatMap(({ fields, length }) => {
      const time = fields.find(({ type }) => type === FieldType.time);
      const line = fields.find(
        ({ name, type }) => type === FieldType.string && ['line', 'body'].includes(name.toLowerCase())
      );
      return Array.from({ length }, (_, i) => ({ at: Number(time?.values[i]), line: String(line?.values[i] ?? '') }));
    })
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at)
    .map(({ at, line }) => ({ at, text: `${new Date(at).toISOString()} ${line.trim()}` }));
}
