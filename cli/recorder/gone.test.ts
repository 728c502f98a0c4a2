/**
 * Runs that Tekton has pruned.
 *
 * @jest-environment node
 */
import fc from 'fast-check';

import { testRun } from '../../src/domain/analysis/testing';
import { defaultBaseline } from '../../src/domain/comparison/baseline';
import { wantedAnnotation, type AnnotatedRun } from '../../src/domain/runAnnotation';
import { links } from '../../src/domain/runAnnotation.fixtures';
import { LOOK_BACK_MS } from '../../src/experiment/markKeeper';
import { aRun } from '../../src/experiment/testing/samples';
import { closedRun, goneRuns } from './gone';
import type { KeptRecord } from './ports';
import { RecordIndex } from './recordIndex';
import { Shelf } from './shelf';

const NOW = Date.UTC(2026, 10, 23, 15);
const HOUR = 3600_000;

const kept = (name: string, run: Partial<KeptRecord['run']> = {}): KeptRecord => ({
  namespace: 'experiment-01',
  map: `wva-record-${name}`,
  resourceVersion: '1',
  told: false,
  figures: {},
  run: testRun({ namespace: 'experiment-01', name, uid: `uid-${name}`, startedAt: NOW - HOUR, ...run }),
});

const mark = (name: string, over: Partial<AnnotatedRun> = {}): AnnotatedRun => ({
  run: { namespace: 'experiment-01', name },
  uid: `uid-${name}`,
  status: 'succeeded',
  variant: 'decode',
  startedAt: NOW - 2 * HOUR,
  endsAt: NOW - HOUR,
  ...over,
});

const gone = (records: KeptRecord[], marked: AnnotatedRun[], runs: string[] = []) =>
  goneRuns({
    runs: runs.map((name) => ({ uid: `uid-${name}` })),
    records: new RecordIndex(records),
    marked,
    namespaces: ['experiment-01'],
    now: NOW,
  }).map(({ name, startedAt }) => [name, (NOW - startedAt) / HOUR]);

describe('a run that the cluster no longer has', () => {
  const begun = kept('begun', { phase: 'running', finishedAt: undefined });

  it('is recorded where a preliminary record or a mark knows it, the newest first', () => {
    expect(gone([begun], [mark('marked'), mark('old', { startedAt: NOW - 3 * HOUR })])).toEqual([
      ['begun', 1],
      ['marked', 2],
      ['old', 3],
    ]);
  });

  it('is none that is still there, that has a record, or whose mark says that it is in progress', () => {
    expect(gone([begun], [mark('there')], ['begun', 'there'])).toEqual([]);
    expect(gone([kept('whole', { phase: 'succeeded', finishedAt: NOW })], [mark('whole')])).toEqual([]);
    expect(gone([], [mark('on', { status: 'running' })])).toEqual([]);
  });

  it('is none of another namespace, of long ago, or of which nobody knows the workload', () => {
    expect(gone([], [mark('a', { run: { namespace: 'other', name: 'a' } })])).toEqual([]);
    expect(gone([], [mark('a', { endsAt: NOW - LOOK_BACK_MS - 1 })])).toEqual([]);
    expect(gone([], [mark('a', { variant: undefined })])).toEqual([]);
  });

  it('ends as its mark says, else with what was measured last', () => {
    const run = { ...begun.run, uid: 'uid-begun' };
    expect(closedRun(run, NOW - 5, mark('begun'))).toMatchObject({
      phase: 'succeeded',
      finishedAt: NOW - HOUR,
      pruned: true,
    });
    for (const other of [undefined, mark('begun', { uid: 'another' }), mark('begun', { status: 'running' })]) {
      expect(closedRun(run, NOW - 5, other)).toMatchObject({ phase: 'unknown', finishedAt: NOW - 5 });
    }
  });
});

test('marks that Grafana refuses are asked for again soon, and records not before their time', async () => {
  let at = NOW;
  const lists = { marks: 0, records: 0 };
  const annotation = { id: 1, ...wantedAnnotation(aRun({ phase: 'succeeded', createdAt: NOW }), links, NOW) };
  const refuse = () => Promise.reject(new Error('HTTP 502'));
  const store = { list: () => (lists.marks++ === 0 ? refuse() : Promise.resolve([annotation])) };
  const records = {
    list: () => {
      lists.records++;
      return Promise.resolve([]);
    },
  };
  const failed: string[] = [];
  const shelf = new Shelf(
    { tekton: { namespaces: ['experiment-01'] }, records, marks: { store }, clock: () => at },
    (part) => failed.push(part)
  );
  const look = async (later: number) => {
    at += later;
    const isKnown = await shelf.isKnown({ state: 'live', runs: [], asOf: at, clockSkewMs: 0 });
    return [isKnown, shelf.marked.length, lists.marks, lists.records];
  };
  expect(await look(0)).toEqual([true, 0, 1, 1]);
  expect(await look(10_000)).toEqual([true, 0, 1, 1]);
  expect(await look(10_000)).toEqual([true, 1, 2, 1]);
  expect(await look(60_000)).toEqual([true, 1, 2, 1]);
  expect(await look(10 * 60_000)).toEqual([true, 1, 3, 2]);
  expect(failed).toEqual(['grafana']);
});

test('an index of records finds the baseline that the page of comparisons would, after any writes', () => {
  const record = fc.record({
    name: fc.integer({ min: 0, max: 12 }).map((n) => `r${n}`),
    mode: fc.constantFrom('static' as const, 'wva' as const),
    phase: fc.constantFrom('succeeded' as const, 'failed' as const),
    replicas: fc.constantFrom('1', '4'),
    experiment: fc.constantFrom('stair', 'ramp', undefined),
    startedAt: fc.integer({ min: NOW - 1000, max: NOW }),
    rate: fc.constantFrom(1, 2),
    isRemoved: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.uniqueArray(record, { selector: ({ startedAt }) => startedAt, maxLength: 25 }), (writes) => {
      const index = new RecordIndex();
      for (const { isRemoved, rate, name, ...run } of writes) {
        const loadProfile = { steps: [{ name: 'one', delaySeconds: 0, durationSeconds: 60, rate }] };
        const one = kept(name, { ...run, finishedAt: NOW, loadProfile });
        index.put(one);
        // Asked in between, so that what is remembered has to be forgotten.
        index.baselineOf(one);
        if (isRemoved) {
          index.remove(one);
        }
      }
      const all = [...index.all()];
      for (const one of all) {
        expect(index.baselineOf(one)?.run.name).toBe(
          defaultBaseline(
            one.run,
            all.map(({ run }) => run)
          )?.run.name
        );
        expect(index.of(one.run.uid!)).toBe(one);
      }
    }),
    { numRuns: 200 }
  );
});
