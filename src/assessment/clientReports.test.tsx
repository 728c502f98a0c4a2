import { act, renderHook, waitFor } from '@testing-library/react';

import { analysisOf } from '../domain/analysis/measureKpis';
import { START, testMeasurements, testRun } from '../domain/analysis/testing';
import type { CountedTotal, Evidence } from '../domain/analysis/types';
import { readReport } from '../guidellm/readReport';
import { madeReport, madeRequests, partsOf } from '../guidellm/testing';
import { reportStoreOf } from '../guidellm/reportStore';
import { useClientDecisions } from './clientReports';

// jsdom has no worker: the reader itself is the same in the page.
jest.mock('../guidellm/parseFile', () => ({
  parseFile: async ({ name }: File) => readReport(partsOf(content, 65_536), { fileName: name }),
}));

const requests = madeRequests(START / 1000, 100, { rate: 100 / 60, failEvery: 10 });
const content = JSON.stringify(madeReport({ shape: '0.5', requests }));

const counted = (value: number): CountedTotal => ({ value, error: 0, restarts: 0, began: 0, ended: 0, before: 0 });

/** 100 requests began, and vLLM counted the end of 90. */
const evidence: Evidence = {
  interval: {},
  holes: {},
  counted: { began: counted(100), all: counted(90), succeeded: counted(90), failed: counted(0) },
};
const run = testRun({ uid: 'dropped-for' });
const runs = [{ analysis: analysisOf(run, testMeasurements({ totals: { succeeded: 90, failed: 0 }, evidence })) }];

test('a report that is dropped decides what no counter does, and no longer once it is removed', async () => {
  const { result } = renderHook(() => useClientDecisions(runs));
  const rate = () => result.current[0]?.analysis.kpis['error-rate'];
  expect(rate()?.problem).toMatch(/10 of 100 requests have no outcome/);

  const store = reportStoreOf('dropped-for');
  act(() => store.add([new File([content], 'benchmarks.json')]));
  await waitFor(() => expect(rate()).toMatchObject({ value: 0.1, source: expect.stringMatching(/client’s reports/) }));
  expect(rate()?.problem).toBeUndefined();

  act(() => store.remove(store.files()[0]!.id));
  expect(rate()?.problem).toMatch(/no outcome/);
});
