/**
 * A log that is still coming in, as a terminal would show it: lines cut from chunks, the newest kept. What it costs, in time
 * and memory, grows with what is kept: a line without an end, or a progress bar that writes itself anew a thousand times, is
 * one line.
 */
import { PLAIN, readEscape, restyle, type LogStyle } from './ansi';

export interface StyledSpan {
  /** Of the line's text, the first character and the one after the last. */
  from: number;
  to: number;
  style: LogStyle;
}

/** Text without control characters other than the tab; where it is styled, how. */
export interface LogLine {
  text: string;
  spans?: readonly StyledSpan[];
}

/** Lines that are kept and dropped together; one that is full never changes. */
export interface LogBlock {
  /** Counted from the first block that ever came. */
  number: number;
  lines: readonly LogLine[];
}

export interface LogBuffer {
  /** Full blocks, newest last. */
  blocks: readonly LogBlock[];
  /** Lines after them. */
  last: readonly LogLine[];
  /** The line whose end has not come. */
  open: OpenLine;
  /** Lines that fell out at the front: whole blocks. */
  dropped: number;
  /** Characters in the full blocks. */
  chars: number;
  /** The beginning of an escape sequence whose end has not come. */
  pending: string;
  /** In force for what comes next. */
  style: LogStyle;
}

interface OpenLine {
  text: string;
  spans: readonly StyledSpan[];
  /** Text came that the line has no room for. */
  isCut: boolean;
  /** After a carriage return: the next text replaces the line. */
  returned: boolean;
}

export interface LogLimits {
  blockLines: number;
  /** Full blocks that are kept. */
  blocks: number;
  /** Characters in them. */
  chars: number;
  /** Of one line: some tools write a whole report as one. */
  lineLength: number;
}

/** More would make searching slow, and whoever needs all downloads the log in the cluster. */
export const LOG_LIMITS: LogLimits = { blockLines: 200, blocks: 100, chars: 16e6, lineLength: 8000 };
/** Lines that are asked for; more of a log is not kept anyway. */
export const LINE_LIMIT = LOG_LIMITS.blockLines * LOG_LIMITS.blocks;

const NO_LINE: OpenLine = { text: '', spans: [], isCut: false, returned: false };
export const EMPTY_LOG: LogBuffer = {
  blocks: [],
  last: [],
  open: NO_LINE,
  dropped: 0,
  chars: 0,
  pending: '',
  style: PLAIN,
};

// All control characters but the tab.
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g;

/** The buffer with a chunk of text after it, wherever the text was cut into chunks. */
export function append(buffer: LogBuffer, chunk: string, limits = LOG_LIMITS): LogBuffer {
  const text = buffer.pending + chunk;
  const writer = new Writer(buffer, limits);
  for (let at = 0; at < text.length;) {
    CONTROL.lastIndex = at;
    const control = CONTROL.exec(text)?.index ?? text.length;
    writer.write(text.slice(at, control));
    at = control;
    if (at < text.length) {
      const end = writer.control(text, at);
      if (end === undefined) {
        return writer.buffer(text.slice(at));
      }
      at = end;
    }
  }
  return writer.buffer('');
}

/** The buffer when no more text comes: a last line without a line end counts. */
export function finish(buffer: LogBuffer, limits = LOG_LIMITS): LogBuffer {
  const complete = { ...buffer, pending: '' };
  return buffer.open.text === '' ? complete : append(complete, '\n', limits);
}

class Writer {
  private readonly blocks: LogBlock[];
  private lines: LogLine[];
  private dropped: number;
  private chars: number;
  private style: LogStyle;
  // The open line. Its spans are a copy, so that they can grow in place.
  text: string;
  spans: StyledSpan[];
  isCut: boolean;
  private returned: boolean;

  constructor(
    { blocks, last, open, dropped, chars, style }: LogBuffer,
    private readonly limits: LogLimits
  ) {
    this.blocks = [...blocks];
    this.lines = [...last];
    this.dropped = dropped;
    this.chars = chars;
    this.style = style;
    this.text = open.text;
    this.spans = [...open.spans];
    this.isCut = open.isCut;
    this.returned = open.returned;
  }

  buffer(pending: string): LogBuffer {
    const { blocks, lines, text, spans, isCut, returned, dropped, chars, style } = this;
    return { blocks, last: lines, open: { text, spans, isCut, returned }, dropped, chars, pending, style };
  }

  write(text: string): void {
    if (text === '') {
      return;
    }
    if (this.returned) {
      this.clear();
    }
    const from = this.text.length;
    const room = this.limits.lineLength - from;
    this.isCut ||= text.length > room;
    this.text += text.length > room ? text.slice(0, room) : text;
    if (this.style !== PLAIN) {
      this.paint(from, this.text.length);
    }
  }

  private clear(): void {
    this.text = '';
    this.isCut = false;
    this.returned = false;
    if (this.spans.length > 0) {
      this.spans = [];
    }
  }

  /** Obeys the control character there; the position after it, or undefined while its sequence is not complete. */
  control(text: string, at: number): number | undefined {
    switch (text[at]) {
      case '\n':
        this.endLine();
        return at + 1;
      case '\r':
        this.returned = true;
        return at + 1;
      case '\u001b':
      case '\u009b':
        return this.escape(text, at);
      default:
        return at + 1;
    }
  }

  private escape(text: string, at: number): number | undefined {
    const escape = readEscape(text, at);
    switch (escape.kind) {
      case 'incomplete':
        return undefined;
      case 'style':
        this.style = restyle(this.style, escape.numbers);
        break;
      case 'erase':
        this.clear();
        break;
      case 'home':
        this.returned = true;
        break;
      case 'other':
        break;
    }
    return escape.end;
  }

  private paint(from: number, to: number): void {
    const { style, spans } = this;
    const before = spans.at(-1);
    if (before?.to === from && before.style === style) {
      spans[spans.length - 1] = { from: before.from, to, style };
    } else if (from < to) {
      spans.push({ from, to, style });
    }
  }

  private endLine(): void {
    this.lines.push(lineOf(this));
    this.clear();
    if (this.lines.length === this.limits.blockLines) {
      this.endBlock();
    }
  }

  private endBlock(): void {
    const { blockLines, blocks, chars } = this.limits;
    this.blocks.push({ number: this.dropped / blockLines + this.blocks.length, lines: this.lines });
    this.chars += charsOf(this.lines);
    this.lines = [];
    while (this.blocks.length > blocks || (this.chars > chars && this.blocks.length > 1)) {
      this.chars -= charsOf(this.blocks.shift()?.lines ?? []);
      this.dropped += blockLines;
    }
  }
}

const charsOf = (lines: readonly LogLine[]): number => lines.reduce((sum, { text }) => sum + text.length, 0);

function lineOf({ text, spans, isCut }: Pick<OpenLine, 'text' | 'spans' | 'isCut'>): LogLine {
  const shown = isCut ? `${text}…` : text;
  return spans.length > 0 ? { text: shown, spans } : { text: shown };
}

/** All that is to be shown, the line that is not complete too. */
export function blocksOf({ blocks, last, open, dropped }: LogBuffer, { blockLines } = LOG_LIMITS): readonly LogBlock[] {
  const lines = open.text === '' ? last : [...last, lineOf(open)];
  return lines.length === 0 ? blocks : [...blocks, { number: dropped / blockLines + blocks.length, lines }];
}

export function linesOf(buffer: LogBuffer): LogLine[] {
  return blocksOf(buffer).flatMap(({ lines }) => lines);
}

export function countLines({ blocks, last, open }: LogBuffer): number {
  return blocks.reduce((sum, { lines }) => sum + lines.length, 0) + last.length + (open.text === '' ? 0 : 1);
}

/** Finds a text in blocks; case does not matter. A block that is full is searched once. */
export class LineFinder {
  private readonly wanted: string;
  private readonly found = new WeakMap<readonly LogLine[], number[]>();

  constructor(search: string) {
    this.wanted = search.toLowerCase();
  }

  /** Indices, among all lines of the blocks, of those that contain the text. None for an empty text. */
  find(blocks: readonly LogBlock[]): number[] {
    let before = 0;
    return this.wanted === ''
      ? []
      : blocks.flatMap(({ lines }) => {
          const from = before;
          before += lines.length;
          return this.inLines(lines).map((i) => from + i);
        });
  }

  private inLines(lines: readonly LogLine[]): number[] {
    const known = this.found.get(lines);
    if (known) {
      return known;
    }
    const hits = lines.flatMap(({ text }, i) => (text.toLowerCase().includes(this.wanted) ? [i] : []));
    this.found.set(lines, hits);
    return hits;
  }
}
