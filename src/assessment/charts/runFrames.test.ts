import { testAnalysis } from '../../export/testing';
import { linesFrame, runLines } from './runFrames';

const look = { letter: 'A', name: 'run-a', label: 'run-a', color: 'blue', isBaseline: true };

test('a chart of runs says what Prometheus warned of, and nothing where it did not', () => {
  const analysis = testAnalysis('run-a');
  const warned: typeof analysis = {
    ...analysis,
    measurements: { ...analysis.measurements, warnings: { desired: ['partial response'] } },
  };
  const notices = (id: 'desired' | 'ttftP99', of = warned) =>
    linesFrame(runLines([{ analysis: of, look }], id), 'elapsed').meta?.notices;
  expect(notices('desired')).toEqual([{ severity: 'warning', text: 'run-a: Prometheus warns: partial response' }]);
  expect(notices('ttftP99')).toBeUndefined();
  expect(notices('desired', analysis)).toBeUndefined();
});
