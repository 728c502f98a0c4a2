import {
  modeInForce,
  RUN_MODES,
  scalerKindOf,
  TRIGGER_KEYS,
  TRIGGER_METRICS,
  type RunMode,
  type ScalerInForce,
} from './scaler';

const known = (kind: ScalerInForce['kind']): ScalerInForce => ({ kind, certainty: 'known' });
const likely = (kind: ScalerInForce['kind']): ScalerInForce => ({ kind, certainty: 'likely' });

test.each<[string, RunMode | undefined, ScalerInForce | undefined, RunMode | undefined]>([
  ['what was applied, where nothing is measured', 'wva', undefined, 'wva'],
  [
    'what was applied, where metrics do not tell',
    'keda-queue',
    { kind: 'unknown', certainty: 'unknown' },
    'keda-queue',
  ],
  ['the analyzer of WVA', 'wva', likely('wva-v2'), 'wva-v2'],
  ['the analyzer that is there now, of a run that was recorded with another', 'wva-v1', likely('wva-v2'), 'wva-v2'],
  ['KEDA’s signals, which metrics do not tell', 'keda-saturation', known('keda'), 'keda-saturation'],
  ['an HPA on vLLM’s metrics that KEDA carries out', 'hpa', known('keda'), 'hpa'],
  ['WVA that looks on while KEDA scales', 'keda-queue', likely('wva-v2'), 'keda-queue'],
  ['WVA that is followed although KEDA was asked for', 'keda-queue', known('wva-v1'), 'wva-v1'],
  ['another scaler than was applied', 'wva', known('keda'), 'keda'],
  ['an HPA that nobody applied', 'static', known('hpa'), 'hpa'],
  ['an HPA without KEDA', 'keda-queue', known('hpa'), 'hpa'],
  ['a static run', 'static', likely('none'), 'static'],
  ['a run of which nothing else is known, and nothing scales', undefined, likely('none'), 'static'],
  ['a run of which nothing else is known, by WVA', undefined, likely('wva-v1'), 'wva-v1'],
  ['a run of which nothing else is known, by an HPA', undefined, likely('hpa'), 'hpa'],
  ['a scaler that was applied and of which metrics say nothing', 'wva', likely('none'), 'wva'],
  ['nothing, where nothing is known', undefined, { kind: 'unknown', certainty: 'unknown' }, undefined],
])('the mode is %s', (_what, applied, found, mode) => {
  expect(modeInForce(applied, found)).toBe(mode);
});

test.each<[string[], RunMode]>([
  [['s0-prometheus', 's1-prometheus'], 'keda'],
  [['s0-prometheus-llm_d_epp_flow_control_queue_size', 's1-prometheus-llm_d_epp_request_running'], 'keda-queue'],
  [['s0-pool-saturation'], 'keda-saturation'],
  [['s0-pool-saturation', 's1-epp-queue-size'], 'keda'],
  [['s0-prometheus-vllm_kv_cache_usage_perc', 's1-prometheus-vllm_num_requests_waiting'], 'hpa'],
  [[], 'keda'],
])('of a KEDA whose ScaledObject is not known, %j say %s', (metrics, mode) => {
  expect(modeInForce(undefined, known('keda'), metrics)).toBe(mode);
});

test('each metric that a trigger reads is a sign of itself alone', () => {
  for (const key of TRIGGER_KEYS) {
    const kind = scalerKindOf([key]);
    expect([key, modeInForce(undefined, known('keda'), [TRIGGER_METRICS[key]])]).toEqual([key, kind ?? 'keda']);
  }
  expect(new Set(RUN_MODES).size).toBe(RUN_MODES.length);
});
