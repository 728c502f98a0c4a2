import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import React from 'react';

import { UserError } from './errors';
import { ErrorNotice } from './ErrorNotice';
import { SaidOnce } from './SaidOnce';
import { testIds } from './testIds';
import { viewState } from './viewState';

const isEmpty = (value: number[]) => value.length === 0;
const down = new Error('down');

test.each<[string, Partial<Parameters<typeof viewState<number[]>>[0]>, ReturnType<typeof viewState<number[]>>]>([
  ['nothing known', { loading: true }, { kind: 'loading' }],
  ['an answer', { value: [1] }, { kind: 'ready', value: [1] }],
  ['an answer, asked again', { value: [1], loading: true }, { kind: 'ready', value: [1] }],
  ['an answer that could not be read again', { value: [1], error: down }, { kind: 'ready', value: [1], error: down }],
  ['an error', { error: down }, { kind: 'failed', error: down }],
  ['an error after an answer of nothing', { value: [], error: down }, { kind: 'failed', error: down }],
  ['an error, asked again', { error: down, loading: true }, { kind: 'failed', error: down }],
  ['an answer of nothing', { value: [] }, { kind: 'empty' }],
  ['nothing so far', { value: [], loading: true }, { kind: 'loading' }],
  ['no answer and none awaited', {}, { kind: 'loading' }],
])('%s', (_, known, expected) => {
  expect(viewState({ value: undefined, loading: false, isEmpty, ...known })).toEqual(expected);
});

describe('the same error', () => {
  const words = () => new UserError({ title: 'Down', message: 'refused', nextStep: 'Start it.', transient: true });
  const notices = () => screen.queryAllByTestId(testIds.errorNotice);

  it('is said once, and its retry asks everyone again', async () => {
    const retries = [jest.fn(), jest.fn()];
    const { rerender } = render(
      <SaidOnce>
        <ErrorNotice error={words()} onRetry={() => retries[0]?.()} />
        <ErrorNotice error={words()} onRetry={() => retries[1]?.()} />
        <ErrorNotice error={new UserError({ title: 'Down', message: 'another', nextStep: '' })} />
      </SaidOnce>
    );
    expect(notices().map((one) => one.textContent)).toEqual([
      expect.stringContaining('refused'),
      expect.stringContaining('another'),
    ]);
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retries.map((retry) => retry.mock.calls.length)).toEqual([1, 1]);
    rerender(
      <SaidOnce>
        {null}
        <ErrorNotice error={words()} onRetry={() => retries[1]?.()} />
      </SaidOnce>
    );
    expect(notices()).toHaveLength(1);
  });

  it('stands at each place where nothing holds them together', () => {
    render(
      <>
        <ErrorNotice error={words()} />
        <ErrorNotice error={words()} />
      </>
    );
    expect(notices()).toHaveLength(2);
  });
});
