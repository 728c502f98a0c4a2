import fc from 'fast-check';

import { ALIGNMENTS } from '../domain/comparison/alignment';
import { comparePath } from '../routes';
import { COMPARE_PARTS, COMPARE_URL, LATENCIES, MAX_RUNS, PERCENTILES, type CompareView } from './compareUrl';

const ref = fc.record({ namespace: fc.stringMatching(/^[a-z]{1,6}$/), name: fc.stringMatching(/^[a-z0-9.-]{1,12}$/) });
const refs = fc.uniqueArray(ref, { selector: ({ namespace, name }) => `${namespace}/${name}`, maxLength: MAX_RUNS });
const view: fc.Arbitrary<CompareView> = fc.record({
  runs: refs,
  part: fc.option(fc.constantFrom(...COMPARE_PARTS), { nil: undefined }),
  baseline: fc.option(ref, { nil: undefined }),
  alignment: fc.constantFrom(...ALIGNMENTS),
  columns: fc.constantFrom('runs', 'groups'),
  figures: fc.constantFrom('key', 'all'),
  differing: fc.boolean(),
  search: fc.string(),
  sort: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
  gates: fc.option(fc.subarray(['ttft-p99:+10%:fail', 'error-rate:0:fail']), { nil: undefined }),
  limits: fc.record({
    ttftSeconds: fc.option(fc.constantFrom(0.5, 2), { nil: undefined }),
    itlSeconds: fc.option(fc.constantFrom(0.05), { nil: undefined }),
  }),
  percentile: fc.constantFrom(...PERCENTILES),
  latency: fc.constantFrom(...LATENCIES),
});

test('what is on screen comes back from the URL', () => {
  fc.assert(fc.property(view, (given) => expect(COMPARE_URL.read(COMPARE_URL.write(given))).toEqual(given)));
});

test('at the defaults the URL is empty', () => {
  const written = COMPARE_URL.write(COMPARE_URL.read({}));
  expect(Object.values(written).flatMap((value) => value ?? [])).toEqual([]);
});

test('a path to a comparison names its runs and its baseline', () => {
  fc.assert(
    fc.property(refs, fc.option(ref, { nil: undefined }), (runs, baseline) => {
      const query = new URL(comparePath({ runs, baseline }), 'http://grafana').searchParams;
      const read = COMPARE_URL.read({ run: query.getAll('run'), baseline: query.get('baseline') });
      expect(read).toMatchObject({ runs, baseline });
    })
  );
});

test.each<[string, Parameters<typeof COMPARE_URL.read>[0], Partial<CompareView>]>([
  [
    'names that are none are left out',
    { run: ['a/b', 'nonsense', 'a/b/c', 'a/b'] },
    { runs: [{ namespace: 'a', name: 'b' }] },
  ],
  ['an unknown alignment is the usual one', { align: 'sideways' }, { alignment: 'elapsed' }],
  ['no gates is a choice', { gate: ['none'] }, { gates: [] }],
  ['what is not said is not set', {}, { gates: undefined, sort: undefined, baseline: undefined }],
])('%s', (_, values, expected) => {
  expect(COMPARE_URL.read(values)).toMatchObject(expected);
});

test('more runs than can be told apart are cut off', () => {
  const run = Array.from({ length: 30 }, (_, i) => `ns/run-${i}`);
  expect(COMPARE_URL.read({ run }).runs).toHaveLength(MAX_RUNS);
});
