/** Answers as the API server sends them: JSON, compressed when large, with the cluster's clock in `Date`. */
import { gzipSync } from 'node:zlib';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { ApiError } from './status';

/** The API server compresses bodies from this size on (defaultGzipThresholdBytes). */
const GZIP_FROM_BYTES = 128 * 1024;

export interface Answer {
  req: IncomingMessage;
  res: ServerResponse;
  /** Cluster time, epoch ms. */
  now(): number;
}

export function writeHeaders(
  { res, now }: Answer,
  status: number,
  contentType: string,
  more: Record<string, string> = {}
): void {
  res.writeHead(status, {
    'Audit-Id': randomUUID(),
    'Cache-Control': 'no-cache, private',
    'Content-Type': contentType,
    Date: new Date(now()).toUTCString(),
    ...more,
  });
}

export function sendBody(
  answer: Answer,
  status: number,
  contentType: string,
  text: string,
  more: Record<string, string> = {}
): void {
  const body = Buffer.from(text);
  const zip = body.length > GZIP_FROM_BYTES && /\bgzip\b/.test(String(answer.req.headers['accept-encoding'] ?? ''));
  const sent = zip ? gzipSync(body, { level: 1 }) : body;
  writeHeaders(answer, status, contentType, {
    ...(zip ? { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' } : {}),
    'Content-Length': String(sent.length),
    ...more,
  });
  answer.res.end(answer.req.method === 'HEAD' ? undefined : sent);
}

export function sendJson(answer: Answer, status: number, value: unknown, more: Record<string, string> = {}): void {
  sendBody(answer, status, 'application/json', `${JSON.stringify(value)}\n`, more);
}

export function sendError(answer: Answer, error: ApiError): void {
  const wait = error.details?.retryAfterSeconds;
  sendJson(answer, error.code, error.toStatus(), wait === undefined ? {} : { 'Retry-After': String(wait) });
}
