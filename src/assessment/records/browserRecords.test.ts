import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import { runId } from '../../domain/run';
import { packRecord } from '../../records/pack';
import { testAnalysis } from '../../records/testing';
import { subjectOrRecord } from '../subjectOrRecord';
import { BrowserRecords, placeText } from './browserRecords';
import { memoryShelf } from './shelf';

const WRITER = { now: 1_000, writer: { name: 'test', version: '1.0.0' } };

function recordFile(analysis: RunAnalysis, name = 'a.gz'): File {
  return fileOf(packRecord(analysis, WRITER).gzip, name);
}

/** jsdom's own files have no bytes to give. */
const fileOf = (bytes: Uint8Array, name: string): File =>
  ({ name, size: bytes.length, arrayBuffer: async () => bytes.slice().buffer }) as unknown as File;

const one = testAnalysis('one');
const elsewhere = { ...one, run: { ...one.run, uid: 'elsewhere', startedAt: one.run.startedAt + 1 } };

test('a record that is dropped is there after a reload, as it was, until it is removed', async () => {
  const shelf = memoryShelf();
  const [ref] = await new BrowserRecords(shelf).add([recordFile(one)]);
  expect(ref).toEqual({ cluster: 'record.', namespace: one.run.namespace, name: 'one' });
  const reloaded = new BrowserRecords(shelf);
  const read = await reloaded.find(ref!);
  expect([read.kpis, read.run.cluster]).toEqual([one.kpis, 'record.']);
  expect(reloaded.state().records).toEqual([
    { ref, experiment: 'stair', startedAt: one.run.startedAt, analysis: read },
  ]);
  await reloaded.remove(ref!);
  await expect(new BrowserRecords(shelf).find(ref!)).rejects.toMatchObject({
    title: expect.stringContaining('browser'),
  });
});

test('the same run takes its own place again; one of that name from another cluster gets another', async () => {
  const records = new BrowserRecords(memoryShelf());
  const refs = await records.add([recordFile(one), recordFile(one), recordFile(elsewhere)]);
  expect(refs.map(runId).map((id) => id.split(':')[0])).toEqual(['record.', 'record.', 'record.2.']);
  expect(records.state().records).toHaveLength(2);
  expect(refs.map(({ cluster }) => placeText(cluster!))).toEqual(['record', 'record', 'record 2']);
});

test('what is no record is said, and the rest is taken', async () => {
  const records = new BrowserRecords(memoryShelf());
  const large = { ...fileOf(new Uint8Array(), 'large.json'), size: 30_000_000 } as File;
  const added = await records.add([fileOf(new TextEncoder().encode('hello'), 'b.json'), large, recordFile(one)]);
  expect(added).toHaveLength(1);
  expect(records.state().errors.map((error) => (error as Error).message)).toEqual([
    'b.json: it is no JSON',
    'large.json is larger than any record',
  ]);
});

test('for a dropped record nothing is asked, and one of another browser is said to be missing', async () => {
  const api = { getRun: jest.fn(), taskRuns: jest.fn() };
  const annotations = { list: jest.fn() };
  const ref = { cluster: 'record.', namespace: 'a', name: 'b' };
  const asked = subjectOrRecord({ api, annotations }, ref, new AbortController().signal);
  await expect(asked).rejects.toMatchObject({ title: 'This browser does not have the record' });
  expect([api.getRun, api.taskRuns, annotations.list].flatMap(({ mock }) => mock.calls)).toEqual([]);
});
