import fc from 'fast-check';

import { forgetCaches } from '../domain/moduleCaches';
import { THRESHOLD_DEFAULTS, THRESHOLD_NAMES, isValidThreshold, type Thresholds } from '../domain/thresholds';
import {
  DEFAULT_APP_SETTINGS,
  adoptAppSettings,
  chooseCluster,
  currentAppSettings,
  decodeAppSettings,
  onAppSettings,
  setAppSettings,
  type AppSettings,
} from './appSettings';
import { anyClusters, anyLimits, anyPrices } from './appSettings.fixtures';

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const thresholds: fc.Arbitrary<Partial<Thresholds>> = fc.record(
  Object.fromEntries(THRESHOLD_NAMES.map((key) => [key, fc.double({ min: 0, max: 1, noNaN: true })])) as never,
  { requiredKeys: [] }
);
const settings: fc.Arbitrary<AppSettings> = fc.record({
  clusters: anyClusters,
  prometheusUid: fc.option(name, { nil: undefined }),
  tektonUid: fc.option(name, { nil: undefined }),
  autoscalerNamespace: name,
  thresholds,
  latencyLimits: anyLimits,
  gpuPrices: anyPrices,
  acceleratorFilter: fc.oneof(fc.constant(''), name),
  gates: fc.record({
    default: fc.option(fc.array(name), { nil: undefined }),
    experiments: fc.dictionary(name, fc.array(name), { noNullPrototype: true }),
  }),
});

describe('decodeAppSettings', () => {
  test('what was saved comes back, through JSON', () => {
    fc.assert(
      fc.property(settings, (given) => {
        expect(decodeAppSettings(JSON.parse(JSON.stringify(given)))).toEqual(JSON.parse(JSON.stringify(given)));
      })
    );
  });

  test('any value decodes to usable settings', () => {
    fc.assert(
      fc.property(fc.anything(), (given) => {
        const decoded = decodeAppSettings(given);
        expect(decoded.autoscalerNamespace).not.toBe('');
        for (const [key, value] of Object.entries(decoded.thresholds)) {
          expect(isValidThreshold(key as keyof Thresholds, value)).toBe(true);
        }
      })
    );
  });

  test.each<[string, unknown, Partial<AppSettings>]>([
    ['nothing', undefined, DEFAULT_APP_SETTINGS],
    ['null', null, DEFAULT_APP_SETTINGS],
    ['wrong types', { prometheusUid: 3, thresholds: 'x', acceleratorFilter: null }, DEFAULT_APP_SETTINGS],
    ['blank texts', { prometheusUid: '  ', autoscalerNamespace: '' }, DEFAULT_APP_SETTINGS],
    ['gates of a wrong shape', { gates: { default: 'x', experiments: [1] } }, { gates: { experiments: {} } }],
    [
      'gates as provisioned',
      { gates: { default: ['ttft-p99:+5%:fail', 3], experiments: { stairs: [] } } },
      { gates: { default: ['ttft-p99:+5%:fail'], experiments: { stairs: [] } } },
    ],
    [
      'clusters that are not whole, and a second of the same name',
      {
        clusters: [
          { name: 'east', tektonUid: 't1', prometheusUid: 'p1' },
          { name: 'east', tektonUid: 't2', prometheusUid: 'p2' },
          { name: 'a:b', tektonUid: 't', prometheusUid: 'p' },
          { name: 'west', tektonUid: 't' },
          'north',
        ],
      },
      { clusters: [{ name: 'east', tektonUid: 't1', prometheusUid: 'p1' }] },
    ],
    ['an emptied filter is a choice', { acceleratorFilter: '' }, { acceleratorFilter: '' }],
    [
      'impossible thresholds',
      { thresholds: { kvCacheThreshold: 1.2, queueLengthThreshold: 8, kvSpareTrigger: NaN, foo: 1 } },
      { thresholds: { queueLengthThreshold: 8 } },
    ],
  ])('%s', (_, given, expected) => {
    expect(decodeAppSettings(given)).toMatchObject(expected);
  });

  test('the defaults are themselves valid', () => {
    expect(THRESHOLD_NAMES.filter((key) => !isValidThreshold(key, THRESHOLD_DEFAULTS[key]))).toEqual([]);
  });
});

test('listeners hear of a change once, of none when nothing changed, and of nothing after the undo', () => {
  const heard = jest.fn();
  const undo = onAppSettings(heard);
  setAppSettings({ ...DEFAULT_APP_SETTINGS, prometheusUid: 'a' });
  setAppSettings({ ...DEFAULT_APP_SETTINGS, prometheusUid: 'a' });
  expect(heard).toHaveBeenCalledTimes(1);
  expect(currentAppSettings().prometheusUid).toBe('a');
  undo();
  setAppSettings(DEFAULT_APP_SETTINGS);
  expect(heard).toHaveBeenCalledTimes(1);
});

describe('several clusters', () => {
  const clusters = ['east', 'west'].map((one) => ({ name: one, tektonUid: `t-${one}`, prometheusUid: `p-${one}` }));
  const several: AppSettings = { ...DEFAULT_APP_SETTINGS, tektonUid: 't', prometheusUid: 'p', clusters };
  const inUse = () => {
    const { cluster, tektonUid, prometheusUid } = currentAppSettings();
    return [cluster, tektonUid, prometheusUid];
  };
  afterEach(forgetCaches);

  test('the chosen one gives the data sources; the first without a choice, or by a name that is not known', () => {
    adoptAppSettings(several);
    expect(inUse()).toEqual(['east', 't-east', 'p-east']);
    chooseCluster('west');
    expect(inUse()).toEqual(['west', 't-west', 'p-west']);
    chooseCluster('gone');
    expect(inUse()).toEqual(['east', 't-east', 'p-east']);
  });

  test('the choice of the URL counts before the first page is built', () => {
    adoptAppSettings(several, 'west');
    expect(inUse()).toEqual(['west', 't-west', 'p-west']);
  });

  test('of one nothing is seen, and with none the two data sources stay', () => {
    setAppSettings({ ...several, clusters: clusters.slice(1) });
    expect(inUse()).toEqual([undefined, 't-west', 'p-west']);
    setAppSettings({ ...several, clusters: [] });
    expect(inUse()).toEqual([undefined, 't', 'p']);
  });
});
