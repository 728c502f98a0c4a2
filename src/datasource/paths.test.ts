import fc from 'fast-check';

import { isUserError } from '../shared/errors';
import { queryString, readPaths, runPaths } from './paths';

const HOSTILE = [
  '..',
  '.',
  '/',
  'a/b',
  '%2f',
  '%2e%2e',
  'a?b',
  'a#b',
  '',
  ' ',
  'a b',
  'A',
  '\\..\\',
  'é',
  '🚀',
  '<b>',
  "'",
  'a'.repeat(254),
  '-a',
  'a..b',
];

test.each(HOSTILE)('%p never becomes part of a path', (name) => {
  expect(() => readPaths.pipelineRun('experiment-01', name)).toThrow('cannot be the name');
  expect(() => runPaths.pipelineRuns(name)).toThrow('cannot be the name of an object');
});

test('a path has exactly the segments that it should, for any name', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z0-9.%/-]{1,10}$/)), fc.string(), (name, namespace) => {
      for (const build of [
        () => readPaths.podLog('ns', name),
        () => readPaths.configMap(namespace, name),
        () => runPaths.pipelineRun(namespace, name),
      ]) {
        try {
          const path = build();
          const resolved = new URL(path, 'http://grafana/base/').pathname;
          expect(resolved).toBe(`/base/${path}`);
          expect(path.split('/')).toContain(name);
        } catch (error) {
          expect(isUserError(error)).toBe(true);
        }
      }
    })
  );
});

test('a query is encoded, undefined values are left out', () => {
  expect(queryString({ a: 'x&y=z', b: undefined, limit: 5, watch: true })).toBe('?a=x%26y%3Dz&limit=5&watch=true');
  expect(queryString({})).toBe('');
});
