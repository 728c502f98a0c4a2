import { analysisOfRecord, recordOf } from '../records/encode';
import { testAnalysis } from '../records/testing';
import { KPI_IDS } from '../domain/analysis/kpis';
import { changedAnalysis } from '../domain/analysis/changedAnalysis';
import { MemoryTekton } from '../experiment/testing/memoryTekton';
import { aRun, NOW } from '../experiment/testing/samples';
import { subjectOrRecord } from './subjectOrRecord';

const signal = new AbortController().signal;
const REF = { namespace: 'experiment-01', name: 'stair-wva-abcde' };
const ended = aRun({ phase: 'succeeded', finishedAt: NOW });
const annotations = { list: async () => [] };
const measured = testAnalysis(REF.name);
const recordedRun = { ...measured.run, ...REF, uid: ended.uid };
const RECORD = analysisOfRecord(
  recordOf({ ...measured, run: recordedRun }, { now: NOW, writer: { name: 'test', version: '1' }, mostPoints: 30 })
);
const found = jest.fn(async () => RECORD);

beforeEach(() => found.mockClear());

test('a finished run is shown from its record', async () => {
  const sources = { api: new MemoryTekton([ended]), annotations, findRecord: found };
  await expect(subjectOrRecord(sources, REF, signal)).resolves.toEqual({ subject: RECORD.run, recorded: RECORD });
});

test('a run in progress is measured, and no record is looked for', async () => {
  const sources = { api: new MemoryTekton([aRun({})]), annotations, findRecord: found };
  await expect(subjectOrRecord(sources, REF, signal)).resolves.toMatchObject({ subject: { phase: 'running' } });
  expect(found).not.toHaveBeenCalled();
});

test('a record of an earlier run of that name is not taken for this one', async () => {
  const sources = { api: new MemoryTekton([{ ...ended, uid: 'another' }]), annotations, findRecord: found };
  const { subject, recorded } = await subjectOrRecord(sources, REF, signal);
  expect([subject.uid, recorded]).toEqual(['another', undefined]);
});

test('a preliminary record does not stand for a finished run', async () => {
  const early = { ...RECORD, run: { ...RECORD.run, finishedAt: undefined } };
  const sources = { api: new MemoryTekton([ended]), annotations, findRecord: async () => early };
  await expect(subjectOrRecord(sources, REF, signal)).resolves.not.toHaveProperty('recorded');
});

test('a run that neither cluster nor Grafana knows any more is known by its record, in its own cluster', async () => {
  const sources = { api: new MemoryTekton([]), annotations, findRecord: found };
  const { subject } = await subjectOrRecord(sources, { ...REF, cluster: 'lab' }, signal);
  expect(subject).toMatchObject({ ...REF, cluster: 'lab' });
});

test('without a record, or with one that cannot be read, it is said that the run is unknown', async () => {
  const broken = async () => Promise.reject(new Error('no JSON'));
  for (const findRecord of [async () => undefined, broken]) {
    const sources = { api: new MemoryTekton([]), annotations, findRecord };
    await expect(subjectOrRecord(sources, REF, signal)).rejects.toMatchObject({ title: 'No such run' });
  }
});

test('limits add their figures to a record, and leave those that were recorded as they were', () => {
  const under = changedAnalysis(RECORD, { limits: { ttftSeconds: 1 } });
  const changed = KPI_IDS.filter((id) => JSON.stringify(under.kpis[id]) !== JSON.stringify(measured.kpis[id]));
  expect(changed.length).toBeGreaterThan(0);
  expect(changed.filter((id) => !id.startsWith('goodput'))).toEqual([]);
  expect(under.recorded).toBe(RECORD.recorded);
});
