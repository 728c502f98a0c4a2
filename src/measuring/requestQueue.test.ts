import { RequestQueue } from './requestQueue';

/** A task that ends when told to. */
function task() {
  let end = (_value: string) => {};
  let fail = (_error: Error) => {};
  const started = jest.fn();
  const run = () => {
    started();
    return new Promise<string>((resolve, reject) => {
      end = resolve;
      fail = reject;
    });
  };
  return { run, started, end: (value: string) => end(value), fail: (error: Error) => fail(error) };
}
const settle = () => new Promise((resolve) => setTimeout(resolve));

test('runs so many at once, the others in their order', async () => {
  const queue = new RequestQueue(2);
  const tasks = [task(), task(), task(), task()];
  const results = tasks.map(({ run }) => queue.run(run));
  await settle();
  const started = () => tasks.map((one) => one.started.mock.calls.length);
  expect(started()).toEqual([1, 1, 0, 0]);
  tasks[1]!.end('b');
  await settle();
  expect(started()).toEqual([1, 1, 1, 0]);
  tasks[0]!.fail(new Error('no'));
  await expect(results[0]).rejects.toThrow('no');
  await settle();
  expect(started()).toEqual([1, 1, 1, 1]);
  tasks[2]!.end('c');
  tasks[3]!.end('d');
  expect(await Promise.all(results.slice(1))).toEqual(['b', 'c', 'd']);
});

test('what waits when the signal aborts never starts, and leaves its place to others', async () => {
  const queue = new RequestQueue(1);
  const abort = new AbortController();
  const [first, waits, other] = [task(), task(), task()];
  const one = queue.run(first.run);
  const two = queue.run(waits.run, abort.signal);
  const three = queue.run(other.run);
  abort.abort(new Error('stopped'));
  await expect(two).rejects.toThrow('stopped');
  await expect(queue.run(waits.run, abort.signal)).rejects.toThrow('stopped');
  first.end('one');
  await one;
  await settle();
  expect([waits.started.mock.calls.length, other.started.mock.calls.length]).toEqual([0, 1]);
  other.end('three');
  expect(await three).toBe('three');
});
