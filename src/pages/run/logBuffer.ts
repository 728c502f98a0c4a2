/** Lines of a log that is still coming in: cut from chunks, capped, numbered from the first line that ever came. */
import { plainLine } from './ansi';

export interface LogBuffer {
  /** Newest last; at most the limit. */
  lines: string[];
  /** Lines that fell out at the front. */
  dropped: number;
  /** The beginning of a line whose end has not come. */
  rest: string;
}

export const EMPTY_LOG: LogBuffer = { lines: [], dropped: 0, rest: '' };

/** Lines kept; more would make searching slow, and whoever needs all downloads the log in the cluster. */
export const LINE_LIMIT = 20_000;
/** A line longer than this is cut: some tools write a whole report as one line. */
export const LINE_LENGTH_LIMIT = 8_000;

/** The buffer with a chunk of text after it. Copies the lines once a chunk, so collect small chunks before. */
export function append(buffer: LogBuffer, chunk: string, limit = LINE_LIMIT): LogBuffer {
  const parts = (buffer.rest + chunk).split('\n');
  const rest = parts.pop() ?? '';
  const lines = buffer.lines.concat(parts.map(shown));
  const over = Math.max(0, lines.length - limit);
  return { lines: over > 0 ? lines.slice(over) : lines, dropped: buffer.dropped + over, rest };
}

/** The buffer when no more text comes: a last line without a line end counts. */
export function finish(buffer: LogBuffer, limit = LINE_LIMIT): LogBuffer {
  return buffer.rest === '' ? buffer : append(buffer, '\n', limit);
}

function shown(line: string): string {
  const plain = plainLine(line);
  return plain.length > LINE_LENGTH_LIMIT ? `${plain.slice(0, LINE_LENGTH_LIMIT)}…` : plain;
}

/** Indices of the lines that contain the text; case does not matter. None for an empty text. */
export function findLines(lines: string[], search: string): number[] {
  const wanted = search.toLowerCase();
  return wanted === '' ? [] : lines.flatMap((line, i) => (line.toLowerCase().includes(wanted) ? [i] : []));
}
