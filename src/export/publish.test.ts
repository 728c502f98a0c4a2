/** What is published of runs, read back as the preview renders it. */
import { analysisOf } from '../domain/analysis/measureKpis';
import { KPI_IDS, KPIS } from '../domain/analysis/kpis';
import { mergeMeasurements } from '../domain/analysis/mergeMeasurements';
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { START, testMeasurements, testRun, testSeries } from '../domain/analysis/testing';
import type { AnalysedRun } from '../domain/analysis/types';
import { LAB_GATES } from '../domain/comparison/gates';
import { effectiveThresholds } from '../domain/variant';
import type { ClientMeasurements } from '../guidellm/mergeReports';
import { publishMarkdown, type PublishOptions } from './publishMarkdown';
import { rendered } from './testingMarkdown';

/** A run of one replica for a minute; then two, the second ready 20 s after it was created. */
function analysis(name: string, part: Partial<AnalysedRun> = {}, served = 60): RunAnalysis {
  return analysisOf(
    testRun({ name, uid: name, experiment: 'stair', mode: 'static', replicas: '2', ...part }),
    testMeasurements({
      series: {
        created: [testSeries([1, 1, 2, 2, 2, 2])],
        ready: [testSeries([1, 1, 1, 1, 2, 2])],
        kvByPod: [testSeries([0.5, 0.5, 0.5, 0.5, 0.5, 0.5], { pod: 'a' })],
      },
      latency: { ttft: { bounds: [1, 2, Infinity], counts: [50, 100, 100] } },
      totals: { succeeded: served, failed: 0 },
      gpusPerReplica: 2,
    })
  );
}

/** Cells of a table by row, by what stands in the first cell. */
function cells(markdown: string, title: string): string[] | undefined {
  const row = [...rendered(markdown).querySelectorAll('tr')].find(
    (one) => one.firstElementChild?.textContent === title
  );
  return row && [...row.children].slice(1).map(({ textContent }) => textContent ?? '');
}
const heads = (markdown: string) =>
  [...rendered(markdown).querySelectorAll('table')].map((table) =>
    [...table.querySelectorAll('th')].map(({ textContent }) => textContent)
  );

describe('published runs', () => {
  test('a group of repeats has a column a run, and the mean with its spread', () => {
    const text = publishMarkdown([analysis('a', {}, 60), analysis('b', {}, 90)]);
    expect(heads(text)).toEqual([['', 'a', 'b', 'mean ± s.d.']]);
    // 75 ± √((15² + 15²) / 1).
    expect(cells(text, 'Total requests')).toEqual(['60', '90', '75 ± 21']);
    expect(cells(text, 'Avg replicas')).toEqual(['1.33', '1.33', '1.33 ± 0.00']);
    // One replica was created, and was not ready for 20 s.
    expect(cells(text, 'Avg pod startup (s)')).toEqual(['20', '20', '20 ± 0']);
  });

  test('runs that are no repeats have no mean, and several groups name theirs', () => {
    const runs = [analysis('a'), analysis('b'), analysis('c', { mode: 'wva', replicas: '1..4' })];
    expect(heads(publishMarkdown(runs))).toEqual([['', 'a', 'b', 'Static 2, mean ± s.d.', 'c']]);
    expect(heads(publishMarkdown(runs, { grouping: { kind: 'none' } }))).toEqual([['', 'a', 'b', 'c']]);
  });

  test('groups are made by a param, by a field within one, and by what is known of a run', () => {
    const withRate = (name: string, rate: string, max: number) =>
      analysis(name, {
        params: [
          { name: 'rate', value: rate },
          { name: 'scaled-object', value: `spec:\n  maxReplicaCount: ${max}\n` },
        ],
      });
    const runs = [withRate('a', '5', 4), withRate('b', '10', 4), withRate('c', '5', 8), analysis('d')];
    const by = (name: string) => heads(publishMarkdown(runs, { grouping: { kind: 'by', name } }))[0];
    expect(by('rate')).toEqual(['', 'a', 'c', 'rate: 5, mean ± s.d.', 'b', 'd']);
    expect(by('scaled-object.spec.maxReplicaCount')?.[3]).toContain('maxReplicaCount: 4, mean');
    expect(by('mode')).toEqual(['', 'a', 'b', 'c', 'd', 'mean ± s.d.']);
  });

  test('the header says model, load, scaler with its settings, versions and thresholds', () => {
    const scaledObject = [
      'metadata: { annotations: { llm-d.ai/model-id: org/model_8b } }',
      'spec:',
      '  pollingInterval: 10',
      '  maxReplicaCount: 12',
      '  advanced: { horizontalPodAutoscalerConfig: { behavior: { scaleDown: { stabilizationWindowSeconds: 60 } } } }',
      '  triggers: [{ type: prometheus, name: wva, metadata: { threshold: "1", query: up } }]',
    ].join('\n');
    const wva = analysis('a', {
      mode: 'wva',
      replicas: '1..12',
      params: [
        { name: 'scaled-object', value: scaledObject },
        { name: 'guidellm-image', value: 'registry.example/guidellm:v0.7' },
      ],
      loadProfile: {
        steps: [
          { name: 's1', delaySeconds: 0, durationSeconds: 1200, rate: 0.5, promptTokens: 4000, outputTokens: 1000 },
          { name: 's2', delaySeconds: 600, durationSeconds: 600, rate: 1.5, promptTokens: 4000, outputTokens: 1000 },
        ],
      },
    });
    const text = rendered(publishMarkdown([wva], { versions: [['WVA', '0.9']] })).textContent ?? '';
    expect(text).toContain('Model: org/model_8b');
    expect(text).toContain('Load: 4,000 prompt and 1,000 output tokens, 0.5–2 req/s, in 2 steps over 20m 00s');
    expect(text).toContain(
      'Scaler: WVA 1..12 (pollingInterval 10, scaleDown.stabilizationWindowSeconds 60, triggers[wva].threshold 1)'
    );
    expect(text).toContain('Versions: WVA 0.9, guidellm-image registry.example/guidellm:v0.7');
  });

  test('thresholds are those that a record kept, else those of now, and only of WVA', () => {
    const [now, then] = [effectiveThresholds(), effectiveThresholds({ values: { kvSpareTrigger: 0.2 }, source: 'x' })];
    const live = analysis('a', { mode: 'wva' });
    const course = { series: [], stepSeconds: 15, expr: '', thresholds: then };
    const kept = { ...live, recorded: { at: 0, by: 'wva 0.1.0', course } };
    const lines = (runs: RunAnalysis[]) =>
      publishMarkdown(runs, { thresholds: now })
        .split('\n')
        .filter((line) => line.includes('thresholds'));
    expect(lines([live])).toEqual([expect.stringMatching(/^\*\*WVA thresholds now:\*\* .*kvSpareTrigger 0\.1,/)]);
    expect(lines([kept])).toEqual([expect.stringMatching(/^\*\*WVA thresholds:\*\* .*kvSpareTrigger 0\.2,.*, x\)/)]);
    expect(lines([analysis('b')])).toEqual([]);
  });

  test('several variants have a pair of rows each, with the GPUs of a replica', () => {
    const named = (['tp1', 'tp2'] as const).map((workload, i) => ({
      workload,
      measurements: testMeasurements({
        series: { ready: [testSeries([1, 1, 1, 1 + i, 1 + i, 1 + i])], created: [testSeries([1, 1, 1, 2, 2, 2])] },
        gpusPerReplica: i + 1,
      }),
    }));
    const both = analysisOf(testRun({ name: 'both' }), mergeMeasurements(named));
    const text = publishMarkdown([both, analysis('one')]);
    expect(cells(text, 'Avg replicas')).toEqual(['2.50', '1.33']);
    expect(cells(text, 'Avg replicas, tp1')).toEqual(['1.00', '']);
    expect(cells(text, 'Avg replicas, tp2')).toEqual(['1.50', '']);
    expect(cells(text, 'Max replicas, tp2')).toEqual(['2', '']);
    expect(cells(text, 'GPUs of a replica, tp2')).toEqual(['2', '']);
    expect(cells(text, 'Max replicas, decode')).toEqual(['', '2']);
    expect(publishMarkdown([analysis('one')])).not.toContain('decode |');
  });

  test('gates stand below with their arithmetic, against the baseline', () => {
    const slow = analysis('slow', { mode: 'wva', replicas: '1..4' });
    const slower = analysisOf(slow.run, {
      ...slow.measurements,
      latency: { ttft: { bounds: [1, 2, 8, Infinity], counts: [10, 20, 100, 100] } },
    });
    const options: PublishOptions = { gates: LAB_GATES, baseline: 'experiment-01/base' };
    const text = publishMarkdown([slower, analysis('base')], options);
    expect(heads(text)[1]).toEqual(['Gate, against base', 'slow']);
    expect(cells(text, 'TTFT p99 at most 10 % above the baseline')?.[0]).toMatch(
      /^Failed: 7\.93 s > 1\.98 s × 1\.1 = /
    );
    expect(cells(text, 'Error rate not above the baseline')).toEqual(['Passed: 0.00 % ≈ 0.00 %']);
    expect(cells(text, 'Verdict')).toEqual(['Failed']);
    expect(publishMarkdown([slower], options)).not.toContain('Verdict');
  });

  test('what clients reported stands beside what the servers measured, and says so', () => {
    const client = {
      latency: { ttft: { 10: 1, 25: 1, 50: 1, 75: 1, 90: 1, 95: 1, 99: 1.5 } },
      totals: { successful: 58, errored: 2, incomplete: 3 },
      errors: [{ kind: 'HTTP 503', count: 2, example: 'Server error <503>' }],
    } as ClientMeasurements;
    const runs = [analysis('a'), analysis('b', { mode: 'wva' })];
    const text = publishMarkdown(runs, { clientOf: ({ run }) => (run.name === 'a' ? client : undefined) });
    expect(cells(text, 'P99 TTFT (ms), client')).toEqual(['1,500', '–']);
    expect(cells(text, 'Total requests, client')).toEqual(['63', '–']);
    expect(cells(text, 'P99 TTFT (ms)')).toEqual(['1,980', '1,980']);
    expect(text).toContain('- a: HTTP 503: 2 requests, in reports of the client · Server error &lt;503>');
    expect(publishMarkdown(runs)).not.toContain('client |');
  });

  test('with all figures each has a row, and what is not known its reason', () => {
    const text = publishMarkdown([analysis('a'), analysis('b')], { figures: 'all' });
    for (const id of KPI_IDS) {
      expect(cells(text, KPIS[id].title)).toHaveLength(3);
    }
    const remarks = [...rendered(text).querySelectorAll('li')].map(({ textContent }) => textContent);
    expect(remarks.join('\n')).toMatch(/^ITL p10, ITL p25, .*: no observation in the window$/m);
    expect(publishMarkdown([analysis('a')])).not.toContain('All figures');
  });

  test('the link leads back, and problems are said', () => {
    const warned = analysis('a');
    const text = publishMarkdown(
      [{ ...warned, measurements: { ...warned.measurements, problems: ['no series <b>'] } }],
      { link: 'https://grafana.example/a/llmd-wva-app/compare?run=ns%2Fa' }
    );
    const root = rendered(text);
    expect(root.querySelector('a')?.getAttribute('href')).toBe(
      'https://grafana.example/a/llmd-wva-app/compare?run=ns%2Fa'
    );
    expect([...root.querySelectorAll('li')].map(({ textContent }) => textContent)).toEqual(['no series <b>']);
  });
});

test('the window is said in UTC', () => {
  expect(publishMarkdown([analysis('a')])).toContain(
    `**Measured:** ${new Date(START).toISOString().replace('.000Z', 'Z')} to `
  );
});
