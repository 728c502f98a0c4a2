import type { ScalerSpec, TriggerSpec } from '../ports';
import { Hpa } from './hpa';
import { PACES } from './pace';
import { wvaScaler } from './presets';

const WVA = wvaScaler({ minReplicas: 1, maxReplicas: 12 });

/** Replicas at each of the given seconds while the first trigger's value follows a script. */
function follow(value: (second: number) => number | undefined, seconds: number[], spec: ScalerSpec = WVA, start = 1) {
  const hpa = new Hpa(spec, start);
  const seen: number[] = [];
  let replicas = start;
  for (let second = 0; second <= Math.max(...seconds); second++) {
    replicas = hpa.tick(second, () => value(second), replicas, PACES.lab);
    if (seconds.includes(second)) {
      seen.push(replicas);
    }
  }
  return Object.assign(seen, { hpa });
}

const trigger = (name: string, threshold: number): TriggerSpec => ({
  name,
  signal: 'epp-queue',
  labels: {},
  threshold,
});

/** An HPA that is asked once, with a value for each trigger. */
function once(values: Array<number | undefined>, targets: number[], replicas: number, more: Partial<ScalerSpec> = {}) {
  const triggers = targets.map((target, i) => trigger(String(i), target));
  const hpa = new Hpa({ ...WVA, triggers, scaleDownWindowSeconds: 0, ...more }, replicas);
  const done = hpa.tick(0, ({ name }) => values[Number(name)], replicas, PACES.lab);
  return { done, record: hpa.log.records[0]!, conditions: hpa.conditions };
}

describe('Hpa', () => {
  it.each([
    ['goes up at the sync after the poll, without a window', (s: number) => (s < 16 ? 1 : 3), [15, 29, 30], [1, 1, 3]],
    ['waits out the window before it goes down', (s: number) => (s < 31 ? 4 : 1), [30, 45, 90, 105], [4, 4, 4, 1]],
    [
      'a wish that comes back within the window keeps the replicas',
      (s: number) => (s > 30 && s < 70 ? 1 : 4),
      [30, 75, 150],
      [4, 4, 4],
    ],
    [
      'goes down to the highest wish of the window',
      (s: number) => (s < 31 ? 4 : s < 61 ? 1 : 3),
      [30, 90, 120],
      [4, 4, 3],
    ],
    ['without an answer stays as it is', (s: number) => (s < 31 ? 3 : undefined), [30, 600], [3, 3]],
  ])('%s', (_, value, seconds, replicas) => {
    expect([...follow(value, seconds)]).toEqual(replicas);
  });

  it('stays within its bounds', () => {
    const bounds = { ...WVA, minReplicas: 2, maxReplicas: 5 };
    expect([...follow(() => 99, [0, 30], bounds)]).toEqual([5, 5]);
    expect([...follow(() => 0, [0, 120], bounds, 2)]).toEqual([2, 2]);
  });

  it('starts its window from the replicas that it finds', () => {
    expect([...follow(() => 1, [0, 60, 75], undefined, 4)]).toEqual([4, 4, 1]);
  });

  // Value and target of each trigger, replicas before; replicas after, and the rule.
  it.each([
    [[2.2], [0.7], 1, 4, 'largest-trigger'],
    [[3, 33], [1, 16], 1, 3, 'largest-trigger'],
    [[1, 49], [1, 16], 1, 4, 'largest-trigger'],
    [[4.3], [1], 4, 4, 'tolerance'],
    [[4.5], [1], 4, 5, 'largest-trigger'],
    [[3.7], [1], 4, 4, 'tolerance'],
    [[12], [1], 11, 11, 'tolerance'],
    [[undefined, 20], [1, 16], 1, 2, 'largest-trigger'],
    [[undefined, 1], [1, 16], 4, 4, 'no-metrics'],
    [[undefined], [1], 4, 4, 'no-metrics'],
    [[40], [1], 1, 5, 'policy'],
    [[40], [1], 8, 12, 'bounds'],
    [[0], [1], 4, 1, 'bounds'],
  ] as const)('values %j against targets %j with %d replicas: %d by %s', (values, targets, replicas, done, rule) => {
    expect(once([...values], [...targets], replicas)).toMatchObject({
      done,
      record: { rule, done, current: replicas },
    });
  });

  it('goes up only to the lowest wish of its window', () => {
    const slow = { ...WVA, scaleUpWindowSeconds: 60 };
    const replicas = follow((s) => (s < 20 ? 1 : s < 50 ? 6 : 4), [60, 75, 90, 120], slow);
    expect([...replicas]).toEqual([1, 1, 4, 4]);
    expect(replicas.hpa.log.records.map(({ rule }) => rule)).toContain('stabilised');
  });

  it('says when it can not read, and when it is held back', () => {
    expect(once([undefined], [1], 1).conditions.ScalingActive).toBe(false);
    expect(once([40], [1], 1).conditions).toMatchObject({ ScalingActive: true, ScalingLimited: true });
  });
});
