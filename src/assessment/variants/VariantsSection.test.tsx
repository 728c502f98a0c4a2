import { render, screen, within } from '@testing-library/react';
import React from 'react';

import { analysisOf } from '../../domain/analysis/measureKpis';
import { testMeasurements, testRun } from '../../domain/analysis/testing';
import type { MeasuredVariant, Measurements } from '../../domain/analysis/types';
import { looksOf } from '../charts/runLook';
import { VariantsSection } from './VariantsSection';

const variant = (workload: string, part: Partial<MeasuredVariant> = {}): MeasuredVariant => ({
  workload,
  accelerator: 'NVIDIA L40S',
  gpusPerReplica: 1,
  replicasMean: 2,
  replicaHours: { value: 2, error: 0 },
  served: { value: 100, error: 0 },
  ...part,
});
const show = (part: Partial<Measurements>) => {
  const run = testRun();
  const [look] = looksOf([{ ref: run }], undefined);
  return render(<VariantsSection runs={[{ analysis: analysisOf(run, testMeasurements(part)), look: look! }]} />);
};
const cells = (name: string) =>
  within(screen.getByRole('rowheader', { name }).closest('tr')!)
    .getAllByRole('cell')
    .map(({ textContent }) => textContent?.trim());

test('each variant has what it took, served and cost, and the model their sum', () => {
  const prices = [{ by: 'accelerator' as const, of: 'L40S', perGpuHour: 3 }];
  show({
    model: 'llama',
    variants: [variant('decode'), variant('large', { gpusPerReplica: 4, role: 'decode' })],
    prices,
  });
  expect(screen.getByText('llama')).toBeInTheDocument();
  expect(cells('decode')).toEqual(['NVIDIA L40S', '–', '1', '2.00', '2.00', '100', '50.0', '3.00', '6.00']);
  expect(cells('large').slice(4)).toEqual(['8.00', '100', '12.5', '3.00', '24.00']);
  expect(cells('All variants')).toEqual(['', '10.00', '200', '20.0', '', '30.00']);
});

test('a price that is not known says why, and so does the sum', () => {
  show({ model: 'llama', variants: [variant('decode', { replicaCost: 5 }), variant('large')] });
  expect(screen.getAllByTitle(/no price is known.*NVIDIA L40S/).length).toBeGreaterThan(1);
  expect(screen.getByTitle(/^large: no price is known/)).toBeInTheDocument();
  expect(cells('All variants').at(-1)).toBe('–');
});

test('where nobody knows which variants there were there is no table', () => {
  expect(show({}).container).toBeEmptyDOMElement();
});
