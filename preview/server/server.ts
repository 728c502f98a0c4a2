/** The preview's web server: Grafana's HTTP API subset, the plugins' files, and one page for every other address. */
import { readFileSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { apiRoutes } from './api';
import { indexHtml } from './bootData';
import { HttpError, sendJson, type Call } from './http';
import type { ApiRoute } from './route';
import { PreviewState, type PreviewOptions } from './state';
import { fileInside, sendFile } from './static';
import { SESSION_COOKIE } from './users';

export interface PreviewServer {
  url: string;
  state: PreviewState;
  close: () => Promise<void>;
}

/** Grafana does not close idle connections. Node does after 5 s, and so resets those that a client is about to use again. */
const KEEP_ALIVE_MS = 10 * 60_000;

/** Starts the server; port 0 takes a free one. It listens on this machine only, unless told otherwise. */
export async function startPreviewServer(
  options: PreviewOptions & { port: number; host?: string }
): Promise<PreviewServer> {
  const state = new PreviewState(options);
  const routes = apiRoutes(state);
  const server = http.createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (req, res) => {
    void answer(state, routes, req, res);
  });
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`,
    state,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  state: PreviewState,
  routes: ApiRoute[],
  req: IncomingMessage,
  res: ServerResponse
): Promise<void> {
  try {
    await dispatch(state, routes, req, res);
  } catch (error) {
    if (res.headersSent) {
      res.destroy();
      return;
    }
    if (error instanceof HttpError) {
      sendJson(res, error.status, { message: error.message, ...error.extra });
      return;
    }
    console.error(error);
    sendJson(res, 500, { message: 'Internal error', error: String((error as Error).message) });
  }
}

async function dispatch(
  state: PreviewState,
  routes: ApiRoute[],
  req: IncomingMessage,
  res: ServerResponse
): Promise<void> {
  const method = req.method ?? 'GET';
  refuseOtherOrigins(req, method);
  const url = rawUrl(req);
  const user = state.users.of(req);
  const call: Call = { req, res, method, url, user, params: {} };
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.pattern, url.pathname) : undefined;
    if (params !== undefined) {
      await route.handle({ ...call, params });
      return;
    }
  }
  if (url.pathname.startsWith('/api/') || url.pathname.startsWith('/apis/')) {
    throw new HttpError(404, 'Not found');
  }
  if (method !== 'GET' && method !== 'HEAD') {
    throw new HttpError(405, 'Method not allowed');
  }
  if (!sendStatic(state, call)) {
    page(state, call);
  }
}

/** As `new URL`, but without its resolving of `..`: what matches a route has to be what the client sent. */
function rawUrl(req: IncomingMessage): URL {
  const [rawPath = '/', search = ''] = (req.url ?? '/').split(/\?(.*)/s);
  const url = new URL('http://preview/');
  url.search = search;
  Object.defineProperty(url, 'pathname', { value: rawPath });
  return url;
}

/** As Grafana does: a page of another site may not change anything here. */
function refuseOtherOrigins(req: IncomingMessage, method: string): void {
  const { origin, host } = req.headers;
  if (method !== 'GET' && method !== 'HEAD' && origin !== undefined && origin !== `http://${host}`) {
    throw new HttpError(403, 'origin not allowed');
  }
}

/** The parts of a path that a pattern captures, or undefined when it does not match. */
export function matchPath(pattern: string, pathname: string): Record<string, string> | undefined {
  const open = pattern.endsWith('/*');
  const wanted = (open ? pattern.slice(0, -2) : pattern).split('/');
  const given = pathname.split('/');
  if (open ? given.length < wanted.length : given.length !== wanted.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) {
      try {
        params[part.slice(1)] = decodeURIComponent(value);
      } catch {
        return undefined;
      }
    } else if (part !== value) {
      return undefined;
    }
  }
  return params;
}

function sendStatic(state: PreviewState, call: Call): boolean {
  const { pathname } = call.url;
  const { bundle } = state.options;
  if (pathname.startsWith('/preview/')) {
    // Chunks carry a hash of their content in the name; the entry does not.
    sendFile(
      call,
      fileInside(bundle, pathname.slice('/preview/'.length)),
      /-[A-Z0-9]{8}\./.test(pathname) ? 'always' : 'check'
    );
    return true;
  }
  if (pathname.startsWith('/public/build/img/')) {
    sendIcon(call, path.join(bundle, 'img'), pathname.slice('/public/build/img/'.length));
    return true;
  }
  if (pathname.startsWith('/public/fonts/')) {
    sendFile(call, fileInside(path.join(bundle, 'fonts'), pathname.slice('/public/fonts/'.length)), 'check');
    return true;
  }
  const plugin = /^\/public\/plugins\/([^/]+)\/(.+)$/.exec(pathname);
  if (plugin !== null) {
    sendFile(call, fileInside(state.plugin(plugin[1] ?? '').dir, plugin[2] ?? ''), 'check');
    return true;
  }
  if (pathname.startsWith('/public/')) {
    throw new HttpError(404, 'Not found');
  }
  return false;
}

const SPINNER =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path fill="none" stroke="currentColor" stroke-width="2" d="M12 3a9 9 0 1 1-9 9"/></svg>';
const BLANK = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"></svg>';

/** Icons that are not in the package, but their mirror image is. */
const MIRRORED: Record<string, { of: string; transform: string }> = {
  'angle-double-left.svg': { of: 'angle-double-right.svg', transform: 'matrix(-1 0 0 1 24 0)' },
  'angle-double-up.svg': { of: 'angle-double-down.svg', transform: 'matrix(1 0 0 -1 0 24)' },
};

function replacement(dir: string, name: string): string {
  const mirrored = MIRRORED[path.basename(name)];
  if (mirrored === undefined) {
    return name.endsWith('/spinner.svg') ? SPINNER : BLANK;
  }
  const svg = readFileSync(fileInside(dir, path.join(path.dirname(name), mirrored.of)), 'utf8');
  return svg.replace(/(<svg[^>]*>)(.*)(<\/svg>)/s, `$1<g transform="${mirrored.transform}">$2</g>$3`);
}

/** An icon of @grafana/ui. A few that Grafana draws are not in its npm package: most of those are left blank here. */
function sendIcon(call: Call, dir: string, name: string): void {
  try {
    sendFile(call, fileInside(dir, name), 'check');
  } catch (error) {
    if (!(error instanceof HttpError) || error.status !== 404) {
      throw error;
    }
    call.res.writeHead(200, { 'content-type': 'image/svg+xml', 'cache-control': 'no-cache' });
    call.res.end(replacement(dir, name));
  }
}

/** The page. `?role=` signs in as the user of that role, `?theme=` sets the theme, for both a cookie remembers it. */
function page(state: PreviewState, call: Call): void {
  const cookies: string[] = [];
  const role = call.url.searchParams.get('role')?.toLowerCase();
  const asked = role === undefined ? undefined : state.users.byLogin(role);
  if (asked !== undefined) {
    cookies.push(`${SESSION_COOKIE}=${asked.login}; Path=/; SameSite=Lax`);
  }
  const theme =
    call.url.searchParams.get('theme') ?? /preview_theme=(light|dark)/.exec(call.req.headers.cookie ?? '')?.[1];
  if (call.url.searchParams.has('theme')) {
    cookies.push(`preview_theme=${theme === 'light' ? 'light' : 'dark'}; Path=/; SameSite=Lax`);
  }
  const html = indexHtml(state, asked ?? call.user, theme === 'light' ? 'light' : 'dark');
  call.res.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'set-cookie': cookies,
  });
  call.res.end(html);
}
