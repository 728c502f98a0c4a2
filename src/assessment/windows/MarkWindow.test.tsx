import { EventBusSrv, OrgRole } from '@grafana/data';
import { config, setAppEvents } from '@grafana/runtime';
import { configure, fireEvent, render, screen } from '@testing-library/react';
import React from 'react';
import { MemoryRouter } from 'react-router-dom';

import { windowsIn } from '../../domain/markedWindow';
import { MemoryAnnotations } from '../../experiment/testing/memoryAnnotations';
import { UserError } from '../../shared/errors';
import { testIds } from '../../shared/testIds';
import { MarkWindowButton } from './MarkWindowButton';

configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

const TO = Date.UTC(2026, 10, 1, 12);

beforeEach(() => {
  config.bootData.user.orgRole = OrgRole.Editor;
  config.bootData.user.login = 'ana';
  setAppEvents(new EventBusSrv());
});

async function open(store = new MemoryAnnotations(), to = TO) {
  const onMarked = jest.fn();
  const initial = () => ({ namespace: 'llm-d', workload: 'decode', from: TO - 600_999, to });
  render(<MarkWindowButton initial={initial} store={store} onMarked={onMarked} />, { wrapper: MemoryRouter });
  fireEvent.click(screen.getByTestId(testIds.windows.button));
  await screen.findByTestId(testIds.windows.dialog);
  return { store, onMarked };
}

const name = (experiment: string) =>
  fireEvent.change(screen.getByLabelText(/^Experiment/), { target: { value: experiment } });

const confirm = () => fireEvent.click(screen.getByTestId(testIds.windows.confirm));

test('a window is marked by whoever looks, with its load, and is opened as a run', async () => {
  const { store, onMarked } = await open();
  name('harness-b');
  fireEvent.click(screen.getByLabelText(/^The load is known/));
  expect(await screen.findByDisplayValue('600')).toBeInTheDocument();
  confirm();
  expect(await screen.findByText('The window is a run now')).toBeInTheDocument();
  const [window] = windowsIn(store.all);
  expect(window).toMatchObject({
    experiment: 'harness-b',
    variant: 'decode',
    namespace: 'llm-d',
    startedBy: 'ana',
    startedAt: TO - 601_000,
    endsAt: TO,
    load: [expect.objectContaining({ durationSeconds: 600 })],
  });
  expect(screen.getByTestId(testIds.windows.open)).toHaveAttribute(
    'href',
    `/a/llmd-wva-app/runs/llm-d/${window?.run.name}`
  );
  expect(onMarked).toHaveBeenCalledTimes(1);
});

test('what is missing or wrong is said at its field, and nothing is written', async () => {
  const { store } = await open(new MemoryAnnotations(), TO - 3600_000);
  confirm();
  expect(await screen.findByText(/Name the experiment/)).toBeInTheDocument();
  expect(screen.getByText('The end must be after the start.')).toBeInTheDocument();
  expect(store.writes).toEqual([]);
});

test('a refusal is said, and the next try marks it', async () => {
  const { store } = await open();
  name('harness-b');
  store.failure = new UserError({ title: 'x', message: 'no right', nextStep: 'ask', status: 403 });
  confirm();
  expect(await screen.findByText('no right')).toBeInTheDocument();
  store.failure = undefined;
  confirm();
  expect(await screen.findByText('The window is a run now')).toBeInTheDocument();
  expect(store.all).toHaveLength(1);
});

test('a Viewer is not offered it', () => {
  config.bootData.user.orgRole = OrgRole.Viewer;
  render(<MarkWindowButton initial={() => ({ namespace: '', workload: '' })} />, { wrapper: MemoryRouter });
  expect(screen.queryByTestId(testIds.windows.button)).toBeNull();
});
