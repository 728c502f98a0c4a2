import { checkGate } from '../../domain/comparison/checkGate';
import { parseGate } from '../../domain/comparison/gates';
import { delta } from '../../domain/comparison/deltas';
import { testKpis } from '../../domain/comparison/testing';
import type { KpiId } from '../../domain/analysis/kpis';
import { asProvisioning } from '../../assessment/gates/GateEditor';
import { arithmetic, gateTitle } from '../../domain/comparison/gateText';
import { figureText } from '../../domain/analysis/figureText';
import { deltaText } from '../../assessment/kpis/kpiText';

test.each<[KpiId, number | undefined, string]>([
  ['ttft-p99', 0.2486, '249 ms'],
  ['ttft-p99', 42.163, '42.16 s'],
  ['ttft-p99', 2499, '41m 39s'],
  ['itl-p99', 0.0385, '38.5 ms'],
  ['requests-served', 2816.4, '2,816'],
  ['requests-served', 0, '0'],
  ['error-rate', 0.4787, '47.87 %'],
  ['gpu-hours', undefined, '–'],
  ['gpu-hours', NaN, '–'],
])('%s of %s reads %s', (kpi, value, text) => {
  expect(figureText(kpi, value)).toBe(text);
});

test.each<[number, number, string]>([
  [112, 100, '+12 %'],
  [99.6, 100, '−0.4 %'],
  [520, 100, '×5.2'],
  [20, 100, '÷5.0'],
  [0.1, 185, '÷1,850'],
  [0, 100, '−100 %'],
  [100, 100, '±0'],
  [3, 0, '+3'],
])('%d against %d reads %s', (value, baseline, text) => {
  const difference = delta('requests-served', [{ value }], [{ value: baseline }]);
  expect(difference && deltaText('requests-served', difference)).toBe(text);
});

function result(text: string, value: number, baseline: number, others: Partial<Record<KpiId, number>> = {}) {
  const gate = parseGate(text);
  if (!gate) {
    throw new Error(`${text} is no gate`);
  }
  return checkGate(gate, [testKpis({ ...others, [gate.kpi]: value })], [testKpis({ ...others, [gate.kpi]: baseline })]);
}

test.each<[string, number, number, string, string]>([
  ['ttft-p99:+10%:fail', 42.16, 0.249, 'TTFT p99 at most 10 % above the baseline', '42.16 s > 249 ms × 1.1 = 274 ms'],
  ['error-rate:0:fail', 0.0311, 0.4787, 'Error rate not above the baseline', '3.11 % < 47.87 %'],
  // Two digits would show the same number twice.
  ['error-rate:0:fail', 0.03112, 0.03108, 'Error rate not above the baseline', '3.112 % > 3.108 %'],
  [
    'gpu-hours:-20%:fail',
    9,
    10,
    'GPU-hours at least 20 % below the baseline',
    '9.00 GPU-h > 10.00 GPU-h × 0.8 = 8.00 GPU-h',
  ],
  ['gap-count:+2:flag', 3, 1, 'Gap windows at most 2 above the baseline', '3 = 1 + 2 = 3'],
])('%s: %s', (text, value, baseline, title, sum) => {
  const checked = result(text, value, baseline);
  expect(gateTitle(checked.gate)).toBe(title);
  expect(arithmetic(checked)).toBe(sum);
});

test('less than a request apart is said to be level', () => {
  const requests = { 'requests-served': 5242, 'requests-failed': 168 } as const;
  expect(arithmetic(result('error-rate:0:fail', 0.03112, 0.03108, requests))).toBe('3.11 % ≈ 3.11 %');
});

test('gates are copied as the lines that the provisioning takes', () => {
  expect(asProvisioning(['ttft-p99:+10%:fail'], 'stairs')).toBe(
    'gates:\n  experiments:\n    "stairs":\n      - "ttft-p99:+10%:fail"\n'
  );
  expect(asProvisioning(['error-rate:0:fail'], undefined)).toBe('gates:\n  default:\n    - "error-rate:0:fail"\n');
});
