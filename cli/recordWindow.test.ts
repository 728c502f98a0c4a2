/**
 * `wva record --window`: a window by its mark in Grafana, over HTTP.
 *
 * @jest-environment node
 */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { links, T0 } from '../src/domain/runAnnotation.fixtures';
import { windowAnnotation, windowRef } from '../src/domain/markedWindow';
import { call } from './testing';

const dir = mkdtempSync(path.join(tmpdir(), 'wva-window-'));
const token = path.join(dir, 'token');
writeFileSync(token, 'secret\n');

const WINDOW = { namespace: 'llm-d', workload: 'decode', experiment: 'b', from: T0, to: T0 + 600_000 };
const NAME = `llm-d/${windowRef(WINDOW).name}`;

/** Grafana with that one mark, and a Prometheus that is down. */
const asked: string[] = [];
let server: Server;
let url: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    asked.push(`${request.headers.authorization ?? ''} ${pathname}`);
    const tags = searchParams.getAll('tags');
    const marks = [{ id: 1, ...windowAnnotation(WINDOW, links) }].filter((mark) =>
      tags.every((tag) => mark.tags.includes(tag))
    );
    response.statusCode = pathname === '/api/annotations' ? 200 : 503;
    response.end(JSON.stringify(marks));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const record = (name: string, ...more: string[]) =>
  call(['record', '--prometheus', url, '--out', path.join(dir, 'out.gz'), '--window', name, ...more]);
const grafana = () => ['--grafana', url, '--grafana-token-file', token];

test('the mark is read with the token of the file, then Prometheus is asked', async () => {
  const { code, err } = await record(NAME, ...grafana());
  expect([code, asked[0]]).toEqual([1, 'Bearer secret /api/annotations']);
  expect(asked.some((one) => /\/api\/v1\/query/.test(one))).toBe(true);
  expect(err).toContain('Prometheus');
});

test.each([
  ['one that nobody marked', 'llm-d/other', grafana, 'is no marked window'],
  ['no Grafana', NAME, () => [], '--window needs --grafana'],
  ['a window and a run', NAME, () => ['--run', 'a/b'], '--window and --run exclude each other'],
  ['a window twice', NAME, () => ['--from', 'now-1h'], '--window and --from exclude each other'],
  ['no name', 'window', grafana, 'is no window'],
])('%s is one line, and exit 64', async (_, name, more, words) => {
  const { code, out, err } = await record(name, ...more());
  expect([code, out]).toEqual([64, '']);
  expect(err).toContain(words);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
});
