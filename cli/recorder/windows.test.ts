/**
 * Windows that were marked by hand: recorded as runs are that the cluster no longer has.
 *
 * @jest-environment node
 */
import { annotatedRun } from '../../src/domain/runAnnotation';
import { links, T0 } from '../../src/domain/runAnnotation.fixtures';
import { windowAnnotation, windowRef, type MarkedWindow } from '../../src/domain/markedWindow';
import { goneRuns } from './gone';
import { RecordIndex } from './recordIndex';

const HOUR = 3600_000;
const WINDOW: MarkedWindow = {
  namespace: 'llm-d',
  workload: 'decode',
  experiment: 'harness-b',
  from: T0,
  to: T0 + HOUR,
  load: [{ name: 'step-1', delaySeconds: 0, durationSeconds: 600, rate: 2 }],
};

const toRecord = (records: RecordIndex, namespaces = ['llm-d']) => {
  const marked = annotatedRun({ id: 1, ...windowAnnotation(WINDOW, links) });
  return goneRuns({ runs: [], records, marked: marked ? [marked] : [], namespaces, now: T0 + 2 * HOUR });
};

test('a marked window is to be recorded, with its load, until it has a record', () => {
  const [run, ...others] = toRecord(new RecordIndex());
  expect(others).toEqual([]);
  expect(run).toMatchObject({
    ...windowRef(WINDOW),
    phase: 'unknown',
    experiment: 'harness-b',
    workload: { namespace: 'llm-d', variant: 'decode' },
    startedAt: T0,
    finishedAt: T0 + HOUR,
    loadProfile: { steps: WINDOW.load },
  });
  const { namespace } = WINDOW;
  const kept = { namespace, map: 'wva-record-x', resourceVersion: '1', told: false, figures: {}, run: run! };
  expect(toRecord(new RecordIndex([kept]))).toEqual([]);
});

test('one of another namespace is none of this recorder', () => {
  expect(toRecord(new RecordIndex(), ['other'])).toEqual([]);
});
