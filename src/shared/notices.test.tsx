import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { PHASES, RUN_PHASES } from '../domain/phase';
import { EmptyState } from './EmptyState';
import { ErrorNotice } from './ErrorNotice';
import { UserError } from './errors';
import { RunPhaseBadge } from './RunPhaseBadge';

describe('ErrorNotice', () => {
  test('says what failed and what to do, and tries again', async () => {
    const retry = jest.fn();
    const error = new UserError({ title: 'No answer', message: '<b>cut off</b>', nextStep: 'Check the address.' });
    render(<ErrorNotice error={error} onRetry={retry} />);
    expect(screen.getByText('No answer')).toBeInTheDocument();
    expect(screen.getByText('<b>cut off</b>')).toBeInTheDocument();
    expect(screen.getByText('Check the address.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledTimes(1);
  });

  test('any thrown value gets words and the title of the screen', () => {
    render(<ErrorNotice error={{ status: 502, statusText: 'Bad Gateway' }} title="Metrics" />);
    expect(screen.getByText('Metrics')).toBeInTheDocument();
    expect(screen.getByText('502 Bad Gateway')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Try again' })).not.toBeInTheDocument();
  });
});

test('EmptyState says why and offers a way on', () => {
  render(
    <EmptyState title="No variants" action={<a href="/x">Configure</a>}>
      Nothing is scaled.
    </EmptyState>
  );
  expect(screen.getByRole('status')).toHaveTextContent('No variants');
  expect(screen.getByRole('status')).toHaveTextContent('Nothing is scaled.');
  expect(screen.getByRole('link', { name: 'Configure' })).toBeInTheDocument();
});

describe('RunPhaseBadge', () => {
  test.each(RUN_PHASES)('%s has a word beside its colour', (phase) => {
    render(<RunPhaseBadge phase={phase} />);
    expect(screen.getByText(PHASES[phase].label())).toBeInTheDocument();
  });

  test('no two phases look alike', () => {
    const looks = RUN_PHASES.map((phase) => `${PHASES[phase].color} ${PHASES[phase].icon}`);
    expect(new Set(looks).size).toBe(RUN_PHASES.length);
  });
});
