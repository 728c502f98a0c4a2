/** @jest-environment node */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parse, parseAllDocuments } from 'yaml';

import { EXPERIMENT_PIPELINE, LABELS } from '../src/constants';
import { peakRate, totalSeconds } from '../src/domain/loadProfile';
import { decodePipeline, decodePresets } from '../src/kube/decode';
import { experimentOf, stringParam } from '../src/domain/params';
import { readScaling } from '../src/kube/readScaling';
import { validateRequest } from '../src/kube/validate';
import { presetsDocument, stale } from './main';
import { PATTERN_NAMES, PATTERNS } from './patterns';
import { modesOf } from './preset';

const DEPLOY = path.resolve(__dirname, '..', 'deploy', 'base');
const PLATFORMS = readdirSync(path.join(DEPLOY, 'presets'), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : []
);

interface Preset {
  metadata: { name: string; labels: Record<string, string>; namespace?: string };
}

const maps = (text: string) => parseAllDocuments(text).map((doc) => doc.toJS() as Preset);
const committed = (platform: string) =>
  maps(readFileSync(path.join(DEPLOY, 'presets', platform, 'presets.yaml'), 'utf8'));

/** As the API server would serve it. */
const served = (map: Preset, namespace = 'experiment-01') => ({
  ...map,
  metadata: { ...map.metadata, namespace, uid: 'u', resourceVersion: '1', creationTimestamp: '2026-11-24T00:00:00Z' },
});

const pipeline = decodePipeline({
  ...served(parse(readFileSync(path.join(DEPLOY, 'pipeline', 'pipeline.yaml'), 'utf8')) as Preset),
});

const only = (map: Preset) => {
  const { presets, broken } = decodePresets(served(map));
  expect(broken).toEqual([]);
  expect(presets).toHaveLength(1);
  return presets[0]!;
};

test('the committed files are what the table says', () => {
  expect(stale()).toEqual([]);
});

describe.each(PLATFORMS)('on %s', (platform) => {
  const presets = committed(platform);

  it('each pattern is there static and with its scalers, and carries the label that the form looks for', () => {
    expect(presets.map((map) => map.metadata.name)).toEqual(
      PATTERN_NAMES.flatMap((name) => modesOf(PATTERNS[name]).map((mode) => `preset-${name}-${mode}`))
    );
    expect(presets.every((map) => map.metadata.labels[LABELS.preset] === 'true')).toBe(true);
  });

  it.each(presets.map((map) => [map.metadata.name, map] as const))('%s can be started as it is', (_name, map) => {
    const { request } = only(map);
    expect(validateRequest(request, pipeline)).toEqual([]);
    expect(request).toMatchObject({
      pipeline: EXPERIMENT_PIPELINE.name,
      serviceAccountName: EXPERIMENT_PIPELINE.serviceAccount,
      namespace: 'experiment-01',
    });
  });

  it('says by its params what it is', () => {
    for (const map of presets) {
      const { request } = only(map);
      const scaling = readScaling(stringParam(request.params, 'scaled-object') ?? '');
      const name = PATTERN_NAMES.find((one) => map.metadata.name.startsWith(`preset-${one}-`))!;
      const mode = map.metadata.name.slice(`preset-${name}-`.length);
      expect(experimentOf(request.params, request.pipeline)).toMatchObject({ experiment: `${name}-${mode}` });
      const { maxReplicas } = PATTERNS[name];
      expect(scaling).toMatchObject(mode === 'static' ? { kind: mode } : { kind: mode, minReplicas: 1, maxReplicas });
    }
  });
});

// The lab's table of load patterns: highest rate in req/s, length in minutes.
test.each([
  ['stair', 2, 60],
  ['p1', 2, 50],
  ['p2', 1.1, 35],
  ['p3', 1, 50],
  ['p4', 1, 60],
  ['p5', 1, 60],
  ['prefill-heavy', 20, 10],
  ['decode-heavy', 20, 10],
  ['symmetrical', 20, 10],
])('%s peaks at %d req/s and lasts %d minutes', (name, peak, minutes) => {
  const map = committed(PLATFORMS[0] ?? '').find((one) => one.metadata.name === `preset-${name}-wva`)!;
  const { params, pipeline: of } = only(map).request;
  const { loadProfile } = experimentOf(params, of);
  expect(loadProfile && [peakRate(loadProfile), totalSeconds(loadProfile) / 60]).toEqual([peak, minutes]);
});

test('presets for another cluster ask its Prometheus about its namespace', () => {
  const text = presetsDocument({
    pipeline: 'wva-experiment',
    deployment: 'decode',
    namespace: 'team-a',
    model: 'team/model',
    scaling: { serverAddress: 'https://prometheus.example:9090', namespaceLabel: 'namespace' },
  });
  const wva = maps(text).find((map) => map.metadata.name === 'preset-p4-wva')!;
  const scaledObject = stringParam(only(wva).request.params, 'scaled-object') ?? '';
  expect(scaledObject).toContain('https://prometheus.example:9090');
  expect(scaledObject).toContain('wva_desired_replicas{variant_name="decode",namespace="team-a"}');
});
