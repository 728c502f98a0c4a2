import fc from 'fast-check';

import { THRESHOLD_NAMES } from '../domain/thresholds';
import { anyClusters, anyLimits, anyPrices } from '../shared/appSettings.fixtures';
import { DEFAULT_APP_SETTINGS, type AppSettings } from '../shared/appSettings';
import { fromDraft, toDraft, type ConfigDraft } from './configDraft';
import { findThresholds, readThresholds } from '../kube/foundThresholds';

describe('draft of the configuration', () => {
  const settings: fc.Arbitrary<AppSettings> = fc.record({
    clusters: anyClusters,
    prometheusUid: fc.option(fc.stringMatching(/^[a-z]{1,9}$/), { nil: undefined }),
    tektonUid: fc.option(fc.stringMatching(/^[a-z]{1,9}$/), { nil: undefined }),
    autoscalerNamespace: fc.stringMatching(/^[a-z][a-z0-9]{0,9}$/),
    latencyLimits: anyLimits,
    gpuPrices: anyPrices,
    acceleratorFilter: fc.stringMatching(/^[A-Z0-9]{0,6}$/),
    thresholds: fc.record(
      Object.fromEntries(THRESHOLD_NAMES.map((name) => [name, fc.double({ min: 0, max: 1, noNaN: true })])) as never,
      { requiredKeys: [] }
    ),
    gates: fc.constantFrom<AppSettings['gates']>(
      { experiments: {} },
      { default: ['ttft-p99:+5%:fail'], experiments: { stairs: [] } }
    ),
  });

  test('settings survive the form', () => {
    fc.assert(
      fc.property(settings, (given) => {
        const back = fromDraft(toDraft(given));
        // -0 is typed as 0.
        expect(JSON.parse(JSON.stringify(back))).toEqual(JSON.parse(JSON.stringify({ settings: given })));
      })
    );
  });

  const draft = toDraft(DEFAULT_APP_SETTINGS);
  test.each<[string, Partial<ConfigDraft>, object]>([
    ['a namespace with a slash', { autoscalerNamespace: '../x' }, { autoscalerNamespace: 'not-a-namespace' }],
    ['a price of nothing', { gpuPrices: [{ by: 'variant', of: ' ', perGpuHour: '1' }] }, { gpuPrices: 'not-whole' }],
    ['a price of 0', { gpuPrices: [{ by: 'variant', of: 'a', perGpuHour: '0' }] }, { gpuPrices: 'not-whole' }],
    ['no namespace', { autoscalerNamespace: ' ' }, { autoscalerNamespace: 'not-a-namespace' }],
    [
      'a share above one',
      { thresholds: { ...draft.thresholds, kvCacheThreshold: '80' } },
      { kvCacheThreshold: 'not-a-threshold' },
    ],
    [
      'a text',
      { thresholds: { ...draft.thresholds, queueLengthThreshold: 'five' } },
      { queueLengthThreshold: 'not-a-threshold' },
    ],
    [
      'a negative queue',
      { thresholds: { ...draft.thresholds, queueSpareTrigger: '-1' } },
      { queueSpareTrigger: 'not-a-threshold' },
    ],
  ])('%s is refused', (_, change, errors) => {
    expect(fromDraft({ ...draft, ...change })).toEqual({ errors });
  });
});

describe('thresholds of the ConfigMap', () => {
  test.each([
    ['the usual text', 'kvCacheThreshold: 0.75\nqueueLengthThreshold: 8\n', { kind: 'found' }],
    ['other keys only', 'foo: 1', { kind: 'broken', reason: 'none of the known thresholds' }],
    ['broken YAML', 'a: [1', { kind: 'broken' }],
    ['a bomb', `a: &a [x]\nb: [${'*a,'.repeat(50)}]`, { kind: 'broken' }],
    ['far too long', `#${'x'.repeat(100_000)}`, { kind: 'broken', reason: '100001 characters' }],
    ['no such key', undefined, { kind: 'broken', reason: 'no key "default"' }],
  ])('%s', async (_, text, expected) => {
    expect(await readThresholds(text, 'ns/cm')).toMatchObject({ from: 'ns/cm', ...expected });
  });

  test('values are read, impossible ones left out', async () => {
    expect(await readThresholds('kvCacheThreshold: 0.75\nkvSpareTrigger: 7', 'x')).toMatchObject({
      thresholds: { kvCacheThreshold: 0.75 },
    });
  });

  test('an unreadable ConfigMap is absent, not an error', async () => {
    const found = await findThresholds({ configMap: async () => undefined }, 'llm-d-autoscaler');
    expect(found).toEqual({ kind: 'absent', from: 'llm-d-autoscaler/wva-saturation-scaling-config' });
  });
});
