/** @jest-environment node */
import type { GuidellmReport } from './report';
import { ReportStore, type Parse } from './reportStore';

const REPORT: GuidellmReport = { fileName: 'x', benchmarks: [], errorKinds: [] };
const file = (name: string): File => new File(['{}'], name);
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

interface Reading {
  name: string;
  signal: AbortSignal;
  progress: (bytes: number) => void;
  done: (report: GuidellmReport) => void;
  fail: (error: unknown) => void;
}

function testStore() {
  const readings: Reading[] = [];
  const parse: Parse = ({ name }, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      readings.push({ name, signal, progress: onProgress!, done: resolve, fail: reject });
    });
  const store = new ReportStore(parse);
  const states = () => store.files().map(({ name, state }) => `${name} ${state}`);
  return { store, readings, states };
}

test('files are read one after the other, each with its progress', async () => {
  const { store, readings, states } = testStore();
  let changes = 0;
  const unsubscribe = store.subscribe(() => changes++);
  store.add([file('a'), file('b')]);
  expect(states()).toEqual(['a reading', 'b waiting']);
  readings[0]!.progress(1);
  expect(store.files()[0]).toMatchObject({ read: 1, size: 2 });
  readings[0]!.done(REPORT);
  await settled();
  expect(states()).toEqual(['a read', 'b reading']);
  readings[1]!.fail(new Error('broken'));
  await settled();
  expect(states()).toEqual(['a read', 'b refused']);
  expect(store.files()[0]?.report).toBe(REPORT);
  const seen = changes;
  unsubscribe();
  store.remove(1);
  expect(changes).toBe(seen);
});

test('one that is removed while it is read stops, and the next one comes', async () => {
  const { store, readings, states } = testStore();
  store.add([file('a'), file('b'), file('c')]);
  store.remove(store.files()[1]!.id);
  store.remove(store.files()[0]!.id);
  expect(readings[0]!.signal.aborted).toBe(true);
  await settled();
  expect(states()).toEqual(['c reading']);
  expect(readings.map(({ name }) => name)).toEqual(['a', 'c']);
});

test('what is read is the same until it changes', () => {
  const { store } = testStore();
  expect(store.files()).toBe(store.files());
});
