import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import type { RunRef } from '../../domain/run';
import { SelectionBar } from './SelectionBar';

const bar = (exports?: (runs: readonly RunRef[]) => React.ReactNode) => (
  <MemoryRouter>
    <SelectionBar selected={['exp/oldest', 'exp/newest']} onClear={() => undefined} exports={exports} />
  </MemoryRouter>
);

test('nothing is measured of chosen runs until reports and files are asked for', async () => {
  const exports = jest.fn((runs: readonly RunRef[]) => <p>Files of {runs.map(({ name }) => name).join(' and ')}</p>);
  render(bar(exports));
  const button = screen.getByRole('button', { name: 'Export and report' });
  expect(button).toHaveAttribute('aria-expanded', 'false');
  expect(exports).not.toHaveBeenCalled();
  await userEvent.click(button);
  expect(button).toHaveAttribute('aria-expanded', 'true');
  expect(screen.getByText('Files of oldest and newest')).toBeInTheDocument();
  await userEvent.click(button);
  expect(screen.queryByText(/^Files of/)).not.toBeInTheDocument();
});

test('the same runs are handed on as the same value: what was measured of them is kept', () => {
  const handed: Array<readonly RunRef[]> = [];
  const exports = (runs: readonly RunRef[]) => {
    handed.push(runs);
    return null;
  };
  const { rerender } = render(bar(exports));
  act(() => screen.getByRole('button', { name: 'Export and report' }).click());
  rerender(bar(exports));
  expect(handed.length).toBeGreaterThan(1);
  expect(new Set(handed).size).toBe(1);
});
