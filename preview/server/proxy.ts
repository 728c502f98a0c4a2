/**
 * The data source proxy, with Grafana's rules for routes, methods and roles.
 *
 * Read from grafana/grafana: `pkg/api/pluginproxy/ds_proxy.go` (validateRequest, director) and `ds_auth_provider.go`
 * (ApplyRoute).
 */
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';

import { HttpError, includesRole, type Call } from './http';
import type { Role } from './users';

export interface PluginRoute {
  path: string;
  method?: string;
  url?: string;
  reqRole?: Role;
  reqAction?: string;
  headers?: Array<{ name: string; content: string }>;
}

export interface ProxyTarget {
  type: string;
  /** The data source's own URL. */
  url: string;
  jsonData: Record<string, unknown>;
  secureJsonData: Record<string, string>;
}

export interface UpstreamRequest {
  url: URL;
  headers: Record<string, string>;
}

/** The part of the path behind `/api/datasources/proxy/uid/<uid>/`, still encoded as it came. */
export function proxyPathOf(rawPath: string): string {
  return rawPath.replace(/^\/api\/datasources\/proxy\/(uid\/)?[^/]+\/?/, '');
}

/** Go's `plugins.CleanRelativePath`: lexically cleaned, without a leading slash; empty for the root. */
export function cleanRelativePath(raw: string): string {
  const cleaned = path.posix.normalize(`/${raw}`).replace(/^\/+/, '').replace(/\/+$/, '');
  return cleaned;
}

/** The first route whose method and path prefix match; a role or action that is missing refuses the request. */
export function matchRoute(
  routes: PluginRoute[],
  method: string,
  proxyPath: string,
  role: Role
): PluginRoute | undefined {
  for (const route of routes) {
    const routeMethod = route.method ?? '';
    if (routeMethod !== '' && routeMethod !== '*' && routeMethod !== method) {
      continue;
    }
    if (!cleanRelativePath(proxyPath).startsWith(cleanRelativePath(route.path))) {
      continue;
    }
    // An action takes the role's place. Only administrators have plugin actions here.
    const allowed = route.reqAction
      ? role === 'Admin'
      : route.reqRole === undefined || includesRole(role, route.reqRole);
    if (!allowed) {
      throw new HttpError(403, 'plugin proxy route access denied');
    }
    return route;
  }
  return undefined;
}

/** Fills `{{ .JsonData.x }}` and `{{ .SecureJsonData.x }}`; what is missing renders as Go's template does. */
export function interpolate(template: string, target: ProxyTarget): string {
  return template.replace(/\{\{\s*\.(JsonData|SecureJsonData)\.(\w+)\s*\}\}/g, (_match, from: string, key: string) => {
    const value = from === 'JsonData' ? target.jsonData[key] : target.secureJsonData[key];
    if (value === undefined) {
      return from === 'JsonData' ? '<no value>' : '';
    }
    return String(value);
  });
}

function joinUrlFragments(a: string, b: string): string {
  if (b === '') {
    return a;
  }
  return `${a.replace(/\/+$/, '')}/${b.replace(/^\/+/, '')}`;
}

/** Go's escaping of a path: the percent sign too, so a part that came encoded goes upstream encoded twice. */
function escapeGoPath(raw: string): string {
  return encodeURIComponent(raw).replace(/%(24|26|2B|2C|2F|3A|3B|3D|40)/g, (escaped) => decodeURIComponent(escaped));
}

/** Where the request goes, and the headers that the route adds. */
export function toUpstream(
  target: ProxyTarget,
  route: PluginRoute | undefined,
  proxyPath: string,
  search: string
): UpstreamRequest {
  if (route?.url) {
    const url = parseUrl(interpolate(route.url, target));
    const rest = proxyPath.startsWith(route.path) ? proxyPath.slice(route.path.length) : proxyPath;
    const upstream = new URL(url.origin);
    upstream.pathname = escapeGoPath(joinUrlFragments(decodeURI(url.pathname), rest));
    upstream.search = search;
    const headers = Object.fromEntries(
      (route.headers ?? []).map((header) => [header.name.toLowerCase(), interpolate(header.content, target)])
    );
    return { url: upstream, headers };
  }
  const url = parseUrl(target.url);
  const upstream = new URL(url.origin);
  upstream.pathname = joinUrlFragments(url.pathname, proxyPath);
  upstream.search = search;
  return { url: upstream, headers: {} };
}

function parseUrl(text: string): URL {
  try {
    const url = new URL(text);
    if (url.protocol === 'http:' || url.protocol === 'https:') {
      return url;
    }
  } catch {
    // falls through to the one answer for every address that is none
  }
  throw new HttpError(502, '');
}

const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'];
const DROPPED = [...HOP_BY_HOP, 'host', 'cookie', 'origin', 'referer', 'x-ds-authorization', 'authorization'];

/** Passes a call on and streams the answer back as it comes. */
export function proxyCall(call: Call, target: ProxyTarget, routes: PluginRoute[]): void {
  const proxyPath = proxyPathOf(call.url.pathname);
  const route = matchRoute(routes, call.method, proxyPath, call.user.orgRole);
  if (route === undefined && target.type === 'prometheus' && ['DELETE', 'PUT', 'POST'].includes(call.method)) {
    throw new HttpError(403, `non allow-listed ${call.method}s not allowed on proxied ${target.type} datasource`);
  }
  const upstream = toUpstream(target, route, proxyPath, call.url.search);
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(call.req.headers)) {
    if (value !== undefined && !DROPPED.includes(name)) {
      headers[name] = value;
    }
  }
  const direct = call.req.headers['x-ds-authorization'];
  if (typeof direct === 'string') {
    headers.authorization = direct;
  }
  Object.assign(headers, { 'user-agent': 'Grafana/preview' }, upstream.headers);
  send(call, upstream.url, headers, target);
}

function send(call: Call, url: URL, headers: Record<string, string | string[]>, target: ProxyTarget): void {
  const options = {
    method: call.method,
    headers,
    ca: target.jsonData.tlsAuthWithCACert === true ? target.secureJsonData.tlsCACert : undefined,
    rejectUnauthorized: target.jsonData.tlsSkipVerify !== true,
    servername: typeof target.jsonData.serverName === 'string' ? target.jsonData.serverName : undefined,
  };
  const request = (url.protocol === 'https:' ? https : http).request(url, options, (answer) => {
    if (answer.statusCode === 401) {
      answer.resume();
      const text = 'Authentication to data source failed';
      call.res.writeHead(400, { 'content-length': text.length });
      call.res.end(text);
      return;
    }
    const answerHeaders = Object.fromEntries(
      Object.entries(answer.headers).filter(([name]) => !HOP_BY_HOP.includes(name) && name !== 'set-cookie')
    );
    call.res.writeHead(answer.statusCode ?? 502, answerHeaders);
    call.res.flushHeaders();
    answer.pipe(call.res);
    // A watch that is cut upstream has to look cut here, too.
    answer.on('aborted', () => call.res.destroy());
  });
  request.setTimeout(30_000, () => {
    if (!call.res.headersSent) {
      request.destroy(new Error('timeout'));
    }
  });
  request.on('error', () => {
    if (call.res.headersSent) {
      call.res.destroy();
    } else {
      call.res.writeHead(502);
      call.res.end();
    }
  });
  call.res.on('close', () => request.destroy());
  call.req.pipe(request);
}
