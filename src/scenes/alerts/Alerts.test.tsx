import { render, screen, within } from '@testing-library/react';
import React from 'react';

import { ALERT_GROUPS, type AlertSubject } from '../../domain/alerts';
import Alerts from './Alerts';

const ACTIVE_AT = '2026-11-30T08:00:00Z';
const AT = Date.parse(ACTIVE_AT) + 754_000;
const VARIANT: AlertSubject = { kind: 'variant', namespace: 'n', variant: 'v' };

const alert = (over: object = {}) => ({
  labels: { severity: 'critical', namespace: 'n', variant: 'v' },
  annotations: { summary: '7 requests wait at one replica of n/v', runbook_url: 'https://example.org/r#wvaqueue' },
  state: 'firing',
  activeAt: ACTIVE_AT,
  value: '7.125e+00',
  ...over,
});
const rules = (alerts: object[], health = 'ok') => ({
  status: 'success',
  data: {
    groups: [{ name: ALERT_GROUPS.saturation, rules: [{ type: 'alerting', name: 'WvaQueue', health, alerts }] }],
  },
});
const show = (body: unknown, subject: AlertSubject = VARIANT) =>
  render(<Alerts answer={{ body, at: AT }} subject={subject} />);

test('what fires, since when, its value and its runbook, in words', () => {
  show(rules([alert()]));
  const [line] = within(screen.getByRole('region', { name: 'Alerts now' })).getAllByRole('listitem');
  expect(screen.getByRole('heading', { name: 'Alerts now' })).toBeVisible();
  expect(line).toHaveTextContent('Firing (critical)');
  expect(line).toHaveTextContent('7 requests wait at one replica of n/v');
  expect(line).toHaveTextContent('value 7.13');
  expect(line).toHaveTextContent('since 2026-11-30 08:00, 12m 34s');
  expect(screen.getByRole('link', { name: /Runbook WvaQueue/ })).toHaveAttribute(
    'href',
    'https://example.org/r#wvaqueue'
  );
});

test('an alert without a text, a value or a link is shown by its name', () => {
  show(rules([alert({ state: 'pending', annotations: {}, value: 'NaN', activeAt: null })]));
  expect(screen.getByRole('listitem')).toHaveTextContent(/^Pending \(critical\)WvaQueueWvaQueue$/);
  expect(screen.queryByRole('link')).toBeNull();
});

test('that nothing fires is said, with how many rules are loaded', () => {
  const body = rules([alert({ labels: { namespace: 'n', variant: 'other' } })]);
  show(body).unmount();
  show(body, { kind: 'gpus' });
  expect(screen.getByText(/No alert about GPUs is firing or pending \(alerting rules loaded: 1\)/)).toBeVisible();
  expect(screen.queryByRole('listitem')).toBeNull();
});

test('a rule that cannot be evaluated is named', () => {
  show(rules([], 'err'));
  expect(screen.getByText('Prometheus cannot evaluate: WvaQueue')).toBeVisible();
});

test.each([
  ['another form', { status: 'success', data: { groups: [{ name: ALERT_GROUPS.gpu, rules: 'none' }] } }],
  ['no rules', { status: 'success', data: { groups: [] } }],
])('%s: nothing, and no error', (_what, body) => {
  expect(show(body).container).toBeEmptyDOMElement();
});
