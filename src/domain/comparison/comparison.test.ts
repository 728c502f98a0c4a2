import fc from 'fast-check';

import type { KpiId } from '../analysis/kpis';
import type { AnalysedRun, KpiValue } from '../analysis/types';
import { defaultBaseline } from './baseline';
import { delta, ranked } from './deltas';
import { groupKpi, groupRuns, type Member } from './groups';
import { rankings } from './headline';
import { testMember, testRun } from './testing';
import { trendLines } from './trend';

const figure = fc.double({ min: 0, max: 1e6, noNaN: true });
const load = { steps: [{ name: 'a', delaySeconds: 0, durationSeconds: 60, rate: 1 }] };

describe('deltas', () => {
  const one = (value: number, part: Partial<KpiValue> = {}) => [{ value, ...part }];
  const judged = (kpi: KpiId, value: number, baseline: number) => delta(kpi, one(value), one(baseline))?.judgement;

  test('the sign follows what is better; turned round, better is worse', () => {
    fc.assert(
      fc.property(figure, figure, (value, baseline) => {
        const lower = judged('gpu-hours', value, baseline);
        const higher = judged('requests-served', value, baseline);
        const opposite = {
          better: 'worse',
          worse: 'better',
          same: 'same',
          neutral: 'neutral',
          unclear: 'unclear',
        } as const;
        expect(higher).toBe(lower && opposite[lower]);
        expect(judged('gpu-hours', baseline, value)).toBe(lower && opposite[lower]);
        expect(lower === 'better').toBe(value < baseline);
      })
    );
  });

  test('baseline × (1 + relative) is the value, for any baseline above 0', () => {
    fc.assert(
      fc.property(figure, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (value, baseline) => {
        const { relative = NaN, absolute = NaN } = delta('energy', one(value), one(baseline)) ?? {};
        expect(baseline * (1 + relative)).toBeCloseTo(value, 3);
        expect(baseline + absolute).toBeCloseTo(value, 6);
      })
    );
  });

  test('of a baseline of 0 there is no share; of what is not known there is no delta', () => {
    expect(delta('gap-total', one(3), one(0))).toMatchObject({ absolute: 3, relative: undefined, judgement: 'worse' });
    expect(delta('gap-total', [{ why: 'none' }], one(1))).toBeUndefined();
    expect(delta('gap-total', one(1), [])).toBeUndefined();
    expect(judged('kv-mean', 0.2, 0.1)).toBe('neutral');
  });

  test.each<[string, KpiValue[], KpiValue[]]>([
    ['scatter', [{ value: 1 }, { value: 3 }, { value: 2 }], [{ value: 1.5 }, { value: 2 }, { value: 3 }]],
    ['two runs that lie among two others', [{ value: 1 }, { value: 3 }], [{ value: 2 }, { value: 4 }]],
    ['what the figures can be off by', one(10, { error: 1 }), one(11, { error: 0.5 })],
  ])('no difference is marked that is within %s', (_, side, baseline) => {
    expect(delta('gpu-hours', side, baseline)?.judgement).toBe('unclear');
  });

  test('ranking puts the best first and leaves out what is not known', () => {
    expect(ranked([3, undefined, 1, 2], 'lower')).toEqual([2, 3, 0]);
    expect(ranked([3, undefined, 1, 2], 'higher')).toEqual([0, 3, 2]);
  });
});

describe('groups', () => {
  const runs: Array<Partial<AnalysedRun>> = [
    { name: 'a', replicas: '1', loadProfile: load },
    { name: 'b', replicas: '4', loadProfile: load },
    { name: 'c', replicas: '1', loadProfile: load },
    { name: 'd', replicas: '1', loadProfile: { steps: [] } },
    { name: 'e', replicas: '1', loadProfile: load, phase: 'failed' },
    { name: 'f', mode: 'wva', replicas: '1', loadProfile: load },
    { name: 'g', experiment: undefined, replicas: '1', loadProfile: load },
  ];

  test('repeats are the same in experiment, mode, replicas and load, and succeeded', () => {
    const groups = groupRuns(runs.map((run) => testMember(run)));
    expect(groups.map(({ members }) => members.map(({ run }) => run.name).join(''))).toEqual([
      'ac',
      'b',
      'd',
      'e',
      'f',
      'g',
    ]);
  });

  test('every run is in one group, whatever the runs', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(runs), (given) => {
        const groups = groupRuns(given.map((run) => testMember(run)));
        const names = groups.flatMap(({ members }) => members.map(({ run }) => run.name));
        expect([...names].sort()).toEqual(given.map((run) => run.name).sort());
      })
    );
  });

  test('each run is a point; a run without the figure is none', () => {
    const members = [
      testMember({ name: 'a' }, { 'ttft-p99': 1 }),
      testMember({ name: 'b' }),
      testMember({}, { 'ttft-p99': 3 }),
    ];
    expect(groupKpi({ members }, 'ttft-p99')).toMatchObject({
      points: [{ value: 1 }, { value: 3 }],
      estimate: { n: 2, centre: expect.closeTo(Math.sqrt(3), 9) as number },
    });
    expect(groupKpi({ members }, 'e2e-p99')).toEqual({ points: [], estimate: undefined });
  });
});

describe('the baseline when nobody has chosen', () => {
  const at = (hours: number) => 1_700_000_000_000 + hours * 3_600_000;
  const wva = testRun({ name: 'wva', mode: 'wva', replicas: '1..12', loadProfile: load, startedAt: at(5) });

  test.each<[string, Array<Partial<AnalysedRun>>, string | undefined, string | undefined]>([
    [
      'the last static run',
      [
        { name: 'a', loadProfile: load, startedAt: at(1) },
        { name: 'b', loadProfile: load, startedAt: at(2), replicas: '4' },
      ],
      'b',
      'same-load',
    ],
    ['not one that failed', [{ name: 'a', loadProfile: load, phase: 'failed' }], undefined, undefined],
    ['not one of another experiment', [{ name: 'a', experiment: 'other', loadProfile: load }], undefined, undefined],
    ['not one of the autoscaler', [{ name: 'a', mode: 'wva', loadProfile: load }], undefined, undefined],
    [
      'one with the same load before a later one with another',
      [
        { name: 'a', loadProfile: load, startedAt: at(1) },
        { name: 'b', startedAt: at(2) },
      ],
      'a',
      'same-load',
    ],
    ['one with another load where there is no better', [{ name: 'b', startedAt: at(2) }], 'b', 'static'],
  ])('%s', (_, others, name, because) => {
    const choice = defaultBaseline(wva, others.map(testRun));
    expect([choice?.run.name, choice?.because]).toEqual([name, because]);
  });

  test('a run is not its own baseline, nor a repeat’s', () => {
    const run = testRun({ name: 'a', loadProfile: load });
    expect(defaultBaseline(run, [run, testRun({ name: 'b', loadProfile: load })])).toBeUndefined();
    expect(defaultBaseline(run, [testRun({ name: 'c', replicas: '4', loadProfile: load })])?.run.name).toBe('c');
  });
});

const rankingsOf = (members: readonly Member[]) => rankings(members.map((member) => ({ members: [member] })));

describe('who wins', () => {
  test('the three runs of the lab: latency by many replicas, GPU-hours by one', () => {
    const members = [
      testMember({ name: 'static-1' }, { 'ttft-p99': 180, 'gpu-hours': 1, 'requests-per-gpu-hour': 2400 }),
      testMember({ name: 'static-4' }, { 'ttft-p99': 0.3, 'gpu-hours': 4, 'requests-per-gpu-hour': 1450 }),
      testMember({ name: 'wva' }, { 'ttft-p99': 4, 'gpu-hours': 2.4, 'requests-per-gpu-hour': 2410 }),
    ];
    expect(rankingsOf(members).map(({ id, winners }) => [id, winners])).toEqual([
      ['latency', [1]],
      ['gpu-hours', [0]],
      // Half a percent apart: level.
      ['efficiency', [2, 0]],
    ]);
  });

  test('a win with more errors than others says so', () => {
    const members = [
      testMember({ name: 'cheap' }, { 'gpu-hours': 1, 'error-rate': 0.08 }),
      testMember({ name: 'dear' }, { 'gpu-hours': 4, 'error-rate': 0.03 }),
    ];
    expect(rankingsOf(members)).toMatchObject([{ winners: [0], errors: { rate: 0.08, lowest: 0.03 } }]);
    expect(rankingsOf([...members].reverse())).toMatchObject([{ winners: [1], errors: { rate: 0.08 } }]);
    const [calm] = rankingsOf([testMember({}, { 'gpu-hours': 1, 'error-rate': 0.031 }), ...members]);
    expect(calm?.errors).toBeUndefined();
  });

  test.each([
    ['fails', { 'error-rate': 0.48 }, { kpi: 'error-rate', value: 0.48 }],
    ['leaves undone', { 'served-share': 0.52 }, { kpi: 'served-share', value: 0.52 }],
  ])('a run that %s half of its requests wins nothing while another serves them', (_, kpis, missed) => {
    const members = [
      testMember({ name: 'cheap' }, { 'gpu-hours': 1, ...kpis }),
      testMember({ name: 'dear' }, { 'gpu-hours': 4, 'served-share': 0.97, 'error-rate': 0 }),
    ];
    expect(rankingsOf(members)).toMatchObject([{ winners: [1], places: [{ index: 1 }, { index: 0, missed }] }]);
    // Among such runs alone the best of them is named.
    expect(rankingsOf([members[0]!, members[0]!])).toMatchObject([{ winners: [0, 1] }]);
  });

  test.each([
    ['the scatter covers: they cannot be told apart', [10, 30, 16], [12, 14, 22], [1, 0], true],
    ['every repeat shows: one wins', [10, 10.2, 10.4], [20, 21, 22], [0], false],
    ['there is none of: they are level', [10, 11, 12], [10, 11, 12], [0, 1], false],
  ])('of two groups of repeats whose difference %s', (_, a, b, winners, isUnclear) => {
    const sides = [a, b].map((values) => ({ members: values.map((value) => testMember({}, { 'ttft-p99': value })) }));
    const [latency] = rankings(sides);
    expect(latency).toMatchObject({ id: 'latency', winners, isUnclear });
    expect(latency?.places.map(({ index }) => index)).toEqual(winners.length === 2 ? winners : [0, 1]);
  });

  test('one run is no ranking', () => {
    expect(rankingsOf([testMember({}, { 'ttft-p99': 1 })])).toEqual([]);
    expect(rankingsOf([testMember({}, { 'ttft-p99': 1 }), testMember({})])).toEqual([]);
  });
});

describe('a trend', () => {
  const at = (hours: number) => 1_700_000_000_000 + hours * 3_600_000;
  const params = (image: string, rate = '1') => [
    { name: 'image', value: `vllm:${image}` },
    { name: 'rate', value: rate },
    { name: 'test-name', value: `${image}-${rate}` },
  ];

  test('a line a mode, in the order of time; what changed stands at the run that it changed with', () => {
    const members = [
      testMember({ name: 'c', startedAt: at(3), params: params('2', '2') }, { 'ttft-p99': 3 }),
      testMember({ name: 'a', startedAt: at(1), params: params('1') }, { 'ttft-p99': 1 }),
      testMember({ name: 'w', mode: 'wva', replicas: '1..12', startedAt: at(2), params: params('9') }),
      testMember({ name: 'b', startedAt: at(2), params: params('2') }, { 'ttft-p99': 2 }),
    ];
    const lines = trendLines(members, 'ttft-p99');
    expect(lines.map(({ mode, points }) => [mode, points.map(({ run }) => run.name).join('')])).toEqual([
      ['static', 'abc'],
      ['wva', 'w'],
    ]);
    expect(lines[0]?.points.map(({ changes }) => changes)).toEqual([
      [],
      [{ kind: 'version', path: 'image', before: 'vllm:1', after: 'vllm:2' }],
      [{ kind: 'param', path: 'rate', before: '1', after: '2' }],
    ]);
  });

  test('a pruned run’s params are not known, so nothing is said to have changed', () => {
    const members = [
      testMember({ name: 'a', startedAt: at(1), params: params('1') }),
      testMember({ name: 'b', startedAt: at(2), pruned: true }),
    ];
    expect(trendLines(members, 'ttft-p99')[0]?.points[1]?.changes).toEqual([]);
  });
});
