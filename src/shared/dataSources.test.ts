import type { DataSourceInstanceSettings } from '@grafana/data';

import { choose } from './dataSources';

const ds = (uid: string, isDefault = false) =>
  ({ uid, name: uid.toUpperCase(), type: 'prometheus', isDefault }) as DataSourceInstanceSettings;

test.each([
  ['none at all', [], undefined, { kind: 'none' }],
  ['the only one', [ds('a')], undefined, { kind: 'found', uid: 'a', from: 'only-one' }],
  ['two, neither the default', [ds('a'), ds('b')], undefined, { kind: 'several', names: ['A', 'B'] }],
  ['two, one the default', [ds('a'), ds('b', true)], undefined, { kind: 'found', uid: 'b', from: 'default' }],
  ['the configured one', [ds('a'), ds('b', true)], 'a', { kind: 'found', uid: 'a', from: 'configured' }],
  ['a configured one that is gone', [ds('a')], 'x', { kind: 'missing', configured: 'x' }],
])('%s', (_, list, configured, expected) => {
  expect(choose(list, configured)).toMatchObject(expected);
});
