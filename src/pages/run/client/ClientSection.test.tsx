import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { analysisOf } from '../../../domain/analysis/measureKpis';
import { testMeasurements, testRun } from '../../../domain/analysis/testing';
import { failuresOf } from '../../../guidellm/failures';
import { mergeReports } from '../../../guidellm/mergeReports';
import { compareWithServer } from '../../../guidellm/compareWithServer';
import { readReport } from '../../../guidellm/readReport';
import { madeReport, madeRequests, partsOf, type MadeReport } from '../../../guidellm/testing';
import { UserError } from '../../../shared/errors';
import { basisText, FailureList, LeftOutNotice } from './ClientNotes';
import { ClientServerTable } from './ClientServerTable';
import { DropZone } from './DropZone';
import { ReportFiles } from './ReportFiles';

const FROM = 1_771_584_000;

async function clientOf(report: MadeReport, served: number) {
  const read = await readReport(partsOf(JSON.stringify(madeReport(report)), 65_536), { fileName: 'a.json' });
  const { client } = mergeReports([read], undefined);
  const measurements = testMeasurements({
    totals: { succeeded: served, failed: 30 },
    latency: { ttft: { bounds: [0.05, 0.5, Infinity], counts: [90, 100, 100] } },
  });
  const { kpis } = analysisOf(testRun(), measurements);
  return { client: client!, figures: compareWithServer(client!, { kpis, latency: measurements.latency }) };
}

const row = (name: RegExp) => within(screen.getByRole('row', { name }));

test('each figure of the client stands beside the server’s, with what the difference says', async () => {
  const { figures } = await clientOf({ shape: '0.5', requests: madeRequests(FROM, 100, { failEvery: 10 }) }, 90);
  render(<ClientServerTable figures={figures} />);
  expect(row(/^TTFT p50/).getByText(/Before vLLM: network, gateway/)).toBeInTheDocument();
  expect(row(/^TTFT p99/).getByText(/one bucket/)).toBeInTheDocument();
  expect(row(/^ITL p50/).getByText('Prometheus does not know it.')).toBeInTheDocument();
  expect(row(/^Requests served \d/).getByText('The same.')).toBeInTheDocument();
  expect(row(/^Requests failed/).getByText(/What the client cuts off/)).toBeInTheDocument();
  expect(row(/^Error rate/).getByText(/points$/)).toHaveTextContent('−15.00 percentage points');
});

test('where most requests are missing, it says so and nothing else', async () => {
  const { figures } = await clientOf({ shape: '0.5', requests: madeRequests(FROM, 100) }, 1000);
  render(<ClientServerTable figures={figures} />);
  expect(row(/^Requests served \d/).getByText(/^10 % of what vLLM served/)).toBeInTheDocument();
  expect(row(/^TTFT p50/).getByText('Not of the same requests.')).toBeInTheDocument();
});

test('a sample says that it is one, and errors show an example', async () => {
  const requests = madeRequests(FROM, 100, { failEvery: 10 });
  const { client } = await clientOf({ shape: '0.5', requests, sample: 5 }, 90);
  expect(basisText(client)).toContain('Requests: 90 answered, 10 failed, 0 cut off');
  expect(basisText(client)).toContain('a sample of 10');
  render(<FailureList failures={failuresOf(client)} />);
  expect(screen.getByText('HTTP 503: 5 requests, in reports of the client')).toBeInTheDocument();
  expect(screen.getByText(/503 Service Unavailable/)).toBeInTheDocument();
});

test('what is left out says why', () => {
  render(
    <LeftOutNotice
      leftOut={[
        { fileName: 'a.json', reason: 'twice' },
        { fileName: 'b.json', reason: 'other-time', offSeconds: -3600 },
        { fileName: 'c.json', reason: 'other-time', offSeconds: 60 },
      ]}
    />
  );
  expect(screen.getByText('a.json: a benchmark that was already added.')).toBeInTheDocument();
  expect(screen.getByText(/b\.json: ended 1h 00m before the load/)).toBeInTheDocument();
  expect(screen.getByText(/c\.json: began 1m.* after the end/)).toBeInTheDocument();
});

test('files can be chosen, several at once, and the same one again', async () => {
  const dropped: string[][] = [];
  render(<DropZone onFiles={(files) => dropped.push(files.map(({ name }) => name))} />);
  const input = screen.getByLabelText('GuideLLM reports');
  await userEvent.upload(input, [new File(['{}'], 'a.json'), new File(['{}'], 'b.json')]);
  await userEvent.upload(input, new File(['{}'], 'a.json'));
  expect(dropped).toEqual([['a.json', 'b.json'], ['a.json']]);
});

test('a file that is read shows how far, one that is refused shows why; each can be removed', async () => {
  const removed: number[] = [];
  const error = new UserError({
    title: 'b.json is broken',
    message: 'It ends in the middle.',
    nextStep: 'Copy it again.',
  });
  render(
    <ReportFiles
      files={[
        { id: 1, name: 'a.json', size: 4e8, read: 1e8, state: 'reading' },
        { id: 2, name: 'b.json', size: 10, read: 10, state: 'refused', error },
        { id: 3, name: '<b>c</b>', size: 10, read: 0, state: 'waiting' },
      ]}
      onRemove={(id) => removed.push(id)}
    />
  );
  expect(screen.getByRole('progressbar', { name: 'Reading a.json' })).toHaveAttribute('value', '100000000');
  expect(screen.getByText('100.0 MB / 400.0 MB')).toBeInTheDocument();
  expect(screen.getByText('b.json is broken')).toBeInTheDocument();
  expect(screen.getByText('<b>c</b>')).toBeInTheDocument();
  await userEvent.click(screen.getByRole('button', { name: 'Stop reading a.json' }));
  await userEvent.click(screen.getByRole('button', { name: 'Remove b.json' }));
  expect(removed).toEqual([1, 2]);
});
