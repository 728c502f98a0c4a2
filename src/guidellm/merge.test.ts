/** @jest-environment node */
import * as fc from 'fast-check';

import { measureKpis } from '../domain/analysis/measureKpis';
import { testMeasurements, testRun } from '../domain/analysis/testing';
import type { Window } from '../domain/analysis/types';
import { clientSeries } from './clientSeries';
import { compareWithServer } from './compareWithServer';
import { mergeReports, type ClientMeasurements } from './mergeReports';
import type { GuidellmReport } from './report';
import { readReport } from './readReport';
import { madeReport, madeRequests, partsOf, type MadeReport, type MadeRequest } from './testing';

const FROM = 1_771_584_000;
const WINDOW: Window = { from: FROM * 1000, to: (FROM + 600) * 1000, stepSeconds: 10 };

const read = (report: MadeReport, fileName = 'benchmarks.json'): Promise<GuidellmReport> =>
  readReport(partsOf(JSON.stringify(madeReport(report)), 65_536), { fileName });

async function merged(reports: MadeReport[], window: Window | undefined = WINDOW): Promise<ClientMeasurements> {
  const all = await Promise.all(reports.map((report, i) => read({ id: `b${i}`, ...report }, `${i}.json`)));
  const { client } = mergeReports(all, window);
  if (!client) {
    throw new Error('nothing merged');
  }
  return client;
}

test('instances that start one after the other are laid over each other by absolute time', async () => {
  const client = await merged([
    { shape: '0.5', requests: madeRequests(FROM, 600, { rate: 1, tokens: 11, itl: 0.01 }) },
    { shape: '0.3', requests: madeRequests(FROM + 300, 300, { rate: 1, tokens: 11, itl: 0.01 }) },
  ]);
  expect(client.totals).toEqual({ successful: 900, errored: 0, incomplete: 0 });
  const { answered } = clientSeries(client, WINDOW);
  expect(answered.times.map((at) => (at - WINDOW.from) / 1000)).toEqual([
    0, 60, 120, 180, 240, 300, 360, 420, 480, 540,
  ]);
  expect(answered.values.slice(1, 4)).toEqual([1, 1, 1]);
  expect(answered.values.slice(6, 9)).toEqual([2, 2, 2]);
  expect(client.requestsPerSecond).toBeCloseTo(900 / 600, 1);
  expect(client.tokensPerSecond! / client.requestsPerSecond!).toBeCloseTo(11, 6);
});

test('the same report dropped twice counts once, and one of another time not at all', async () => {
  const one = await read({ shape: '0.5', requests: madeRequests(FROM, 10) }, 'a.json');
  const again = { ...one, fileName: 'copy of a.json' };
  const late = await read({ shape: '0.5', id: 'late', requests: madeRequests(FROM + 4200, 10) }, 'late.json');
  const early = await read({ shape: '0.5', id: 'early', requests: madeRequests(FROM - 3600, 10) }, 'early.json');
  const { client, leftOut } = mergeReports([one, again, late, early], WINDOW);
  expect(client?.totals.successful).toBe(10);
  expect(leftOut).toEqual([
    { fileName: 'copy of a.json', reason: 'twice' },
    { fileName: 'late.json', reason: 'other-time', offSeconds: 3600 },
    { fileName: 'early.json', reason: 'other-time', offSeconds: expect.closeTo(-3588.8, 1) },
  ]);
  expect(mergeReports([late], WINDOW)).toEqual({ leftOut: [expect.objectContaining({ reason: 'other-time' })] });
  expect(mergeReports([late], undefined).client?.totals.successful).toBe(10);
});

test('a clock that is off moves requests in time, and no latency', async () => {
  const of = (off: number): MadeReport[] => [
    { shape: '0.5', requests: madeRequests(FROM, 300) },
    { shape: '0.5', requests: madeRequests(FROM + off, 300) },
  ];
  const [right, off] = await Promise.all([merged(of(0)), merged(of(200))]);
  expect(off.latency.ttft).toEqual(right.latency.ttft);
  expect(off.totals).toEqual(right.totals);
  expect(clientSeries(off, WINDOW).answered.values).not.toEqual(clientSeries(right, WINDOW).answered.values);
});

test('errors are counted by kind and by time', async () => {
  const requests: MadeRequest[] = [
    ...madeRequests(FROM, 120),
    ...madeRequests(FROM + 120, 30, { status: 'errored', error: 'ReadTimeout', tokens: 1 }),
    ...madeRequests(FROM + 180, 60, { failEvery: 2, tokens: 2 }),
  ];
  const client = await merged([{ shape: '0.5', requests }]);
  expect(client.errors).toEqual([
    { kind: 'Timeout', count: 30, example: 'ReadTimeout' },
    { kind: 'HTTP 503', count: 30, example: expect.stringContaining('Service Unavailable') },
  ]);
  const { errors } = clientSeries(client, WINDOW);
  expect(errors.map(({ labels, values }) => [labels.kind, values.slice(0, 4)])).toEqual([
    ['HTTP 503', [0, 0, 0, 0.5]],
    ['Timeout', [0, 0, 0.5, 0]],
  ]);
});

test('an ITL counts once for each token after the first', async () => {
  const client = await merged([
    {
      shape: '0.5',
      requests: [
        ...madeRequests(FROM, 9, { tokens: 2, itl: 0.01 }),
        ...madeRequests(FROM + 20, 1, { tokens: 92, itl: 0.5 }),
      ],
    },
  ]);
  expect(client.latency.itl?.[10]).toBeCloseTo(0.5, 6);
});

const anyRequests = fc
  .array(
    fc.record({
      ttft: fc.double({ min: 0.01, max: 30, noNaN: true }),
      itl: fc.double({ min: 0.001, max: 1, noNaN: true }),
    }),
    { minLength: 1, maxLength: 60 }
  )
  .map((list) =>
    list.map(({ ttft, itl }, i): MadeRequest => ({
      start: FROM + i,
      ttft,
      itl,
      tokens: 2 + (i % 5),
      status: 'successful',
    }))
  );

test('several instances have the distribution of one that made all their requests', async () => {
  await fc.assert(
    fc.asyncProperty(anyRequests, anyRequests, async (one, other) => {
      const [apart, together] = await Promise.all([
        merged([
          { shape: '0.5', requests: one },
          { shape: '0.3', requests: other },
        ]),
        merged([{ shape: '0.5', requests: [...one, ...other] }]),
      ]);
      expect(apart.latency).toEqual(together.latency);
      expect(apart.totals).toEqual(together.totals);
    }),
    { numRuns: 60 }
  );
});

test('of a sampled report, percentiles are those of all requests', async () => {
  const requests = madeRequests(FROM, 500).map((one, i): MadeRequest => ({ ...one, ttft: 0.1 + i / 100 }));
  const [all, sampled] = await Promise.all([
    merged([{ shape: '0.5', requests }]),
    merged([{ shape: '0.5', requests, sample: 10 }]),
  ]);
  expect(sampled.inFiles).toBe(10);
  expect(sampled.totals).toEqual(all.totals);
  for (const p of [10, 25, 50, 75, 90, 95, 99] as const) {
    expect(sampled.latency.ttft![p]).toBeCloseTo(all.latency.ttft![p], 1);
  }
  expect(sampled.tokensPerSecond).toBeCloseTo(all.tokensPerSecond!, 6);
});

test('beside the server, each difference says what it can mean', async () => {
  const client = await merged([{ shape: '0.5', requests: madeRequests(FROM, 100, { failEvery: 10 }) }]);
  const bounds = [0.05, 0.1, 0.15, 0.5, 1, 2, 5, Infinity];
  const measurements = testMeasurements({
    window: WINDOW,
    totals: { succeeded: 90.2, failed: 0 },
    latency: {
      ttft: { bounds, counts: [0, 50, 100, 100, 100, 100, 100, 100] },
      e2e: { bounds, counts: [0, 0, 0, 0, 100, 100, 100, 100] },
    },
  });
  const figures = compareWithServer(client, {
    kpis: measureKpis(testRun(), measurements),
    latency: measurements.latency,
  });
  const by = (kpi: string) => figures.find((one) => one.kpi === kpi);
  expect(by('ttft-p50')).toMatchObject({
    client: expect.closeTo(0.14, 6),
    server: expect.closeTo(0.1, 6),
    finding: 'outside',
  });
  expect(by('ttft-p90')).toMatchObject({ finding: 'outside' });
  expect(by('e2e-p50')).toMatchObject({ finding: 'outside' });
  expect(by('itl-p50')).toEqual({ kpi: 'itl-p50', client: expect.closeTo(0.02, 6), server: undefined });
  expect(by('requests-served')).toMatchObject({ client: 90, server: 90.2, finding: 'same' });
  expect(by('requests-failed')).toMatchObject({
    client: 10,
    server: 0,
    difference: 10,
    relative: undefined,
    finding: 'outside',
  });
  expect(by('error-rate')).toMatchObject({ client: 0.1, finding: 'outside' });
  expect(
    figures.every(
      ({ client, server, finding }) => (finding === undefined) === (client === undefined || server === undefined)
    )
  ).toBe(true);
});

test('a percentile within the same bucket is no difference', async () => {
  const client = await merged([{ shape: '0.5', requests: madeRequests(FROM, 100, { ttft: 0.3 }) }]);
  const measurements = testMeasurements({ latency: { ttft: { bounds: [0.25, 0.5, Infinity], counts: [0, 10, 10] } } });
  const [p50] = compareWithServer(client, {
    kpis: measureKpis(testRun(), measurements),
    latency: measurements.latency,
  });
  expect(p50).toMatchObject({ kpi: 'ttft-p50', server: 0.375, finding: 'within-bucket' });
});

test('with a report missing, no difference means anything', async () => {
  const client = await merged([{ shape: '0.5', requests: madeRequests(FROM, 100) }]);
  const measurements = testMeasurements({
    totals: { succeeded: 200, failed: 0 },
    latency: { ttft: { bounds: [0.05, 0.1, Infinity], counts: [200, 200, 200] } },
  });
  const figures = compareWithServer(client, {
    kpis: measureKpis(testRun(), measurements),
    latency: measurements.latency,
  });
  expect(figures.flatMap(({ finding }) => finding ?? [])).toEqual(new Array(7).fill('other-requests'));
});
