import fc from 'fast-check';

import { ALERT_GROUPS } from '../domain/alerts';
import { decodeRules } from './decodeRules';

/** An alert as Prometheus 2 and 3 write it. */
const ALERT = {
  labels: { alertname: 'WvaQueueSaturated', app: 'llmd-wva', namespace: 'n', severity: 'critical', variant: 'v' },
  annotations: {
    summary: '7 requests wait',
    description: 'The longest queue',
    runbook_url: 'https://example.org/runbooks.md#wvaqueuesaturated',
    dashboard_url: '/a/llmd-wva-app/variants/n/v',
  },
  state: 'firing',
  activeAt: '2026-11-30T08:00:00.123456789Z',
  value: '7e+00',
};
const rule = (alerts: unknown, over: object = {}) => ({
  type: 'alerting',
  name: 'WvaQueueSaturated',
  query: 'up',
  duration: 1200,
  labels: {},
  annotations: {},
  health: 'ok',
  alerts,
  ...over,
});
const answer = (rules: unknown, name: string = ALERT_GROUPS.saturation) => ({
  status: 'success',
  data: { groups: [{ name, file: 'f', rules, interval: 30 }] },
});
const decode = (alert: object) => decodeRules(answer([rule([{ ...ALERT, ...alert }])])).alerts;

test('an alert, its labels without those that rules have in common', () => {
  expect(decodeRules(answer([rule([ALERT]), rule([], { name: 'WvaKvCacheSaturated', health: 'err' })]))).toEqual({
    rules: 2,
    broken: ['WvaKvCacheSaturated'],
    alerts: [
      {
        name: 'WvaQueueSaturated',
        group: ALERT_GROUPS.saturation,
        state: 'firing',
        severity: 'critical',
        labels: { namespace: 'n', variant: 'v' },
        summary: '7 requests wait',
        description: 'The longest queue',
        runbook: 'https://example.org/runbooks.md#wvaqueuesaturated',
        since: Date.parse('2026-11-30T08:00:00.123Z'),
        value: 7,
      },
    ],
  });
});

test.each(['NaN', '+Inf', ''])('a value of "%s" is none', (value) => {
  expect(decode({ value })).toMatchObject([{ value: undefined }]);
});

test.each(['javascript:alert(1)', 'data:text/html,x', '//example.org', 'https://example.org/a b', ''])(
  'no link to "%s"',
  (runbook_url) => {
    expect(decode({ annotations: { runbook_url } })).toMatchObject([{ runbook: undefined }]);
  }
);

test('states that neither fire nor are about to are left out; a severity of another set is a warning', () => {
  expect(decode({ state: 'inactive' })).toEqual([]);
  expect(decode({ labels: { severity: 'page' } })).toMatchObject([{ severity: 'warning', labels: {} }]);
});

test('no alerts, as Go writes an empty list; recording rules are no alerts', () => {
  const none = { rules: 1, broken: [], alerts: [] };
  expect(decodeRules(answer([rule(null), { type: 'recording', name: 'a:b:c', health: 'err' }]))).toEqual(none);
  expect(decodeRules({ status: 'success', data: { groups: [] } })).toEqual({ ...none, rules: 0 });
});

test.each<[string, unknown, string]>([
  ['an error', { status: 'error', error: 'unknown endpoint' }, 'status'],
  ['no groups', { status: 'success', data: {} }, 'data.groups'],
  ['a page', '<html>', 'expected object'],
  ['a rule without a name', answer([rule([], { name: '' })]), '[0].name'],
  ['an alert whose value is a number', answer([rule([{ ...ALERT, value: 7 }])]), '[0].value'],
  ['an alert without a state', answer([rule([{ ...ALERT, state: undefined }])]), '[0].state'],
])('%s is refused by the name of its field', (_what, value, field) => {
  expect(() => decodeRules(value)).toThrow(field);
});

test('what other groups hold is no matter of ours', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), fc.jsonValue(), (name, rules) => {
      fc.pre(!Object.values<string>(ALERT_GROUPS).includes(name));
      const { data } = answer(rules, name);
      const both = { status: 'success', data: { groups: [...data.groups, ...answer([rule([ALERT])]).data.groups] } };
      expect(decodeRules(both)).toEqual(decodeRules(answer([rule([ALERT])])));
    })
  );
});

test('whatever comes: decoded, or refused with a reason', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (rules) => {
      try {
        const { alerts } = decodeRules(answer(rules));
        expect(alerts.every(({ state }) => state === 'firing' || state === 'pending')).toBe(true);
      } catch (error) {
        expect(error).toHaveProperty('name', 'DecodeError');
      }
    })
  );
});
