import { analysisOf } from '../../domain/analysis/measureKpis';
import { START, testMeasurements, testRun } from '../../domain/analysis/testing';
import { runId } from '../../domain/run';
import { effectiveThresholds } from '../../domain/variant';
import { decodeAppSettings } from '../../shared/appSettings';
import { coursesOf } from './runCourse';

const limits = effectiveThresholds();
const course = { series: [], stepSeconds: 15, expr: 'x', thresholds: limits };
const record = { at: START, by: 'test' };

test('a record tells itself, with the thresholds of its time, or that it holds no decisions: nothing is asked', async () => {
  const [kept, bare] = ['kept', 'bare'].map((name) => analysisOf(testRun({ name }), testMeasurements()));
  const all = [
    { ...kept!, recorded: { ...record, course } },
    { ...bare!, recorded: record },
  ];
  const courses = await coursesOf(all, { settings: decodeAppSettings({}), limits });
  expect([...courses]).toEqual([
    [runId(kept!.run), course],
    [runId(bare!.run), { why: 'The record of this run holds no decisions.' }],
  ]);
});
