import { readRecord } from '../../records/pack';
import { testAnalysis } from '../../records/testing';
import { saveFile } from '../../shared/saveFile';
import { saveRecords } from './saveRecords';

jest.mock('../../shared/saveFile', () => ({ saveFile: jest.fn() }));

test('each run is a file that is read back as it was; one from a record still says who recorded it', async () => {
  const [measured, recorded] = [testAnalysis('one'), testAnalysis('two')];
  await saveRecords([measured, { ...recorded, recorded: { at: 1_000, by: 'wva 0.1.0' } }]);
  const files = jest.mocked(saveFile).mock.calls;
  expect(files.map(([name]) => name)).toEqual(['wva-record-one.json.gz', 'wva-record-two.json.gz']);
  const read = files.map(([name, bytes]) => readRecord(bytes as unknown as Uint8Array, name).analysis);
  expect(read.map(({ kpis }) => kpis)).toEqual([measured.kpis, recorded.kpis]);
  expect(read[1]?.recorded).toEqual({ at: 1_000, by: 'wva 0.1.0' });
});
