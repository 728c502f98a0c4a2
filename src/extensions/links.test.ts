import { dateTime } from '@grafana/data';
import { setTemplateSrv } from '@grafana/runtime';

import { APP_PATH } from '../constants';
import plugin from '../plugin.json';
import { extensionLinks } from './links';
import { subjectOf, subjectOfAlert } from './subject';

const VARIABLES: Record<string, string> = { $namespace: 'experiment-01', $variant: 'decode', $many: 'a|b', $all: '.+' };
const CLUSTERS = {
  clusters: [
    { name: 'east', prometheusUid: 'prom-e', tektonUid: 't' },
    { name: 'west', prometheusUid: 'prom-w', tektonUid: 't' },
  ],
};
const [open, alert, ...palette] = extensionLinks(() => CLUSTERS);

beforeAll(() =>
  setTemplateSrv({
    replace: (text: string) => text.replace(/\$\w+/g, (name) => VARIABLES[name] ?? name),
  } as never)
);

const pathFrom = (link: typeof open, context: object): string | undefined => link!.configure!(context)?.path;
const asked = (expr: string, more: object = {}) => ({ targets: [{ refId: 'A', expr }], ...more });

test('plugin.json has the same links, and the component that panels are added to dashboards with', () => {
  expect(
    extensionLinks(() => ({})).map(({ targets, title, description }) => ({ targets, title, description }))
  ).toEqual(plugin.extensions.addedLinks);
  expect(plugin.dependencies.extensions.exposedComponents).toEqual(['grafana/add-to-dashboard-form/v1']);
});

test('every link leads into the app', () => {
  for (const link of [open!, alert!, ...palette]) {
    expect(link.path).toMatch(new RegExp(`^${APP_PATH}/\\w`));
  }
});

test.each([
  [
    'a variant',
    'wva_desired_replicas{exported_namespace="ns",variant_name="decode"}',
    { kind: 'variant', namespace: 'ns', name: 'decode' },
  ],
  [
    'a variant, by the emitter before the scrape',
    'wva_desired_replicas{namespace="llm-d-autoscaler",exported_namespace="ns",variant_name=\'decode\'}',
    { kind: 'variant', namespace: 'ns', name: 'decode' },
  ],
  [
    'a variant, by a pattern that is a name',
    'vllm:num_requests_running{namespace=~"ns"} and wva_current_replicas{variant_name=~"decode"}',
    { kind: 'variant', namespace: 'ns', name: 'decode' },
  ],
  ['several variants', 'wva_desired_replicas{namespace="ns",variant_name=~"a|b"}', { kind: 'fleet', namespace: 'ns' }],
  [
    'two variants',
    'wva_desired_replicas{namespace="ns",variant_name="a"} - wva_desired_replicas{variant_name="b"}',
    { kind: 'fleet', namespace: 'ns' },
  ],
  [
    'a variable that is not filled in',
    'wva_desired_replicas{namespace="$ns",variant_name="$variant"}',
    { kind: 'fleet', namespace: undefined },
  ],
  [
    'a negative matcher',
    'wva_desired_replicas{namespace="ns",variant_name!="decode"}',
    { kind: 'fleet', namespace: 'ns' },
  ],
  [
    'the pods of a variant',
    'vllm:num_requests_running{namespace="ns",pod=~"decode-.*"}',
    { kind: 'variant', namespace: 'ns', name: 'decode' },
  ],
  ['one pod', 'vllm:num_requests_running{namespace="ns",pod="decode-7c9-x"}', { kind: 'fleet', namespace: 'ns' }],
  ['GPUs', 'avg(DCGM_FI_DEV_GPU_UTIL)', { kind: 'gpus', node: undefined }],
  ['GPUs of a node', 'DCGM_FI_DEV_GPU_UTIL{Hostname="gpu-1"}', { kind: 'gpus', node: 'gpu-1' }],
  ['something else', 'sum(rate(http_requests_total{namespace="ns",deployment="decode"}[5m]))', undefined],
  ['a name that only ends like ours', 'my_wva_desired_replicas', undefined],
  ['nothing', '', undefined],
])('of %s', (_what, query, subject) => {
  expect(subjectOf([query])).toEqual(subject);
});

describe('from a panel and from Explore', () => {
  test.each([
    [
      'variables filled in, the time as it is chosen',
      asked('wva_desired_replicas{namespace=~"$namespace",variant_name="$variant"}', {
        timeRange: { from: 'now-6h', to: 'now' },
      }),
      `${APP_PATH}/variants/experiment-01/decode?from=now-6h&to=now`,
    ],
    [
      'a fixed time, and the cluster of the data source',
      {
        targets: [{ expr: 'DCGM_FI_DEV_GPU_UTIL', datasource: { uid: 'prom-w' } }],
        timeRange: { from: dateTime(1000), to: dateTime(2000) },
      },
      `${APP_PATH}/gpus?from=1000&to=2000&cluster=west`,
    ],
    [
      'several variants',
      asked('wva_desired_replicas{namespace=~"$all",variant_name=~"$many"}'),
      `${APP_PATH}/overview`,
    ],
    [
      'a dashboard of the app, on which a variant is chosen',
      asked('vllm:num_requests_running{pod=~"decode-a|decode-b"}', { dashboard: { uid: 'llmd-wva-overview' } }),
      `${APP_PATH}/variants/experiment-01/decode`,
    ],
    [
      'the same on another dashboard',
      asked('vllm:num_requests_running{pod=~"decode-a|decode-b"}', { dashboard: { uid: 'mine' } }),
      `${APP_PATH}/overview`,
    ],
    ['another app’s query', asked('up'), undefined],
    ['logs', { targets: [{ refId: 'A', query: '{app="wva_x"}' }] }, undefined],
    ['no queries', {}, undefined],
  ])('%s', (_what, context, path) => {
    expect(pathFrom(open, context)).toBe(path);
  });

  test('there is no link before there is a context', () => {
    expect(open!.configure!(undefined)).toBeUndefined();
  });
});

describe('from alerts', () => {
  const rule = {
    name: 'WvaDesiredNotReached',
    group: 'llmd-wva-scaling-alerts',
    expression: 'llmd_wva:x > 0',
    labels: {},
  };
  const labels = { namespace: 'ns', variant: 'decode' };
  test.each([
    ['a rule of ours', rule, `${APP_PATH}/overview`],
    [
      'an alert of 12.3',
      {
        rule: { ...rule, expression: undefined, query: rule.expression, group: { name: rule.group } },
        instance: { labels },
      },
      `${APP_PATH}/variants/ns/decode`,
    ],
    [
      'an alert of 13',
      { rule: { name: 'x', query: 'wva_desired_replicas > 3', labels: {} }, instance: { labels } },
      `${APP_PATH}/variants/ns/decode`,
    ],
    [
      'a rule of Grafana',
      {
        name: 'x',
        expression: '[{"model":{"expr":"wva_desired_replicas{namespace=\\"ns\\",variant_name=\\"a\\"}"}}]',
        labels: {},
      },
      `${APP_PATH}/variants/ns/a`,
    ],
    ['a rule of the hardware', { name: 'x', expression: 'DCGM_FI_DEV_XID_ERRORS > 0', labels: {} }, `${APP_PATH}/gpus`],
    ['an alert of others with such labels', { rule: { name: 'x', query: 'up == 0' }, instance: { labels } }, undefined],
    ['nothing', {}, undefined],
  ])('%s', (_what, context, path) => {
    expect(pathFrom(alert, context)).toBe(path);
  });

  test('an alert’s own labels win over its expression', () => {
    expect(subjectOfAlert({ expression: 'wva_desired_replicas{namespace="ns",variant_name="a"}', labels })).toEqual({
      kind: 'variant',
      namespace: 'ns',
      name: 'decode',
    });
  });
});
