import { EventBusSrv, OrgRole } from '@grafana/data';
import { config, setAppEvents } from '@grafana/runtime';
import { act, configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import React, { useState } from 'react';
import { MemoryRouter } from 'react-router-dom';

import { writeLabels } from '../../annotations/runLabels';
import { MemoryAnnotations } from '../../experiment/testing/memoryAnnotations';
import { MemoryTekton } from '../../experiment/testing/memoryTekton';
import { aRun, NOW } from '../../experiment/testing/samples';
import { LABEL_TAG } from '../../domain/runLabels';
import { testIds } from '../../shared/testIds';
import { RunsScreen } from './RunsScreen';
import { RUNS_URL, type RunsView } from './runsUrl';
import { memoryStorage } from './testing/memoryStorage';

configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

beforeEach(() => {
  config.bootData.user.orgRole = OrgRole.Editor;
});

const ended = (name: string, age: number) =>
  aRun({ name, createdAt: NOW - age, phase: 'succeeded', reason: 'Succeeded' });
const API = () => new MemoryTekton([ended('new', 0), ended('old', 1000)]);

function show(annotations = new MemoryAnnotations(), items: Record<string, string> = {}, api = API()) {
  const storage = memoryStorage(items);
  function Page() {
    const [view, setView] = useState<RunsView>(RUNS_URL.read({}));
    return (
      <MemoryRouter>
        <RunsScreen
          {...{ api, annotations, storage, view }}
          onView={(part) => setView((old) => ({ ...old, ...part }))}
        />
      </MemoryRouter>
    );
  }
  const { unmount } = render(<Page />);
  return { annotations, items, unmount };
}

const names = () => screen.queryAllByTestId(testIds.runs.row).map((row) => row.querySelector('a')?.textContent);
async function choose(name: string, item: string) {
  fireEvent.click(await screen.findByLabelText(`Actions for ${name}`));
  fireEvent.click(await screen.findByRole('menuitem', { name: item }));
}

test('a pinned run stands first, in the next session too, until it is unpinned', async () => {
  const { items, unmount } = show();
  await waitFor(() => expect(names()).toEqual(['new', 'old']));
  await choose('old', 'Pin to the top');
  await waitFor(() => expect(names()).toEqual(['old', 'new']));
  unmount();
  show(undefined, items);
  await waitFor(() => expect(names()).toEqual(['old', 'new']));
  await choose('old', 'Unpin');
  await waitFor(() => expect(names()).toEqual(['new', 'old']));
});

test('a run is followed from its row, in the next session too: its end is said once, and the title has its phase', async () => {
  const events = new EventBusSrv();
  const said: unknown[] = [];
  jest.spyOn(events, 'publish').mockImplementation((event) => void said.push(event.payload));
  setAppEvents(events);
  document.title = 'Runs';
  const running = aRun({ name: 'long', uid: 'uid-long', createdAt: NOW });
  const { items, unmount } = show(undefined, {}, new MemoryTekton([running]));
  await choose('long', 'Tell me when it ends');
  expect(await screen.findByTitle('Followed')).toBeInTheDocument();
  expect(document.title).toBe('Running · Runs');
  unmount();
  expect(document.title).toBe('Runs');
  const api = new MemoryTekton([running, ended('quick', 5)]);
  show(undefined, items, api);
  expect(await screen.findByTitle('Followed')).toBeInTheDocument();
  act(() => api.set([{ ...running, phase: 'failed', reason: 'Failed', resourceVersion: '2' }, ended('quick', 5)]));
  await waitFor(() => expect(said).toEqual([['long: Failed', '']]));
  expect(screen.queryByTitle('Followed')).toBeNull();
  fireEvent.click(await screen.findByLabelText('Actions for long'));
  expect(screen.queryByRole('menuitem', { name: /ends|following/ })).toBeNull();
});

test('a run that is no longer followed ends without a word', async () => {
  const events = new EventBusSrv();
  const publish = jest.spyOn(events, 'publish').mockImplementation(() => undefined);
  setAppEvents(events);
  const running = aRun({ name: 'long', uid: 'uid-unfollowed', createdAt: NOW });
  const api = new MemoryTekton([running]);
  show(undefined, { 'followed-runs': '["uid-unfollowed"]' }, api);
  await screen.findByTitle('Followed');
  await choose('long', 'Stop following');
  await waitFor(() => expect(screen.queryByTitle('Followed')).toBeNull());
  act(() => api.set([{ ...running, phase: 'failed', reason: 'Failed', resourceVersion: '2' }]));
  await screen.findByText('Failed');
  expect(publish).not.toHaveBeenCalled();
});

test('what cannot be read of the storage pins nothing', async () => {
  show(undefined, { 'pinned-runs': '{"not": a list' });
  await waitFor(() => expect(names()).toEqual(['new', 'old']));
});

test('what someone else said since the list was read is there to be changed, not overwritten', async () => {
  const { annotations } = show();
  await waitFor(() => expect(names()).toEqual(['new', 'old']));
  const run = ended('old', 1000);
  await writeLabels(annotations, run, { tags: ['theirs'], note: 'Their note' }, run.createdAt);
  await choose('old', 'Tags and note…');
  await screen.findByTestId(testIds.runs.labels);
  expect(screen.getByLabelText(/^Note/)).toHaveValue('Their note');
  const tags = screen.getByLabelText('Tags');
  fireEvent.change(tags, { target: { value: 'mine' } });
  fireEvent.keyDown(tags, { key: 'Enter' });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/^#theirs #mine Their note/)).toBeInTheDocument();
});

test('tags and a note are seen in the row by whoever looks next, and are searched', async () => {
  const { annotations, unmount } = show();
  await choose('old', 'Tags and note…');
  const dialog = await screen.findByTestId(testIds.runs.labels);
  const tags = screen.getByLabelText('Tags');
  fireEvent.change(tags, { target: { value: 'kv, hot' } });
  fireEvent.keyDown(tags, { key: 'Enter' });
  fireEvent.change(screen.getByLabelText(/^Note/), { target: { value: 'Node 3 was slow' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(dialog).not.toBeInTheDocument());
  expect(annotations.all).toMatchObject([{ tags: [LABEL_TAG, 'run:experiment-01/old'] }]);
  expect(await screen.findByText(/^#kv-hot Node 3 was slow/)).toBeInTheDocument();
  unmount();
  config.bootData.user.orgRole = OrgRole.Viewer;
  show(annotations);
  expect(await screen.findByText(/^#kv-hot Node 3 was slow/)).toBeInTheDocument();
  fireEvent.change(screen.getByLabelText('Search'), { target: { value: '#kv' } });
  await waitFor(() => expect(names()).toEqual(['old']));
  fireEvent.click(await screen.findByLabelText('Actions for old'));
  expect((await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent)).toEqual(['Pin to the top']);
});
