import { configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import React, { useState } from 'react';
import { MemoryRouter } from 'react-router-dom';

import { MemoryAnnotations } from '../../experiment/testing/memoryAnnotations';
import { MemoryTekton } from '../../experiment/testing/memoryTekton';
import { aRun, NOW } from '../../experiment/testing/samples';
import { runTags } from '../../domain/runAnnotationTags';
import { formatText } from '../../domain/runAnnotationText';
import { recordMap } from '../../records/configMap';
import { packRecord } from '../../records/pack';
import type { RecordedVerdict } from '../../records/recordMarks';
import { testAnalysis } from '../../records/testing';
import { testIds } from '../../shared/testIds';
import { NEWEST_FIRST, NO_FILTER } from './runFilter';
import { RunsScreen } from './RunsScreen';
import { memoryStorage } from './testing/memoryStorage';
import type { RunsView } from './runsUrl';

configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

const WRITER = { now: NOW, writer: { name: 'test', version: '1' } };

function recordOf(name: string, slower: number, verdict?: RecordedVerdict, uid?: string) {
  const analysis = testAnalysis(name, slower);
  const { metadata } = recordMap(packRecord({ ...analysis, run: { ...analysis.run, uid } }, WRITER), { verdict });
  return { object: { metadata } };
}

const FAILED = { outcome: 'failed', baseline: ['experiment-01/static'] } as const;
const ROWS = [recordOf('kept', 1, FAILED, 'uid-kept'), recordOf('gone', 3)];

/** A cluster whose ConfigMaps answer with these rows; what was asked is remembered. */
function clusterWith(rows: unknown[]) {
  const asked: unknown[] = [];
  const read = async (list: unknown) => {
    asked.push(list);
    return { metadata: { resourceVersion: '1' }, rows };
  };
  return { asked, cluster: { read, changedSince: async () => false, clockSkewMs: 0 } };
}

function show(api: MemoryTekton, initial: Partial<RunsView> = {}, annotations = new MemoryAnnotations()) {
  const seen: { view?: RunsView } = {};
  const storage = memoryStorage();
  function Page() {
    const [view, setView] = useState<RunsView>({
      filter: NO_FILTER,
      sort: NEWEST_FIRST,
      selected: [],
      starting: false,
      ...initial,
    });
    seen.view = view;
    return (
      <MemoryRouter>
        <RunsScreen
          {...{ api, annotations, view, storage }}
          onView={(part) => setView((old) => ({ ...old, ...part }))}
        />
      </MemoryRouter>
    );
  }
  render(<Page />);
  return seen;
}

const rows = () => screen.queryAllByTestId(testIds.runs.row);
const names = () => rows().map((row) => row.querySelector('a')?.textContent);
const row = (name: string) => rows().find((one) => one.querySelector('a')?.textContent === name)!;
const columns = () => screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
const kept = () => aRun({ name: 'kept', phase: 'succeeded', reason: 'Succeeded', mode: 'static' });

test('one list a namespace tells what came of the runs, also of those that only a record knows', async () => {
  const { cluster, asked } = clusterWith(ROWS);
  show(Object.assign(new MemoryTekton([kept(), aRun({ name: 'other' })]), { cluster }), {
    outcomes: ['verdict', 'ttft-p99', 'error-rate'],
  });
  await waitFor(() => expect(names()).toContain('gone'));
  expect(asked).toEqual([
    expect.objectContaining({ resource: 'configmaps', namespace: 'experiment-01', asTable: true }),
  ]);
  expect(columns()).toEqual(expect.arrayContaining(['Verdict', 'TTFT p99', 'Error rate']));
  expect(row('kept')).toHaveTextContent(/Failed9\.75 s1\.00 %$/);
  expect(row('gone')).toHaveTextContent(/experiment-01 · from its record.*–.*3\.00 %$/);
  fireEvent.click(screen.getByLabelText('Actions for gone'));
  expect((await screen.findAllByRole('menuitem')).map(({ textContent }) => textContent)).toEqual(['Pin to the top']);
  expect(row('other')).toHaveTextContent(/–––$/);
  expect(screen.getByText('3 runs')).toBeInTheDocument();
});

test('the mode is the scaler that the record has, and says so; without a record the one that was applied', async () => {
  const analysis = testAnalysis('kept', 1);
  const found = { ...analysis, run: { ...analysis.run, uid: 'uid-kept', mode: 'wva-v2' as const } };
  const { cluster } = clusterWith([{ object: { metadata: recordMap(packRecord(found, WRITER), {}).metadata } }]);
  const applied = [kept(), aRun({ name: 'other', mode: 'wva' })];
  show(Object.assign(new MemoryTekton(applied), { cluster }), { outcomes: [] });
  const mode = (name: string) => row(name).querySelector('[data-column="mode"]')!;
  await waitFor(() => expect(mode('kept')).toHaveTextContent('WVA V2recorded'));
  expect(mode('kept').querySelector('[title$="applied was Static"]')).toHaveTextContent('recorded');
  expect(mode('other')).toHaveTextContent('WVAapplied');
});

test('it sorts by what came of the runs, the best first; those without a record come last either way', async () => {
  const { cluster } = clusterWith(ROWS);
  const seen = show(Object.assign(new MemoryTekton([aRun({ name: 'other' }), kept()]), { cluster }), {
    outcomes: ['error-rate', 'requests-served'],
  });
  await screen.findByRole('button', { name: 'Error rate' });
  await waitFor(() => expect(names()).toContain('gone'));
  fireEvent.click(screen.getByRole('button', { name: 'Error rate' }));
  expect(names()).toEqual(['kept', 'gone', 'other']);
  fireEvent.click(screen.getByRole('button', { name: 'Error rate' }));
  expect(names()).toEqual(['gone', 'kept', 'other']);
  fireEvent.click(screen.getByRole('button', { name: 'Requests served' }));
  expect(names()).toEqual(['kept', 'gone', 'other']);
  expect(seen.view?.sort).toEqual({ by: 'requests-served', descending: true });
});

test('the record of an earlier run of that name tells nothing of this one', async () => {
  const { cluster, asked } = clusterWith(ROWS);
  show(Object.assign(new MemoryTekton([{ ...kept(), uid: 'another' }]), { cluster }), { outcomes: ['verdict'] });
  await waitFor(() => expect(asked).toHaveLength(1));
  await waitFor(() => expect(names()).toContain('gone'));
  expect(row('kept')).toHaveTextContent(/–$/);
});

test('a run that only its mark knows is listed, and where records may not be read that is said', async () => {
  const annotations = new MemoryAnnotations();
  for (const name of ['pruned', 'kept']) {
    const ref = { namespace: 'experiment-01', name };
    const facts = { run: ref, experiment: 'stair', variant: 'decode' };
    annotations.all.push({
      id: annotations.all.length,
      time: NOW - 3_600_000,
      timeEnd: NOW - 1_800_000,
      tags: runTags(ref, 'running'),
      text: formatText(facts, `uid-${name}`, 'running', { run: '/x' }),
    });
  }
  const cluster = {
    read: async () => {
      throw new Error('configmaps is forbidden');
    },
    changedSince: async () => false,
    clockSkewMs: 0,
  };
  show(Object.assign(new MemoryTekton([kept()]), { cluster }), {}, annotations);
  expect(await screen.findByTestId(testIds.errorNotice)).toHaveTextContent(/records could not be read.*forbidden/);
  await waitFor(() => expect(names()).toEqual(['kept', 'pruned']));
  expect(row('pruned')).toHaveTextContent(/Not known.*from its annotation.*30m 00s/);
});
