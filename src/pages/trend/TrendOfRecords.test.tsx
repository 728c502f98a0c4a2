import { configure, render, screen, waitFor } from '@testing-library/react';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import { MemoryAnnotations } from '../../experiment/testing/memoryAnnotations';
import { MemoryTekton } from '../../experiment/testing/memoryTekton';
import { NOW } from '../../experiment/testing/samples';
import { recordMap } from '../../records/configMap';
import { packRecord } from '../../records/pack';
import { recordMarks } from '../../records/recordMarks';
import { testAnalysis } from '../../records/testing';
import { testIds } from '../../shared/testIds';
import { TrendScreen } from './TrendScreen';

// Panels are Grafana's own: the browser tests draw them.
jest.mock('./TrendChart', () => ({ TrendChart: () => <p>The chart</p> }));
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

const RECORDS = 500;
const { record } = packRecord(testAnalysis('run'), { now: NOW, writer: { name: 'test', version: '1' } });
const { metadata } = recordMap({ record, gzip: new Uint8Array(), bytes: 0 });
const rows = Array.from({ length: RECORDS }, (_, i) => {
  const run = { ...record.run, name: `run-${i}`, startedAt: NOW - i * 60_000 };
  return { object: { metadata: { ...metadata, annotations: recordMarks({ ...record, run }) } } };
});

test('a trend over 500 records is one list, and asks Prometheus nothing', async () => {
  const read = jest.fn(async () => ({ metadata: { resourceVersion: '1' }, rows }));
  const cluster = { read, changedSince: async () => false, clockSkewMs: 0 };
  const analyse = jest.fn();
  render(
    <MemoryRouter>
      <TrendScreen
        api={Object.assign(new MemoryTekton([]), { cluster })}
        annotations={new MemoryAnnotations()}
        analyse={analyse}
        view={{ kpi: 'error-rate', limit: 500 }}
        onView={() => undefined}
      />
    </MemoryRouter>
  );
  const table = await screen.findByTestId(testIds.trend.table);
  await waitFor(() => expect(table.querySelectorAll('tbody tr')).toHaveLength(RECORDS));
  expect(table.querySelector('tbody tr')).toHaveTextContent(/run-0.*1\.00 %/);
  expect(read).toHaveBeenCalledTimes(1);
  expect(analyse).not.toHaveBeenCalled();
});
