import { analysisOf } from '../domain/analysis/measureKpis';
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { START, testMeasurements, testRun, testSeries, testWindow } from '../domain/analysis/testing';
import type { TimeSeries } from '../domain/analysis/types';
import { runId } from '../domain/run';
import { effectiveThresholds } from '../domain/variant';
import { htmlReport } from './htmlReport';
import { publishMarkdown } from './publishMarkdown';
import { rendered } from './testingMarkdown';
import { toldRuns, type RunCourse } from './toldRuns';

const STEP = 15;
const fact = (series: string, values: number[]): TimeSeries => ({
  labels: { series },
  times: values.map((_, i) => START + i * STEP * 1000),
  values,
});

/** A replica is wanted at the second look, made at the third and ready at the fourth. */
function recordedRun(): RunAnalysis {
  const window = { ...testWindow(6), to: START + 6 * STEP * 1000, stepSeconds: STEP };
  const analysis = analysisOf(
    testRun({ name: 'run-a', loadStartedAt: START }),
    testMeasurements({ window, series: { ready: [testSeries([1])] } })
  );
  const series = [
    fact('desired', [1, 1, 2, 2, 2, 2]),
    fact('hpaDesired', [1, 1, 1, 2, 2, 2]),
    fact('created', [1, 1, 1, 2, 2, 2]),
    fact('ready', [1, 1, 1, 1, 2, 2]),
    fact('reporting', [1, 1, 1, 1, 2, 2]),
    fact('saturated', [0, 0, 0, 0, 0, 0]),
    fact('spareKv', [0.5, 0.05, 0.05, 0.05, 0.4, 0.4]),
    fact('spareQueue', [5, 5, 5, 5, 5, 5]),
  ];
  const course = { series, stepSeconds: STEP, expr: 'x', thresholds: effectiveThresholds() };
  return { ...analysis, recorded: { at: START, by: 'test', course } };
}

test('a recorded run tells what happened, and where the time went', () => {
  const [told] = toldRuns([recordedRun()]);
  expect(told?.title).toBe('What happened in experiment-01/run-a');
  expect(told?.lines).toEqual([
    expect.stringMatching(/^30s: Scaled up 1 → 2\. Spare KV cache 0\.05 is below the trigger 0\.1\./),
    expect.stringMatching(/^1m 00s: Spare KV cache 0.4 .* above their triggers/),
    '1m 00s: Ready replicas: 2, after 1.',
    expect.stringMatching(/^Of .* went to: /),
  ]);
});

test('a run of which nothing was kept is not told', () => {
  const { recorded, ...measured } = recordedRun();
  expect(recorded).toBeDefined();
  expect(toldRuns([measured])).toEqual([]);
  expect(publishMarkdown([measured])).not.toContain('What happened');
});

test('a run that was asked for it is told like a recorded one, and one that cannot be says why', () => {
  const { recorded, ...measured } = recordedRun();
  const of = (course: RunCourse) => new Map([[runId(measured.run), course]]);
  expect(toldRuns([measured], of(recorded!.course!))).toEqual(toldRuns([recordedRun()]));
  const told = toldRuns([measured], of({ why: 'Prometheus did not answer' }));
  expect(told[0]?.lines).toEqual(['Not known: Prometheus did not answer']);
  expect(publishMarkdown([measured], { courses: of(recorded!.course!) })).toContain('Scaled up 1 → 2');
  expect(htmlReport([measured], { courses: of(recorded!.course!) })).toContain('Scaled up 1 → 2');
});

test('Markdown folds it, and the page has it as a list', () => {
  const details = rendered(publishMarkdown([recordedRun()])).querySelector('details');
  expect(details?.querySelector('summary')?.textContent).toBe('What happened in experiment-01/run-a');
  expect(details?.querySelectorAll('li')).toHaveLength(4);
  const page = new DOMParser().parseFromString(htmlReport([recordedRun()]), 'text/html');
  const heading = [...page.querySelectorAll('h2')].find(({ textContent }) => textContent?.startsWith('What happened'));
  expect(heading?.nextElementSibling?.querySelectorAll('li')).toHaveLength(4);
});
