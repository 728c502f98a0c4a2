/** @jest-environment node */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { AnnotationFile } from './annotationFile';
import type { User } from './users';

const user: User = { id: 2, login: 'editor', name: 'E', orgRole: 'Editor' };
let dir: string;
let annotations: AnnotationFile;

beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'annotations-'));
  annotations = new AnnotationFile(path.join(dir, 'annotations.json'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const found = (query: string) => annotations.find(new URLSearchParams(query)).map(({ id }) => id);
const add = (tags: string[], time = 1000, timeEnd?: number) =>
  annotations.create({ tags, time, timeEnd, text: 't' }, user);

describe('tags', () => {
  const table: Array<[string, string[][], string, number[]]> = [
    ['all must be there', [['a', 'b'], ['a']], 'tags=a&tags=b', [1]],
    ['any, with matchAny', [['a'], ['b'], ['c']], 'tags=a&tags=b&matchAny=true', [1, 2]],
    ['key and value', [['run:ns/x'], ['run:ns/y']], 'tags=run:ns/x', [1]],
    ['a key alone finds every value', [['run:ns/x'], ['run:ns/y'], ['other']], 'tags=run', [1, 2]],
    ['only the first colon parts', [['uid:a:b']], 'tags=uid:a:b', [1]],
    ['an empty tag asks for nothing', [['a']], 'tags=', [1]],
  ];
  test.each(table)('%s', (_name, stored, query, ids) => {
    stored.forEach((tags) => add(tags));
    expect(found(query).sort()).toEqual(ids);
  });

  test('more than 500 characters of JSON are refused', () => {
    expect(() => add(['x'.repeat(496)])).not.toThrow();
    expect(() => add(['x'.repeat(497)])).toThrow(expect.objectContaining({ status: 400 }));
  });

  test('are counted', () => {
    add(['a']);
    add(['a', 'b']);
    expect(annotations.tags('')).toEqual([
      { tag: 'a', count: 2 },
      { tag: 'b', count: 1 },
    ]);
  });
});

test.each([
  ['from=500&to=1500', [1]],
  ['from=1500&to=2500', [2]],
  ['from=2500&to=3500', [2]],
  ['from=3001&to=9000', []],
  // Grafana filters by time only with both ends.
  ['from=5000', [2, 1]],
])('a range finds what overlaps it: %s', (query, ids) => {
  add([], 1000);
  add([], 2000, 3000);
  expect(found(query)).toEqual(ids);
});

test('at most a hundred come without a limit', () => {
  for (let i = 0; i < 120; i++) {
    add([], 1000 + i);
  }
  expect(found('')).toHaveLength(100);
  expect(found('limit=7')).toHaveLength(7);
  expect(found('limit=200')).toHaveLength(120);
});

test('without an end it is a point, and a region the wrong way round is turned', () => {
  add([], 1000);
  add([], 3000, 2000);
  expect(annotations.get(1)).toMatchObject({ time: 1000, timeEnd: 1000 });
  expect(annotations.get(2)).toMatchObject({ time: 2000, timeEnd: 3000 });
});

test('a text is needed', () => {
  expect(() => annotations.create({ time: 1 }, user)).toThrow(expect.objectContaining({ status: 400 }));
});

test('PATCH leaves what is empty, PUT replaces all', () => {
  const id = add(['a'], 1000, 2000);
  annotations.change(id, { text: '', timeEnd: 0 });
  expect(annotations.get(id)).toMatchObject({ text: 't', time: 1000, timeEnd: 2000, tags: ['a'] });
  annotations.change(id, { timeEnd: 5000, tags: ['b'] });
  expect(annotations.get(id)).toMatchObject({ text: 't', time: 1000, timeEnd: 5000, tags: ['b'] });
  annotations.replace(id, { text: 'new', time: 1500 });
  expect(annotations.get(id)).toMatchObject({ text: 'new', time: 1500, timeEnd: 1500, tags: [] });
});

test('nothing is deduplicated, and ids are never used again', () => {
  expect([add(['a']), add(['a'])]).toEqual([1, 2]);
  annotations.remove(2);
  expect(add(['a'])).toBe(3);
});

test('they outlive the server', () => {
  const id = add(['a']);
  expect(new AnnotationFile(path.join(dir, 'annotations.json')).get(id)).toMatchObject({
    login: 'editor',
    tags: ['a'],
  });
});

test.each(['get', 'remove'] as const)('%s of one that is not there is a 404', (call) => {
  expect(() => annotations[call](9)).toThrow(expect.objectContaining({ status: 404 }));
});
