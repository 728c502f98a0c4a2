/** @jest-environment node */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { unzipSync } from 'fflate';

import packageJson from '../package.json';
import { onPath } from './tools';
import { packagePlugin } from './package';

let folder: string;
let dist: string;

function write(file: string, content: string): void {
  mkdirSync(path.dirname(path.join(dist, file)), { recursive: true });
  writeFileSync(path.join(dist, file), content);
}

const manifest = (id: string, version = packageJson.version) => JSON.stringify({ id, info: { version } });

beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'package-'));
  dist = path.join(folder, 'dist');
  write('plugin.json', manifest('llmd-wva-app'));
  write('module.js', 'define([],()=>({}))');
  write('datasource/plugin.json', manifest('llmd-tekton-datasource'));
  write('datasource/module.js', 'define([],()=>({}))');
  write('experiment-panel/plugin.json', manifest('llmd-experiment-panel'));
  write('experiment-panel/module.js', 'define([],()=>({}))');
  write('experiment-panel/img/logo.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  write('B.js', 'ä');
  write('a.js', '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('holds all files in a folder that is named by the id of the plugin', () => {
  const file = packagePlugin(dist, path.join(folder, 'out'));
  expect(path.basename(file)).toBe(`llmd-wva-app-${packageJson.version}.zip`);
  const entries = unzipSync(readFileSync(file));
  expect(Object.keys(entries)).toEqual(
    [
      'B.js',
      'a.js',
      'datasource/module.js',
      'datasource/plugin.json',
      'experiment-panel/img/logo.svg',
      'experiment-panel/module.js',
      'experiment-panel/plugin.json',
      'module.js',
      'plugin.json',
    ].map((name) => `llmd-wva-app/${name}`)
  );
  expect(Buffer.from(entries['llmd-wva-app/B.js'] ?? []).toString()).toBe('ä');
});

it('comes with its checksum, as sha256sum reads it', () => {
  const file = packagePlugin(dist, path.join(folder, 'out'));
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
  expect(readFileSync(`${file}.sha256`, 'utf8')).toBe(`${digest}  ${path.basename(file)}\n`);
});

it('is the same whenever and wherever it is made', () => {
  const first = readFileSync(packagePlugin(dist, path.join(folder, 'one')));
  const copy = path.join(folder, 'copy');
  cpSync(dist, copy, { recursive: true });
  utimesSync(path.join(copy, 'module.js'), 1e9, 1e9);
  const before = process.env.TZ;
  try {
    process.env.TZ = 'Asia/Tokyo';
    expect(readFileSync(packagePlugin(copy, path.join(folder, 'two'))).equals(first)).toBe(true);
  } finally {
    process.env.TZ = before;
  }
});

it('opens with another program', () => {
  const unzip = onPath(['unzip']);
  if (unzip === undefined) {
    console.warn('unzip is not here: the archive was opened by the library that made it only.');
    return;
  }
  const file = packagePlugin(dist, path.join(folder, 'out'));
  const { status, stdout } = spawnSync(unzip, ['-t', file], { encoding: 'utf8' });
  expect([status, stdout]).toEqual([0, expect.stringContaining('No errors detected')]);
});

it.each([
  ['no build', () => rmSync(dist, { recursive: true }), /holds no plugin: run npm run build first/],
  [
    'a build without the panel',
    () => rmSync(path.join(dist, 'experiment-panel'), { recursive: true }),
    /experiment-panel/,
  ],
  ['another version', () => write('plugin.json', manifest('llmd-wva-app', '9.9.9')), /llmd-wva-app 9\.9\.9, not/],
  ['a build without code', () => rmSync(path.join(dist, 'module.js')), /holds no code/],
  ['a development build', () => write('module.js', 'eval("x")'), /development build/],
])('is not made of %s', (_, spoil, message) => {
  spoil();
  expect(() => packagePlugin(dist, path.join(folder, 'out'))).toThrow(message);
});
