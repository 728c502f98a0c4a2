/** @jest-environment node */
import { readFileSync } from 'node:fs';
import path from 'node:path';

import {
  cleanRelativePath,
  interpolate,
  matchRoute,
  proxyPathOf,
  toUpstream,
  type PluginRoute,
  type ProxyTarget,
} from './proxy';
import type { Role } from './users';

const routes = JSON.parse(readFileSync(path.resolve('src/datasource/plugin.json'), 'utf8')).routes as PluginRoute[];

const target: ProxyTarget = {
  type: 'llmd-tekton-datasource',
  url: '',
  jsonData: { apiServer: 'https://api.example:6443' },
  secureJsonData: { readerToken: 'r-token', runnerToken: 'w-token' },
};

const run = 'run/namespaces/experiment-01/pipelineruns';

describe('the routes of the Tekton data source', () => {
  const table: Array<[string, string, Role, 'reader' | 'runner' | 'denied' | 'none']> = [
    ['GET', 'read/api/v1/namespaces', 'Viewer', 'reader'],
    ['GET', 'read/api/v1/namespaces', 'Admin', 'reader'],
    ['POST', run, 'Viewer', 'denied'],
    ['POST', run, 'Editor', 'runner'],
    ['POST', run, 'Admin', 'runner'],
    ['PATCH', `${run}/stair`, 'Viewer', 'denied'],
    ['PATCH', `${run}/stair`, 'Editor', 'runner'],
    ['DELETE', `${run}/stair`, 'Admin', 'none'],
    ['PUT', `${run}/stair`, 'Admin', 'none'],
    ['POST', 'read/apis/tekton.dev/v1/pipelineruns', 'Admin', 'none'],
    ['GET', run, 'Viewer', 'none'],
    // A prefix without a segment boundary is enough, as in Grafana.
    ['GET', 'reading', 'Viewer', 'reader'],
    ['GET', '/read/api', 'Viewer', 'reader'],
    ['GET', 'x/../read/api', 'Viewer', 'reader'],
    ['GET', 'read/../other', 'Viewer', 'none'],
  ];
  test.each(table)('%s %s as %s: %s', (method, proxyPath, role, expected) => {
    const match = () => matchRoute(routes, method, proxyPath, role);
    if (expected === 'denied') {
      expect(match).toThrow('plugin proxy route access denied');
      return;
    }
    const route = match();
    const token = route === undefined ? 'none' : toUpstream(target, route, proxyPath, '').headers.authorization;
    expect(token).toBe({ reader: 'Bearer r-token', runner: 'Bearer w-token', none: 'none' }[expected]);
  });
});

test('the first route that matches decides, even when a later one would let the call pass', () => {
  const two: PluginRoute[] = [{ path: 'a', reqRole: 'Admin' }, { path: 'a' }];
  expect(() => matchRoute(two, 'GET', 'a/b', 'Viewer')).toThrow('access denied');
  expect(matchRoute(two, 'GET', 'a/b', 'Admin')).toBe(two[0]);
});

test('an action takes the place of the role', () => {
  const withAction: PluginRoute[] = [{ path: 'a', reqRole: 'Viewer', reqAction: 'x:y' }];
  expect(() => matchRoute(withAction, 'GET', 'a', 'Editor')).toThrow('access denied');
});

test.each([
  ['read/api/v1/pods', '?watch=true', 'https://api.example:6443/api/v1/pods?watch=true'],
  ['read', '', 'https://api.example:6443/'],
  // What came encoded is encoded once more: Grafana joins the raw path to the route's and escapes the whole.
  ['read/api/v1/a%2Fb', '', 'https://api.example:6443/api/v1/a%252Fb'],
])('%s goes to the address of the route', (proxyPath, search, url) => {
  expect(toUpstream(target, routes[0], proxyPath, search).url.href).toBe(url);
});

test("a route's own path comes before the rest", () => {
  expect(toUpstream(target, routes[1], run, '?dryRun=All').url.href).toBe(
    'https://api.example:6443/apis/tekton.dev/v1/namespaces/experiment-01/pipelineruns?dryRun=All'
  );
});

test('without a matching route and without an address of its own, a call goes nowhere', () => {
  expect(() => toUpstream(target, undefined, 'anything', '')).toThrow(expect.objectContaining({ status: 502 }));
});

test.each([
  ['/api/datasources/proxy/uid/tekton/read/api', 'read/api'],
  ['/api/datasources/proxy/uid/tekton', ''],
  ['/api/datasources/proxy/uid/tekton/read/a%20b', 'read/a%20b'],
])('%s asks for %j', (raw, proxyPath) => {
  expect(proxyPathOf(raw)).toBe(proxyPath);
});

test.each([
  ['a//b/', 'a/b'],
  ['../../a', 'a'],
  ['a/./b/../c', 'a/c'],
  ['', ''],
])('%j is cleaned to %j', (raw, clean) => {
  expect(cleanRelativePath(raw)).toBe(clean);
});

test('templates are filled from settings and secrets', () => {
  expect(
    interpolate(
      '{{ .JsonData.apiServer }}|{{.SecureJsonData.readerToken}}|{{ .SecureJsonData.none }}|{{ .JsonData.none }}',
      target
    )
  ).toBe('https://api.example:6443|r-token||<no value>');
});
