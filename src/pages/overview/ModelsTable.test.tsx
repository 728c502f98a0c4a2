import { dateTime, type TimeRange } from '@grafana/data';
import { render, screen, within } from '@testing-library/react';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import type { TimeSeries } from '../../domain/analysis/types';
import ModelsTable from './ModelsTable';

const FACTS: TimeSeries[] = [
  { labels: { namespace: 'exp', variant: 'tp2', series: 'gpus', modelName: 'NVIDIA L40S' }, times: [0], values: [2] },
];
jest.mock('../../prometheus/grafana', () => ({
  grafanaPrometheus: () => ({ id: 'prom', ask: () => Promise.resolve(new Map([['facts', { series: FACTS }]])) }),
}));
jest.mock('../../scenes/detection', () => ({ detectionOf: () => Promise.resolve({ dialect: {} }) }));

const row = (variant: string, model_name: string | undefined, numbers: Record<string, number>): TimeSeries[] =>
  Object.entries(numbers).map(([series, value]) => ({
    labels: { namespace: 'exp', variant, series, ...(model_name !== undefined && { model_name }) },
    times: [0],
    values: [value],
  }));
const RANGE: TimeRange = { from: dateTime(0), to: dateTime(1000), raw: { from: 'now-1h', to: 'now' } };

test('a model with two variants has a row with its sums; a single variant is itself; what is gone says so', async () => {
  render(
    <MemoryRouter>
      <ModelsTable
        uid="prom"
        range={RANGE}
        title="All variants"
        variantUrl={(namespace, variant) => `/${namespace}/${variant}`}
        rows={[
          ...row('tp1', 'llama', { ready: 1, served: 0.5 }),
          ...row('tp2', 'llama', { ready: 3, served: 1 }),
          ...row('alone', 'qwen', { ready: 2 }),
          ...row('ghost', undefined, { created: -1 }),
        ]}
      />
    </MemoryRouter>
  );
  expect(await screen.findByText('NVIDIA L40S')).toBeInTheDocument();
  const rows = screen.getAllByRole('row').map((one) => one.textContent);
  expect(rows[1]).toMatch(/^llama2 variants in exp.*1\.50/);
  expect(rows[2]).toMatch(/^tp1/);
  expect(rows[3]).toMatch(/^tp2NVIDIA L40S/);
  expect(rows[4]).toMatch(/^aloneqwen · exp/);
  expect(rows[5]).toMatch(/^ghost.*The workload is gone/);
  const cells = within(screen.getAllByRole('row')[1]!).getAllByRole('cell');
  // After accelerator and role: desired, ready, GPUs.
  expect(cells.slice(1, 4).map(({ textContent }) => textContent)).toEqual(['–', '4', '2']);
  expect(screen.getByRole('link', { name: 'tp2' })).toHaveAttribute('href', expect.stringContaining('/exp/tp2'));
});
