/**
 * Errors that the log of a load step reports, by kind: GuideLLM's own (loguru's lines, Python's exceptions), and the one with
 * which the load task ends. Of a request that fails GuideLLM prints the exception at its level DEBUG alone; its report has all.
 */
import type { PrintedError } from '../domain/analysis/runLogs';
import { ErrorKinds } from './errorKinds';

/** Where GuideLLM's logger writes: `26-11-23 15:00:00|ERROR    |guidellm.scheduler:run:12 - message`. */
const LOGGED = /^[^|]*\|\s*(?:ERROR|CRITICAL)\s*\|.*? - (.*)$/;
/** Its console's sign for an error, and how the load task's script begins one. */
const MARKED = /^(?:✖ |error: )(.*)$/;
const EXCEPTION = /^(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Timeout|Group|Interrupt|Exit)(?::.*)?$/;
const TRACEBACK = 'Traceback (most recent call last):';
const CHAIN = /^(?:The above exception was the direct cause|During handling of the above exception)/;
const COLOR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');

/**
 * The first of each kind is its example; `Other` counts those whose kind is not known. An exception counts once, by its first
 * cause, also where its traceback follows a line that reports it.
 *
 * @param lines of one log, or its end
 */
export function logErrors(lines: readonly string[]): PrintedError[] {
  const kinds = new ErrorKinds();
  const counts: number[] = [];
  /** Within a traceback, up to the line that names its exception. */
  let isTraced = false;
  /** What comes next was counted already. */
  let isKnown = false;
  for (const raw of lines) {
    const line = raw.replace(COLOR, '').trimEnd();
    if (line === '') {
      continue;
    }
    if (line.includes(TRACEBACK)) {
      isTraced = true;
    } else if (CHAIN.test(line)) {
      isKnown = true;
    } else {
      const { logged, message } = errorIn(line);
      if (message === undefined) {
        isKnown &&= isTraced;
        continue;
      }
      if (logged !== undefined || !(isKnown && isTraced)) {
        const at = kinds.number(message) - 1;
        counts[at] = (counts[at] ?? 0) + 1;
      }
      isKnown = logged !== undefined;
      isTraced = false;
    }
  }
  return kinds.found.map((found, i) => ({ ...found, count: counts[i] ?? 0 })).sort((a, b) => b.count - a.count);
}

/** What a line reports, if anything; `logged` where a program says so, not Python. */
function errorIn(line: string): { logged?: string; message?: string } {
  const logged = LOGGED.exec(line)?.[1] ?? MARKED.exec(line)?.[1];
  return { logged, message: logged ?? (EXCEPTION.test(line) ? line : undefined) };
}
