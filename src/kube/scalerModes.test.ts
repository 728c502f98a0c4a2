import { modeOf, SCALER_KINDS, TRIGGER_METRICS } from '../domain/scaler';
import { scaledObject } from './scaledObject';

const WORKLOAD = { namespace: 'n', deployment: 'd', modelId: 'org/m' };
const BOUNDS = { minReplicas: 1, maxReplicas: 4 };

test('the mode of a run is the scaler that its ScaledObject makes', () => {
  expect(SCALER_KINDS.map((kind) => modeOf(scaledObject(kind, WORKLOAD, BOUNDS)))).toEqual([...SCALER_KINDS]);
  expect(['', ' \n'].map(modeOf)).toEqual(['static', 'static']);
});

test('WVA is known by its older name too', () => {
  expect(modeOf('query: inferno_desired_replicas{variant_name="d"}')).toBe('wva');
});

test('signals of nobody, or of two, are KEDA’s', () => {
  expect(modeOf('kind: ScaledObject\nspec: { triggers: [{ type: cron }] }')).toBe('keda');
  expect(modeOf(`${TRIGGER_METRICS.eppQueue} ${TRIGGER_METRICS.kvUse}`)).toBe('keda');
  expect(modeOf(`${TRIGGER_METRICS.eppRunning}`)).toBe('keda');
});
