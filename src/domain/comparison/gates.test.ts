import fc from 'fast-check';

import { KPI_IDS } from '../analysis/kpis';
import type { KpiValue } from '../analysis/types';
import { checkGate, overall, type GateOutcome } from './checkGate';
import { canGate, chooseGates, formatGate, LAB_GATES, parseGate, type Gate } from './gates';
import { testKpis } from './testing';

const gateable = KPI_IDS.filter(canGate);
const percent = fc.integer({ min: -200, max: 500 }).map((n) => n / 100);
const gate: fc.Arbitrary<Gate> = fc.record({
  kpi: fc.constantFrom(...gateable),
  change: percent,
  relative: fc.boolean(),
  level: fc.constantFrom('fail' as const, 'flag' as const),
});
const positive = fc.double({ min: 0.001, max: 1e5, noNaN: true });

test('a gate survives being written and read', () => {
  fc.assert(
    fc.property(gate, (given) => {
      expect(parseGate(formatGate(given))).toEqual({ ...given, change: expect.closeTo(given.change, 10) as number });
    })
  );
});

test('any text is a gate or is none, and never an error', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = parseGate(text);
      expect(read === undefined || Number.isFinite(read.change)).toBe(true);
    })
  );
});

test.each<[string, Gate | undefined]>([
  ['ttft-p99:+10%:fail', { kpi: 'ttft-p99', change: 0.1, relative: true, level: 'fail' }],
  ['ttft-p99:15%:flag', { kpi: 'ttft-p99', change: 0.15, relative: true, level: 'flag' }],
  ['error-rate:0:fail', { kpi: 'error-rate', change: 0, relative: false, level: 'fail' }],
  ['error-rate:-0:fail', { kpi: 'error-rate', change: 0, relative: false, level: 'fail' }],
  [
    ' requests-per-gpu-hour : -15% : flag ',
    { kpi: 'requests-per-gpu-hour', change: -0.15, relative: true, level: 'flag' },
  ],
  ['ttft-p99:10', undefined],
  ['ttft-p98:10%:fail', undefined],
  ['ttft-p99:ten%:fail', undefined],
  ['ttft-p99:10%:warn', undefined],
  ['kv-mean:10%:fail', undefined],
])('%s', (text, expected) => {
  expect(parseGate(text)).toEqual(expected);
});

test.each<[string, Gate, number, number, GateOutcome]>([
  ['10 % worse to the digit still passes', gateOf('ttft-p99:+10%:fail'), 1.1, 1, 'passed'],
  ['more than 10 % worse fails', gateOf('ttft-p99:+10%:fail'), 1.11, 1, 'failed'],
  ['better passes', gateOf('e2e-p99:+10%:fail'), 0.5, 1, 'passed'],
  ['the same error rate passes', gateOf('error-rate:0:fail'), 0.02, 0.02, 'passed'],
  ['any more fails', gateOf('error-rate:0:fail'), 0.0201, 0.02, 'failed'],
  ['15 % fewer requests for a GPU-hour pass', gateOf('requests-per-gpu-hour:-15%:flag'), 850, 1000, 'passed'],
  ['fewer are flagged', gateOf('requests-per-gpu-hour:-15%:flag'), 849, 1000, 'flagged'],
  ['a gate may ask for an improvement', gateOf('gpu-hours:-20%:fail'), 9, 10, 'failed'],
  ['no errors in the baseline, some in the run', gateOf('error-rate:+10%:fail'), 0.001, 0, 'failed'],
])('%s', (_, given, value, baseline, outcome) => {
  const result = checkGate(given, [testKpis({ [given.kpi]: value })], [testKpis({ [given.kpi]: baseline })]);
  expect(result).toMatchObject({ outcome, certainty: 'single' });
});

function gateOf(text: string): Gate {
  const read = parseGate(text);
  if (!read) {
    throw new Error(`${text} is no gate`);
  }
  return read;
}

test('less than a request more is no higher error rate', () => {
  const kpis = (failed: number) =>
    testKpis({ 'requests-served': 990, 'requests-failed': failed, 'error-rate': failed / (990 + failed) });
  const given = gateOf('error-rate:0:fail');
  expect(checkGate(given, [kpis(10.4)], [kpis(10)])).toMatchObject({ outcome: 'passed', isLevel: true });
  expect(checkGate(given, [kpis(12)], [kpis(10)])).toMatchObject({ outcome: 'failed', isLevel: false });
});

test('the arithmetic adds up: threshold is the baseline and its change, distance the rest', () => {
  fc.assert(
    fc.property(gate, positive, positive, (given, value, baseline) => {
      const result = checkGate(given, [testKpis({ [given.kpi]: value })], [testKpis({ [given.kpi]: baseline })]);
      const expected = given.relative ? baseline * (1 + given.change) : baseline + given.change;
      expect(result.threshold).toBeCloseTo(expected, 6);
      expect(result.distance?.value).toBeCloseTo(value - expected, 6);
    })
  );
});

test('the lab’s gates let a run pass against itself', () => {
  fc.assert(
    fc.property(fc.array(positive, { minLength: LAB_GATES.length, maxLength: LAB_GATES.length }), (values) => {
      const kpis = testKpis(Object.fromEntries(LAB_GATES.map(({ kpi }, i) => [kpi, values[i]])));
      expect(overall(LAB_GATES.map((given) => checkGate(given, [kpis], [kpis])))).toBe('passed');
    })
  );
});

describe('what cannot be told is not known', () => {
  const given = gateOf('ttft-p99:+10%:fail');
  const side = (...values: number[]) => values.map((value) => testKpis({ 'ttft-p99': value }));

  test.each<[string, number[], number[], object]>([
    ['one against one is judged as it stands', [1.2], [1], { outcome: 'failed', certainty: 'single' }],
    [
      'two repeats on both sides of the threshold',
      [0.8, 1.6],
      [0.7, 1.3],
      { outcome: 'unknown', doubt: { kind: 'scatter' } },
    ],
    ['two repeats that all say the same', [1.5, 1.6], [1, 1.3], { outcome: 'failed', certainty: 'pairs' }],
    ['repeats far beyond it', [3, 3.1, 2.9], [1, 1.05, 0.95], { outcome: 'failed', certainty: 'shown' }],
    ['repeats far within it', [1, 1.05, 0.95], [3, 3.1, 2.9], { outcome: 'passed', certainty: 'shown' }],
    ['repeats against a single run', [3, 3.1, 2.9], [1], { outcome: 'failed', certainty: 'pairs' }],
    ['the same spread on both sides', [1, 1.5, 2], [1, 1.5, 2], { outcome: 'unknown', doubt: { kind: 'scatter' } }],
    [
      'scatter that more runs would settle',
      [1, 1.3, 1.8],
      [1.2, 1.6, 2.1],
      { outcome: 'unknown', doubt: { runsNeeded: expect.any(Number) } },
    ],
  ])('%s', (_, values, baseline, expected) => {
    expect(checkGate(given, side(...values), side(...baseline))).toMatchObject(expected);
  });

  const cost = (part: Partial<KpiValue>, value = 1000) => [
    { ...testKpis(), 'requests-per-gpu-hour': { value, ...part } },
  ];
  test.each<[string, Partial<KpiValue>, number, object]>([
    [
      'an error that reaches over the threshold',
      { error: 60 },
      800,
      { outcome: 'unknown', doubt: { kind: 'error', error: 60 } },
    ],
    ['an error that does not', { error: 20 }, 800, { outcome: 'flagged' }],
    ['an error that does not, within it', { error: 20 }, 900, { outcome: 'passed' }],
    [
      'a figure that is not to be relied on',
      { problem: 'half of it is missing' },
      1000,
      { outcome: 'unknown', doubt: { kind: 'problem', why: 'half of it is missing' } },
    ],
  ])('%s', (_, part, value, expected) => {
    const efficiency = gateOf('requests-per-gpu-hour:-15%:flag');
    expect(checkGate(efficiency, cost(part, value), cost({}))).toMatchObject(expected);
    // And so of the baseline.
    const inverse = gateOf('requests-per-gpu-hour:-15%:flag');
    expect(checkGate(inverse, cost({}, value), cost('problem' in part ? part : {}, 1000)).outcome).toBe(
      'problem' in part ? 'unknown' : checkGate(inverse, cost({}, value), cost({})).outcome
    );
  });

  test('no outcome is given where the interval of the distance reaches over the threshold', () => {
    const values = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const { outcome, distance } = checkGate(given, side(...a), side(...b));
        const { low, high } = distance?.interval ?? { low: NaN, high: NaN };
        expect(outcome === 'unknown').toBe(low <= 0 && high > 0 ? outcome === 'unknown' : false);
        if (low < 0 && high > 0) {
          expect(outcome).toBe('unknown');
        }
      })
    );
  });
});

test('a figure that is missing on either side is not known, and says why', () => {
  const given = gateOf('ttft-p99:+10%:fail');
  const some = [testKpis({ 'ttft-p99': 1 })];
  for (const result of [checkGate(given, [testKpis()], some), checkGate(given, some, [testKpis()])]) {
    expect(result).toMatchObject({ outcome: 'unknown', doubt: { kind: 'missing', why: 'not measured' } });
  }
  expect(overall([checkGate(given, [testKpis()], some)])).toBe('unknown');
});

test('the page’s gates win over the experiment’s, those over the app’s, those over the lab’s', () => {
  const texts = ['ttft-p50:5%:fail'];
  const settings = { default: ['itl-p99:5%:flag'], experiments: { stairs: ['e2e-p50:1%:fail'] } };
  expect(chooseGates(texts, settings, 'stairs')).toMatchObject({ source: 'page', gates: [{ kpi: 'ttft-p50' }] });
  expect(chooseGates(undefined, settings, 'stairs')).toMatchObject({
    source: 'experiment',
    gates: [{ kpi: 'e2e-p50' }],
  });
  expect(chooseGates(undefined, settings, 'other')).toMatchObject({ source: 'default', gates: [{ kpi: 'itl-p99' }] });
  expect(chooseGates(undefined, settings, 'toString')).toMatchObject({ source: 'default' });
  expect(chooseGates(undefined, { experiments: {} }, 'other')).toEqual({
    gates: LAB_GATES,
    source: 'lab',
    rejected: [],
  });
  expect(chooseGates(['nonsense', 'ttft-p50:5%:fail'], settings, undefined)).toMatchObject({
    gates: [{ kpi: 'ttft-p50' }],
    rejected: ['nonsense'],
  });
});
