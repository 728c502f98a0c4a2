/** @jest-environment node */
import type { GuidellmReport } from './report';
import { ReportShelf, type Parse } from './shelf';

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

function testShelf() {
  const readings: Reading[] = [];
  const parse: Parse = ({ name }, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      readings.push({ name, signal, progress: onProgress!, done: resolve, fail: reject });
    });
  const shelf = new ReportShelf(parse);
  const states = () => shelf.files().map(({ name, state }) => `${name} ${state}`);
  return { shelf, readings, states };
}

test('files are read one after the other, each with its progress', async () => {
  const { shelf, readings, states } = testShelf();
  let changes = 0;
  const unsubscribe = shelf.subscribe(() => changes++);
  shelf.add([file('a'), file('b')]);
  expect(states()).toEqual(['a reading', 'b waiting']);
  readings[0]!.progress(1);
  expect(shelf.files()[0]).toMatchObject({ read: 1, size: 2 });
  readings[0]!.done(REPORT);
  await settled();
  expect(states()).toEqual(['a read', 'b reading']);
  readings[1]!.fail(new Error('broken'));
  await settled();
  expect(states()).toEqual(['a read', 'b refused']);
  expect(shelf.files()[0]?.report).toBe(REPORT);
  const seen = changes;
  unsubscribe();
  shelf.remove(1);
  expect(changes).toBe(seen);
});

test('one that is removed while it is read stops, and the next one comes', async () => {
  const { shelf, readings, states } = testShelf();
  shelf.add([file('a'), file('b'), file('c')]);
  shelf.remove(shelf.files()[1]!.id);
  shelf.remove(shelf.files()[0]!.id);
  expect(readings[0]!.signal.aborted).toBe(true);
  await settled();
  expect(states()).toEqual(['c reading']);
  expect(readings.map(({ name }) => name)).toEqual(['a', 'c']);
});

test('what is read is the same until it changes', () => {
  const { shelf } = testShelf();
  expect(shelf.files()).toBe(shelf.files());
});
