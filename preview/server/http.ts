/** What the handlers of the preview's HTTP API share: the request at hand, and answers in Grafana's shape. */
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Role, User } from './users';

export interface Call {
  req: IncomingMessage;
  res: ServerResponse;
  method: string;
  /** Path and query of the request; the path is still percent-encoded. */
  url: URL;
  /** Parts of the path that the route's pattern captured, decoded. */
  params: Record<string, string>;
  user: User;
}

/** An answer other than success: thrown by handlers, sent as Grafana's `{ message }`. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly extra: Record<string, unknown> = {}
  ) {
    super(message);
  }
}

const MAX_BODY = 5 * 1024 * 1024;

export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) {
      throw new HttpError(413, 'Request body is too large');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The request's JSON body, which has to be an object. */
export async function readJson(req: IncomingMessage): Promise<Record<string, unknown>> {
  const text = (await readBody(req)).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text === '' ? '{}' : text);
  } catch {
    throw new HttpError(400, 'bad request data');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpError(400, 'bad request data');
  }
  return value as Record<string, unknown>;
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  res.writeHead(status, {
    'content-type': 'application/json; charset=UTF-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  res.end(text);
}

const ORDER: Role[] = ['Viewer', 'Editor', 'Admin'];

/** Whether a role covers another: Admin covers Editor, Editor covers Viewer. */
export function includesRole(has: Role, needed: Role): boolean {
  return ORDER.indexOf(has) >= ORDER.indexOf(needed);
}

/** Refuses the call, as Grafana does, unless the user's role covers the one that is needed. */
export function requireRole(call: Call, needed: Role): void {
  if (!includesRole(call.user.orgRole, needed)) {
    throw new HttpError(403, "You'll need additional permissions to perform this action.", {
      title: 'Access denied',
    });
  }
}
