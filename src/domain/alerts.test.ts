import fc from 'fast-check';

import { ALERT_GROUPS, ALERT_SEVERITIES, ALERT_STATES, alertsAbout, keyOf, type ProjectAlert } from './alerts';

const anAlert = (over: Partial<ProjectAlert> = {}): ProjectAlert => ({
  name: 'WvaDesiredAboveReady',
  group: ALERT_GROUPS.scaling,
  state: 'firing',
  severity: 'warning',
  labels: { namespace: 'n', variant: 'v' },
  ...over,
});
const VARIANT = { kind: 'variant', namespace: 'n', variant: 'v' } as const;
const names = (alerts: ProjectAlert[]) => alerts.map(({ name }) => name);

test.each<[string, Partial<ProjectAlert>, { variant: boolean; gpus: boolean }]>([
  ['of the variant', {}, { variant: true, gpus: false }],
  ['of another variant', { labels: { namespace: 'n', variant: 'w' } }, { variant: false, gpus: false }],
  ['of its namesake elsewhere', { labels: { namespace: 'm', variant: 'v' } }, { variant: false, gpus: false }],
  ['of WVA', { group: ALERT_GROUPS.controller, labels: {} }, { variant: true, gpus: false }],
  [
    'of WVA in its namespace',
    { group: ALERT_GROUPS.controller, labels: { namespace: 'n' } },
    { variant: true, gpus: false },
  ],
  [
    'of WVA in another',
    { group: ALERT_GROUPS.controller, labels: { namespace: 'm' } },
    { variant: false, gpus: false },
  ],
  ['of a GPU', { group: ALERT_GROUPS.gpu, labels: { node: 'n1', gpu: '0' } }, { variant: false, gpus: true }],
  ['of idle GPUs that it holds', { group: ALERT_GROUPS.gpu }, { variant: true, gpus: true }],
  ['of nothing in particular', { labels: {} }, { variant: false, gpus: false }],
])('an alert %s', (_what, over, { variant, gpus }) => {
  const alert = anAlert(over);
  expect(alertsAbout(VARIANT, [alert])).toEqual(variant ? [alert] : []);
  expect(alertsAbout({ kind: 'gpus' }, [alert])).toEqual(gpus ? [alert] : []);
});

test('the most urgent comes first: what fires, then the graver, then the older', () => {
  const alerts = [
    anAlert({ name: 'pending', state: 'pending', severity: 'critical' }),
    anAlert({ name: 'light', severity: 'info' }),
    anAlert({ name: 'young', since: 2 }),
    anAlert({ name: 'old', since: 1 }),
    anAlert({ name: 'grave', severity: 'critical' }),
    anAlert({ name: 'ageless' }),
  ];
  expect(names(alertsAbout(VARIANT, alerts))).toEqual(['grave', 'old', 'young', 'ageless', 'light', 'pending']);
});

const label = fc.constantFrom('n', 'm', 'v', 'w');
const arbitrary = fc.record<ProjectAlert>({
  name: fc.constantFrom('A', 'B', 'C'),
  group: fc.constantFrom(...Object.values(ALERT_GROUPS)),
  state: fc.constantFrom(...ALERT_STATES),
  severity: fc.constantFrom(...ALERT_SEVERITIES),
  labels: fc.record({ namespace: label, variant: label, node: label }, { requiredKeys: [] }),
  since: fc.option(fc.nat(), { nil: undefined }),
});

describe('properties', () => {
  const shown = (alerts: ProjectAlert[]) => alertsAbout(VARIANT, alerts);

  test('each alert once, none invented, and none of another variant', () => {
    fc.assert(
      fc.property(fc.array(arbitrary), (alerts) => {
        const found = shown(alerts);
        expect(new Set(found.map(keyOf)).size).toBe(found.length);
        expect(found.every((alert) => alerts.includes(alert))).toBe(true);
        expect(found.every(({ labels }) => (labels.variant ?? 'v') === 'v' && (labels.namespace ?? 'n') === 'n')).toBe(
          true
        );
        const own = alerts.filter(({ labels }) => labels.variant === 'v' && labels.namespace === 'n').map(keyOf);
        expect(found.map(keyOf)).toEqual(expect.arrayContaining(own));
      })
    );
  });

  test('the order does not depend on that of the answer', () => {
    fc.assert(
      fc.property(fc.uniqueArray(arbitrary, { selector: keyOf }), (alerts) => {
        expect(shown([...alerts].reverse())).toEqual(shown(alerts));
      })
    );
  });

  test('what fires stands before what is pending', () => {
    fc.assert(
      fc.property(fc.array(arbitrary), (alerts) => {
        const states = shown(alerts).map(({ state }) => ALERT_STATES.indexOf(state));
        expect(states).toEqual([...states].sort());
      })
    );
  });
});
