/** Errors of a client by kind: messages name addresses and ids, kinds can be counted. */
import type { ErrorKind } from './report';

const KINDS: Array<[RegExp, string]> = [
  [/time(d)?[\s_-]?out/i, 'Timeout'],
  [
    /connect|disconnect|peer closed|reset by|refused|network|name resolution|getaddrinfo|broken pipe|EOF|protocol ?error/i,
    'Connection',
  ],
  [/cancel/i, 'Cancelled'],
];

/** `HTTP 429`, `Timeout`, `Connection`, `Cancelled` or `Other`. */
export function errorKind(message: string): string {
  // httpx: "Server error '503 Service Unavailable' for url …"; others: "status code: 503", "HTTP 503", "Error code: 429".
  const status = /(?:error '|status(?:[\s_]code)?[\s:=]+|HTTP(?:\/[\d.]+)?\s|code[\s:=]+)([45]\d\d)\b/i.exec(
    message
  )?.[1];
  return status === undefined ? (KINDS.find(([pattern]) => pattern.test(message))?.[1] ?? 'Other') : `HTTP ${status}`;
}

const EXAMPLE_LENGTH = 300;

/** Numbers kinds from 1 on, in the order in which they are met. */
export class ErrorKinds {
  readonly found: ErrorKind[] = [];

  number(message: string): number {
    const kind = errorKind(message);
    const at = this.found.findIndex((known) => known.kind === kind);
    if (at >= 0) {
      return at + 1;
    }
    this.found.push({ kind, example: message.slice(0, EXAMPLE_LENGTH) });
    return this.found.length;
  }
}
