import fc from 'fast-check';

import { ANNOTATIONS, APP_ID, LABELS } from '../constants';
import {
  DecodeError,
  decodeList,
  decodePipeline,
  decodePresets,
  decodeRun,
  decodeRunTable,
  decodeTaskRun,
} from './decode';
import { condition, servedRun, table, tableRow } from './fixtures';

const step = (delay: number, duration: number, rate: number) =>
  `name: s${delay}\ndelay: ${delay}\nduration: ${duration}\nscenario:\n  rate: ${rate}\n  data: {prompt_tokens: 1024, output_tokens: 2048}\n`;

describe('a run', () => {
  test('is read in full', () => {
    const manifest = servedRun({
      spec: {
        taskRunTemplate: { serviceAccountName: 'pipeline' },
        timeouts: { pipeline: '12h0m0s' },
        params: [
          { name: 'model', value: 'llama' },
          { name: 'targets', value: ['a', 'b'] },
          { name: 'limits', value: { cpu: '1' } },
          { name: 'number', value: 7 },
        ],
      },
      status: {
        ...condition('False', 'PipelineRunTimeout', 'failed to finish within "12h"'),
        startTime: '2026-03-01T10:00:05Z',
        completionTime: '2026-03-01T11:00:05+01:00',
        results: [{ name: 'verdict', value: 'bad' }],
        skippedTasks: [{ name: 'reset', reason: 'When Expressions evaluated to false' }],
      },
    });
    expect(decodeRun(manifest)).toMatchObject({
      namespace: 'experiment-01',
      name: 'stair-x7k2p',
      uid: '0b7c-1',
      resourceVersion: '1042',
      phase: 'timed-out',
      reason: 'PipelineRunTimeout',
      message: 'failed to finish within "12h"',
      createdAt: Date.UTC(2026, 2, 1, 10),
      startedAt: Date.UTC(2026, 2, 1, 10, 0, 5),
      finishedAt: Date.UTC(2026, 2, 1, 10, 0, 5),
      pipeline: 'wva-load-test',
      managed: false,
      serviceAccountName: 'pipeline',
      timeouts: { pipeline: '12h0m0s' },
      params: [
        { name: 'model', value: 'llama' },
        { name: 'targets', value: ['a', 'b'] },
        { name: 'limits', value: { cpu: '1' } },
        { name: 'number', value: '7' },
      ],
      results: [{ name: 'verdict', value: 'bad' }],
      skippedTasks: [{ name: 'reset', reason: 'When Expressions evaluated to false' }],
      manifest,
    });
  });

  test('says by its marks what it is about', () => {
    const loadProfile = { steps: [{ name: 'a', delaySeconds: 0, durationSeconds: 60, rate: 0.5 }] };
    const run = decodeRun(
      servedRun({
        metadata: {
          labels: { [LABELS.managedBy]: APP_ID, [LABELS.experiment]: 'stair' },
          annotations: {
            [ANNOTATIONS.startedBy]: 'ada',
            [ANNOTATIONS.variant]: 'decode',
            [ANNOTATIONS.mode]: 'wva',
            [ANNOTATIONS.plannedSeconds]: '3600',
            [ANNOTATIONS.loadProfile]: JSON.stringify(loadProfile),
          },
        },
        spec: { params: [{ name: 'test-name', value: 'other' }] },
      })
    );
    expect(run).toMatchObject({
      managed: true,
      experiment: 'stair',
      startedBy: 'ada',
      variant: 'decode',
      mode: 'wva',
      plannedSeconds: 3600,
      loadProfile,
    });
  });

  test('says by its params what it is about, when it has no marks', () => {
    const run = decodeRun(
      servedRun({
        spec: {
          params: [
            { name: 'test-name', value: 'burst' },
            { name: 'deployment-name', value: 'decode' },
            { name: 'scaled-object', value: '' },
            { name: 'load-steps', value: [step(0, 600, 0.5), step(300, 600, 1)] },
          ],
        },
      })
    );
    expect(run).toMatchObject({
      managed: false,
      experiment: 'burst',
      variant: 'decode',
      mode: 'static',
      plannedSeconds: 960,
    });
    expect(run.loadProfile?.steps.map((s) => s.rate)).toEqual([0.5, 1]);
    expect(run.loadProfile?.steps[0]).toMatchObject({ promptTokens: 1024, outputTokens: 2048 });
  });

  test.each([
    ['wva-incremental-stepped-load-test', [], [0.5, 0.5]],
    ['other', [{ name: 'rate', value: '2' }], [2, 2]],
    ['other', [], undefined],
  ])('of the stepped kind (%s) has its load from two arrays', (name, more, rates) => {
    const params = [
      { name: 'scaled-object', value: 'kind: ScaledObject' },
      { name: 'start-delay', value: ['0', '600'] },
      { name: 'max-seconds', value: ['3600', '3000'] },
      ...more,
    ];
    const run = decodeRun(servedRun({ spec: { pipelineRef: { name }, params } }));
    expect(run).toMatchObject({ mode: 'keda', plannedSeconds: 3660 });
    expect(run.loadProfile?.steps.map((s) => s.rate)).toEqual(rates);
  });

  test.each([
    [ANNOTATIONS.plannedSeconds, 'soon'],
    [ANNOTATIONS.plannedSeconds, '-5'],
    [ANNOTATIONS.loadProfile, '{'],
    [ANNOTATIONS.loadProfile, '{"steps":[{"rate":"x"}]}'],
    [ANNOTATIONS.mode, 'magic'],
  ])('with a senseless mark %s=%s is read without it', (key, value) => {
    const run = decodeRun(servedRun({ metadata: { annotations: { [key]: value } } }));
    expect([run.plannedSeconds, run.loadProfile, run.mode]).toEqual([undefined, undefined, undefined]);
  });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, ''],
    ['no metadata', { ...servedRun(), metadata: undefined }, 'metadata'],
    ['no uid', servedRun({ metadata: { uid: undefined } }), 'metadata.uid'],
    [
      'a creation time that is none',
      servedRun({ metadata: { creationTimestamp: 'yesterday' } }),
      'metadata.creationTimestamp',
    ],
    ['a start that is no time', servedRun({ status: { startTime: 5 } }), 'status.startTime'],
    ['params that are no list', servedRun({ spec: { params: 'x' } }), 'spec.params'],
    ['a param without a name', servedRun({ spec: { params: [{ value: '1' }] } }), 'spec.params[0].name'],
    ['a label that is no text', servedRun({ metadata: { labels: { 'a/b': 1 } } }), 'metadata.labels["a/b"]'],
  ])('with %s is refused, naming the field', (_what, value, path) => {
    expect(() => decodeRun(value)).toThrow(DecodeError);
    try {
      decodeRun(value);
    } catch (error) {
      expect((error as DecodeError).path).toBe(path);
    }
  });
});

describe('a table', () => {
  test('gives summaries by the names of its columns, whatever their order', () => {
    const row = tableRow({ name: 'a', status: 'False', reason: 'Cancelled', labels: { 'tekton.dev/pipeline': 'p' } });
    const {
      runs,
      resourceVersion,
      continue: next,
      broken,
    } = decodeRunTable(table([row], { resourceVersion: '7', continue: 'tok' }));
    expect(runs).toEqual([
      expect.objectContaining({ name: 'a', phase: 'cancelled', reason: 'Cancelled', pipeline: 'p', uid: 'uid-a' }),
    ]);
    expect([resourceVersion, next, broken]).toEqual(['7', 'tok', []]);
    const swapped = {
      ...table([{ ...row, cells: ['Cancelled', 'False'] }]),
      columnDefinitions: [{ name: 'REASON' }, { name: 'SUCCEEDED' }],
    };
    expect(decodeRunTable(swapped).runs[0]?.phase).toBe('cancelled');
  });

  test('of a watch event is read with the columns of the list', () => {
    const event = table([tableRow({ name: 'a', status: 'True', reason: 'Completed' })], {}, false);
    expect(decodeRunTable(event, ['Name', 'Succeeded', 'Reason']).runs[0]?.phase).toBe('succeeded');
    expect(decodeRunTable(event).broken).toHaveLength(1);
  });

  test('with an inline run gives no Pipeline, with a broken row gives the others', () => {
    const inline = tableRow({ name: 'inline', labels: { 'tekton.dev/pipeline': 'inline' } });
    const { runs, broken } = decodeRunTable(table([inline, { cells: [], object: {} }]));
    expect(runs.map((r) => r.pipeline)).toEqual([undefined]);
    expect(broken[0]?.message).toContain('object.metadata');
  });

  test('that is none is refused', () => {
    expect(() => decodeRunTable({ kind: 'PipelineRunList', items: [] })).toThrow('Table: kind');
  });
});

test('an item that cannot be read does not hide the rest, and is named', () => {
  const odd = servedRun({ metadata: { name: 'odd', creationTimestamp: 'yesterday' } });
  const list = decodeList({ metadata: {}, items: [servedRun(), odd, 7] }, decodeRun);
  expect(list.items).toHaveLength(1);
  expect(list.broken.map(({ name, error }) => [name, error.path])).toEqual([
    ['odd', 'metadata.creationTimestamp'],
    ['?', ''],
  ]);
});

test('decoding anything fails with a DecodeError or not at all', () => {
  const decoders = [
    decodeRun,
    decodeTaskRun,
    decodePipeline,
    decodePresets,
    decodeRunTable,
    (v: unknown) => decodeList(v, decodeRun),
  ];
  const json = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        metadata: fc.jsonValue(),
        spec: fc.jsonValue(),
        status: fc.jsonValue(),
        items: fc.jsonValue(),
        rows: fc.jsonValue(),
        kind: fc.constant('Table'),
      },
      { requiredKeys: [] }
    ),
    fc.jsonValue().map((spec) => ({ ...servedRun(), spec })),
    fc.jsonValue().map((status) => ({ ...servedRun(), status }))
  );
  fc.assert(
    fc.property(json, fc.constantFrom(...decoders), (value, decode) => {
      try {
        decode(value);
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError);
      }
    }),
    { numRuns: 1000 }
  );
});
