import fc from 'fast-check';

import { flag, oneOf, optionalWords, someOf, urlCodec, wordList, words } from './urlCodec';

interface View {
  tab: 'a' | 'b';
  limit: 1 | 2;
  part: { search: string; phases: Array<'x' | 'y'> };
  names: string[];
  task?: string;
  all: boolean;
}

const VIEW = urlCodec<View>({
  tab: oneOf('tab', ['a', 'b'], 'a'),
  limit: oneOf('limit', [1, 2], 1),
  part: urlCodec<View['part']>({ search: words('q'), phases: someOf('phase', ['x', 'y']) }),
  names: wordList('name'),
  task: optionalWords('task'),
  all: flag('all'),
});

const view: fc.Arbitrary<View> = fc.record({
  tab: fc.constantFrom('a', 'b'),
  limit: fc.constantFrom(1, 2),
  part: fc.record({ search: fc.string(), phases: fc.subarray(['x', 'y']) }),
  names: fc.array(fc.string({ minLength: 1 })),
  task: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
  all: fc.boolean(),
});

test('a view comes back from the URL as it was', () => {
  fc.assert(fc.property(view, (given) => expect(VIEW.read(VIEW.write(given))).toEqual(given)));
});

test('it reads and writes its own parameters, and none at the defaults', () => {
  expect(VIEW.keys).toEqual(['tab', 'limit', 'q', 'phase', 'name', 'task', 'all']);
  const written = VIEW.write(VIEW.read({}));
  expect(Object.keys(written)).toEqual(VIEW.keys);
  expect(Object.values(written).flatMap((value) => value ?? [])).toEqual([]);
});

test.each([
  [{ tab: 'c' }, { tab: 'a' }],
  [{ tab: ['b', 'a'] }, { tab: 'b' }],
  [{ limit: '2' }, { limit: 2 }],
  [{ phase: ['y', 'z', 'x'] }, { part: { search: '', phases: ['x', 'y'] } }],
  [{ name: ['', 'n'] }, { names: ['n'] }],
  [{ all: 'yes' }, { all: false }],
  [{ task: '' }, { task: undefined }],
])('reads %j', (values, expected) => {
  expect(VIEW.read(values)).toMatchObject(expected);
});
