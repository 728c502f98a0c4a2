/** @jest-environment node */
import * as fc from 'fast-check';

import { isUserError, type UserError } from '../shared/errors';
import { errorKind } from './errorKinds';
import { JsonWalker } from './jsonWalk';
import { isSampled, type GuidellmReport } from './report';
import { readReport } from './readReport';
import { madeReport, madeRequests, partsOf, SHAPES, type MadeReport } from './testing';

const FROM = 1_771_584_288.75;

const read = (text: string, size?: number): Promise<GuidellmReport> =>
  readReport(partsOf(text, size), { fileName: 'benchmarks.json' });
const readMade = (report: MadeReport): Promise<GuidellmReport> => read(JSON.stringify(madeReport(report)));

async function failure(text: string): Promise<UserError> {
  const error: unknown = await read(text).then(
    () => undefined,
    (thrown: unknown) => thrown
  );
  if (!isUserError(error)) {
    throw new Error(`no user error, but ${String(error)}`);
  }
  return error;
}

test.each(SHAPES)('a report of GuideLLM %s', async (shape) => {
  const requests = [...madeRequests(FROM, 5, { failEvery: 5 }), ...madeRequests(FROM + 5, 1, { status: 'incomplete' })];
  const report = await readMade({ shape, requests, textLength: 200, id: 'b1' });
  const [benchmark] = report.benchmarks;
  const { requests: found } = benchmark!;
  expect(report.version).toBe(
    shape.startsWith('0.2') || shape === '0.3' || shape === '0.4-dev' ? undefined : `${shape}.0`
  );
  expect(benchmark).toMatchObject({
    id: 'b1',
    strategy: 'constant',
    totals: { successful: 4, errored: 1, incomplete: 1 },
  });
  expect(benchmark!.from).toBeCloseTo(FROM * 1000, 3);
  expect(benchmark!.to).toBeCloseTo((FROM + 5 + 2.1) * 1000, 3);
  expect(found.count).toBe(6);
  expect([...found.start].slice(0, 4).map((at) => at / 1000 - FROM)).toEqual([0, 1, 2, 3]);
  expect([...found.ttft].slice(0, 4).map((value) => value.toFixed(3))).toEqual(['0.100', '0.110', '0.120', '0.130']);
  expect(found.itl[0]).toBeCloseTo(0.02, 9);
  expect(found.e2e[0]).toBeCloseTo(2.1, 5);
  expect(found.outputTokens[0]).toBe(101);
  expect(found.promptTokens[0]).toBe(1024);
  const failed = [...found.status].indexOf(1);
  expect(found.ttft[failed]).toBeNaN();
  expect(report.errorKinds[found.error[failed]! - 1]?.kind).toBe('HTTP 503');
  expect([...found.error].filter((kind) => kind > 0)).toHaveLength(1);
  expect(isSampled(benchmark!)).toBe(false);
});

test('a report that holds a sample of its requests says how many there were, and how all were distributed', async () => {
  const { benchmarks } = await readMade({
    shape: '0.5',
    requests: madeRequests(FROM, 200, { failEvery: 10 }),
    sample: 10,
  });
  const [benchmark] = benchmarks;
  expect(benchmark?.requests.count).toBe(20);
  expect(benchmark?.totals).toEqual({ successful: 180, errored: 20, incomplete: 0 });
  expect(isSampled(benchmark!)).toBe(true);
  expect(benchmark?.summaries.ttft?.count).toBe(180);
  expect(benchmark?.summaries.ttft?.points.find(([share]) => share === 0.5)?.[1]).toBeCloseTo(0.14, 9);
  expect(benchmark?.outputTokens).toBe(180 * 101);
  expect(benchmark!.to).toBeGreaterThan((FROM + 199) * 1000);
});

test.each([
  ['', 'is not a GuideLLM report', 'empty'],
  ['a,b\n1,2\n', 'is not a GuideLLM report', 'not JSON'],
  ['benchmarks:\n  - x', 'is not a GuideLLM report', 'not JSON'],
  ['[1, 2]', 'is not a GuideLLM report', 'list'],
  ['{"dashboard": {"panels": []}}', 'is not a GuideLLM report', 'no "benchmarks"'],
  ['{"benchmarks": []}', 'Nothing to show', 'no request'],
  ['{"benchmarks": [{"requests": {"successful": []}}]}', 'Nothing to show', 'no request'],
  ['{"benchmarks": [{"metrics": {"ttft": 1}}], "completed_requests": 3}', 'Nothing to show', 'no request'],
  ['{"benchmarks": [1, "x", null]}', 'Nothing to show', 'no request'],
  ['{"benchmarks" []}', 'is broken', 'not well-formed'],
  ['{"benchmarks": [}', 'is broken', 'not well-formed'],
  ['{"benchmarks": []} trailing', 'is broken', ''],
  ['{"a": nope}', 'is broken', ''],
  [`{"a": ${'['.repeat(300)}`, 'is broken', 'nested'],
])('%j is refused with its reason', async (text, title, message) => {
  const error = await failure(text);
  expect(error.title).toContain(title);
  expect(error.title).toContain('benchmarks.json');
  expect(error.message).toContain(message);
  expect(error.nextStep).not.toBe('');
});

test('an archive is told from JSON', async () => {
  const parts = (async function* () {
    yield await Promise.resolve(new Uint8Array([0x1f, 0x8b, 8, 0]));
  })();
  await expect(readReport(parts, { fileName: 'benchmarks.json.gz' })).rejects.toMatchObject({
    title: 'benchmarks.json.gz is compressed',
  });
});

test('a report that was cut off anywhere is broken, never half a report', async () => {
  const text = JSON.stringify(madeReport({ shape: '0.5', requests: madeRequests(FROM, 3) }));
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: text.length - 1 }), async (length) => {
      const error = await failure(text.slice(0, length));
      expect(error.title).toMatch(/is broken/);
    }),
    { numRuns: 200 }
  );
});

test('reading stops when it is told to', async () => {
  const abort = new AbortController();
  const seen: number[] = [];
  const reading = readReport(
    partsOf(JSON.stringify(madeReport({ shape: '0.5', requests: madeRequests(FROM, 50) })), 100),
    {
      fileName: 'x',
      signal: abort.signal,
      onProgress: (bytes) => {
        seen.push(bytes);
        abort.abort(new Error('stopped'));
      },
    }
  );
  await expect(reading).rejects.toThrow('stopped');
  expect(seen).toEqual([100]);
});

test('whatever is in the file, reading ends with a report or a user error', async () => {
  const statuses = ['successful', 'errored', 'incomplete', 'total'];
  const anyReport = fc.record({
    benchmarks: fc.array(
      fc.record({
        requests: fc.dictionary(fc.constantFrom(...statuses), fc.jsonValue({ maxDepth: 4 })),
        metrics: fc.jsonValue(),
        request_totals: fc.jsonValue(),
        config: fc.jsonValue(),
        start_time: fc.jsonValue(),
      })
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyReport, fc.jsonValue()), async (value) => {
      await read(JSON.stringify(value)).catch((error: unknown) => expect(isUserError(error)).toBe(true));
    }),
    { numRuns: 300 }
  );
});

test('a text longer than an engine holds is an error in words, wherever it stands, and memory does not follow it', async () => {
  const MB = 1024 * 1024;
  const requests = madeRequests(FROM, 2);
  const whole = JSON.stringify(madeReport({ shape: SHAPES[0]!, requests }));
  for (const begin of [whole.replace(/\}\s*$/, ',"log":"'), '{"benchmarks":[{"requests":{"successful":[{"prompt":"']) {
    let given = 0;
    const parts = async function* () {
      yield new TextEncoder().encode(begin);
      for (; given < 64 * MB; given += MB) {
        yield new Uint8Array(MB).fill(120);
      }
    };
    const error: unknown = await readReport(parts(), { fileName: 'huge.json', longestText: 4 * MB }).catch(
      (thrown: unknown) => thrown
    );
    expect(error).toMatchObject({
      title: 'huge.json cannot be read',
      message: expect.stringMatching(
        /^One text in it is longer than the 4 MB that are read of one\. \(near byte [\d,]+\)$/
      ),
      nextStep: expect.stringContaining('remove that part'),
    });
    expect(given).toBeLessThan(8 * MB);
  }
});

test('walking keeps what is wanted as JSON.parse reads it, wherever the bytes are cut', () => {
  fc.assert(
    fc.property(
      fc.json({ noUnicodeString: false, stringUnit: 'grapheme', maxDepth: 6 }),
      fc.integer({ min: 1, max: 9 }),
      (text, size) => {
        let taken: unknown;
        const walker = new JsonWalker({
          wants: (path) => path.length === 0,
          take: (_, value) => (taken = value),
          drops: new Set(),
        });
        const bytes = new TextEncoder().encode(text);
        // A number at the root has no end of its own.
        fc.pre(/^\s*[[{"]/.test(text));
        for (let at = 0; at < bytes.length; at += size) {
          walker.write(bytes.subarray(at, at + size));
        }
        walker.end();
        expect(JSON.stringify(taken)).toBe(JSON.stringify(JSON.parse(text)));
      }
    ),
    { numRuns: 500 }
  );
});

test.each([
  ["Server error '503 Service Unavailable' for url 'http://x/v1'", 'HTTP 503'],
  ["Client error '429 Too Many Requests' for url", 'HTTP 429'],
  ['Error code: 400 - bad request', 'HTTP 400'],
  ['HTTP/1.1 502 Bad Gateway', 'HTTP 502'],
  ['ReadTimeout', 'Timeout'],
  ['The request timed out after 300 s', 'Timeout'],
  ['ConnectError: All connection attempts failed', 'Connection'],
  ['peer closed connection without sending complete message body', 'Connection'],
  ['CancelledError()', 'Cancelled'],
  ['', 'Other'],
  ['asked for 503 tokens', 'Other'],
])('%s is of the kind %s', (message, kind) => {
  expect(errorKind(message)).toBe(kind);
});
