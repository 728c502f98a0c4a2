/** Files of the bundle and of the plugins; never one outside their folders. */
import { createReadStream, realpathSync, statSync } from 'node:fs';
import path from 'node:path';

import { HttpError, type Call } from './http';

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.json': 'application/json',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.html': 'text/html; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
};

/** The file that a request's path names inside a folder; refuses paths and links that lead out of it. */
export function fileInside(dir: string, requested: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(requested);
  } catch {
    throw new HttpError(400, 'Bad path');
  }
  if (decoded.includes('\0')) {
    throw new HttpError(400, 'Bad path');
  }
  const file = path.resolve(dir, `./${decoded}`);
  let real: string;
  let root: string;
  try {
    real = realpathSync(file);
    root = realpathSync(dir);
  } catch {
    throw new HttpError(404, 'Not found');
  }
  if (!real.startsWith(root + path.sep) || !statSync(real).isFile()) {
    throw new HttpError(404, 'Not found');
  }
  return real;
}

export function sendFile(call: Call, file: string, cache: 'always' | 'check'): void {
  const { size, mtimeMs } = statSync(file);
  const etag = `"${size.toString(16)}-${Math.trunc(mtimeMs).toString(16)}"`;
  const headers = {
    'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
    'cache-control': cache === 'always' ? 'public, max-age=31536000, immutable' : 'no-cache',
    'access-control-allow-origin': '*',
    etag,
  };
  if (call.req.headers['if-none-match'] === etag) {
    call.res.writeHead(304, headers);
    call.res.end();
    return;
  }
  call.res.writeHead(200, { ...headers, 'content-length': size });
  if (call.method === 'HEAD') {
    call.res.end();
    return;
  }
  createReadStream(file).pipe(call.res);
}
