/** @jest-environment node */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';

import { unpackRelease } from './download';

let folder: string;
let archive: Buffer;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'download-'));
  mkdirSync(path.join(folder, 'tool-1.0', 'bin'), { recursive: true });
  writeFileSync(path.join(folder, 'tool-1.0', 'bin', 'tool'), 'the tool');
  execFileSync('tar', ['-czf', path.join(folder, 'tool.tar.gz'), '-C', folder, 'tool-1.0']);
  archive = readFileSync(path.join(folder, 'tool.tar.gz'));
  server = createServer((request, response) => {
    response.writeHead(request.url === '/tool.tar.gz' ? 200 : 404);
    response.end(request.url === '/tool.tar.gz' ? archive : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

test('a release is unpacked without its top folder and without the archive', async () => {
  const target = path.join(folder, 'right');
  const sha256 = createHash('sha256').update(archive).digest('hex');
  await unpackRelease(`${url}/tool.tar.gz`, target, (digest) => digest === sha256);
  expect(readFileSync(path.join(target, 'bin', 'tool'), 'utf8')).toBe('the tool');
  expect(readdirSync(target)).toEqual(['bin']);
});

test('what has another digest is not unpacked', async () => {
  const target = path.join(folder, 'wrong');
  await expect(unpackRelease(`${url}/tool.tar.gz`, target, () => false)).rejects.toThrow(/its digest is another/);
  expect(existsSync(target)).toBe(false);
});

test('what is not there is said with its status, and who cannot be reached by name', async () => {
  await expect(unpackRelease(`${url}/no.tar.gz`, folder, () => true)).rejects.toThrow(`${url}/no.tar.gz answered 404`);
  await expect(unpackRelease('http://no.invalid/a.tar.gz', folder, () => true)).rejects.toThrow(
    /^no\.invalid cannot be reached/
  );
});
