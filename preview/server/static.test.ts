/** @jest-environment node */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { fileInside } from './static';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'static-'));
  mkdirSync(path.join(dir, 'public/deep'), { recursive: true });
  mkdirSync(path.join(dir, 'public-but-not'));
  writeFileSync(path.join(dir, 'secret'), '');
  writeFileSync(path.join(dir, 'public-but-not/file'), '');
  writeFileSync(path.join(dir, 'public/deep/a b.js'), '');
  symlinkSync(path.join(dir, 'secret'), path.join(dir, 'public/link'));
});
afterAll(() => rmSync(dir, { recursive: true }));

test('a file inside is found, encoded or not', () => {
  expect(path.basename(fileInside(path.join(dir, 'public'), 'deep/a%20b.js'))).toBe('a b.js');
  expect(path.basename(fileInside(path.join(dir, 'public'), 'deep/../deep/a b.js'))).toBe('a b.js');
});

test.each([
  '../secret',
  '..%2Fsecret',
  '%2e%2e/secret',
  'deep/../../secret',
  '../public-but-not/file',
  '/etc/passwd',
  '//etc/passwd',
  'link',
  'deep',
  '',
  'none.js',
  'a%00b',
  '%E0%A4%A',
])('%j leads nowhere', (requested) => {
  expect(() => fileInside(path.join(dir, 'public'), requested)).toThrow(
    expect.objectContaining({ status: expect.any(Number) })
  );
});
