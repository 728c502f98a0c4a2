/** @jest-environment node */
import type { FromWorker } from './messages';
import { parseFile } from './parseFile';
import { madeReport, madeRequests } from './testing';

const text = JSON.stringify(madeReport({ shape: '0.5', requests: madeRequests(1_771_584_000, 2000), textLength: 400 }));
const file = new File([text], 'benchmarks.json');

/** A worker that says what it is told to. */
class FakeWorker {
  onmessage?: (event: { data: FromWorker }) => void;
  onerror?: (event: { message: string; preventDefault: () => void }) => void;
  terminated = false;
  constructor(private readonly script: (worker: FakeWorker) => void) {}
  postMessage(): void {
    queueMicrotask(() => this.script(this));
  }
  terminate(): void {
    this.terminated = true;
  }
  say(data: FromWorker): void {
    this.onmessage?.({ data });
  }
  fail(message: string): void {
    this.onerror?.({ message, preventDefault: () => undefined });
  }
}

function parsed(script: (worker: FakeWorker) => void, signal = new AbortController().signal) {
  const worker = new FakeWorker(script);
  const seen: number[] = [];
  const report = parseFile(file, {
    createWorker: () => worker as unknown as Worker,
    signal,
    onProgress: (bytes) => seen.push(bytes),
  });
  return { worker, seen, report };
}

test('a worker reads it, tells how far it is, and is let go', async () => {
  const { worker, seen, report } = parsed((it) => {
    it.say({ kind: 'started' });
    it.say({ kind: 'progress', bytes: 7 });
    it.say({ kind: 'report', report: { fileName: 'benchmarks.json', benchmarks: [], errorKinds: [] } });
  });
  expect((await report).fileName).toBe('benchmarks.json');
  expect(seen).toEqual([7]);
  expect(worker.terminated).toBe(true);
});

test('what the worker refuses is refused with its words', async () => {
  const { worker, report } = parsed((it) =>
    it.say({ kind: 'refused', title: 'x is broken', message: 'm', nextStep: 'n' })
  );
  await expect(report).rejects.toMatchObject({ kind: 'user-error', title: 'x is broken', message: 'm', nextStep: 'n' });
  expect(worker.terminated).toBe(true);
});

test.each([
  ['cannot be made', undefined],
  ['does not load', (it: FakeWorker) => it.fail('')],
])('where a worker %s, the page reads the file itself', async (_, script) => {
  const seen: number[] = [];
  const report = await parseFile(file, {
    createWorker: () => {
      if (!script) {
        throw new DOMException('blocked', 'SecurityError');
      }
      return new FakeWorker(script) as unknown as Worker;
    },
    signal: new AbortController().signal,
    onProgress: (bytes) => seen.push(bytes),
  });
  expect(report.benchmarks[0]?.totals.successful).toBe(2000);
  expect(seen.length).toBeGreaterThan(2);
  expect(seen.at(-1)).toBe(file.size);
});

test('a worker that dies on the way is an error, not a second try', async () => {
  const { report } = parsed((it) => {
    it.say({ kind: 'started' });
    it.fail('out of memory');
  });
  await expect(report).rejects.toMatchObject({ title: 'benchmarks.json could not be read', message: 'out of memory' });
});

test('stopping ends the worker', async () => {
  const abort = new AbortController();
  const { worker, report } = parsed((it) => {
    it.say({ kind: 'started' });
    abort.abort(new Error('stopped'));
  }, abort.signal);
  await expect(report).rejects.toThrow('stopped');
  expect(worker.terminated).toBe(true);
});
