import { spawnSync } from 'node:child_process';

import { isEmitted, METRICS, type MetricKey, namesOf, WVA_VERSIONS } from '../../src/queries/metrics';
import { wvaScaler } from '../world/presets';
import type { InstalledWva } from '../world/release';
import { World } from '../world/world';
import { LABEL_DIALECTS } from './dialect';
import { metricsText } from './exposition';
import { labelText, TextSink } from './sink';

const world = new World({ seed: 1, preset: 'lab', pace: 'demo', speed: 1, startAt: 0 });
const target = world.workloads()[0]!;
world.applyScaler(target, wvaScaler({ minReplicas: 1, maxReplicas: 12 }));
world.startLoad({ id: 'load', target, rate: 2, promptTokens: 1024, outputTokens: 512 });
world.runUntil(300_000);

const combinations = LABEL_DIALECTS.flatMap((labels) => WVA_VERSIONS.map((wvaVersion) => ({ labels, wvaVersion })));

/** Samples as [name, labels, value]. */
const parse = (text: string) =>
  [...text.matchAll(/^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = '', labels = '', value = '']) => ({
    name,
    labels,
    value: Number(value),
  }));

describe.each(combinations)('exposition, labels $labels, WVA $wvaVersion', (options) => {
  const text = metricsText(world, options);
  const samples = parse(text);

  it('is understood by promtool', () => {
    const { stdout, stderr, status } = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
    // 0: fine, 3: names that its linter does not like, as the real exporters have them; 1: not parsed.
    expect([0, 3]).toContain(status);
    expect(`${stdout}${stderr}`).not.toMatch(/error while linting|parse|no help text|duplicate/i);
  });

  it('has no series twice', () => {
    const keys = samples.map(({ name, labels }) => `${name}{${labels}}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('cumulates buckets up to the count', () => {
    const counts = new Map(
      samples.filter((s) => s.name.endsWith('_count')).map((s) => [`${s.name.slice(0, -6)}{${s.labels}}`, s.value])
    );
    const last = new Map<string, number>();
    for (const { name, labels, value } of samples.filter((s) => s.name.endsWith('_bucket'))) {
      const key = `${name.slice(0, -7)}{${labels.replace(/,?le="[^"]*"/, '')}}`;
      expect(value).toBeGreaterThanOrEqual(last.get(key) ?? 0);
      last.set(key, value);
    }
    expect(last.size).toBeGreaterThan(0);
    expect(last).toEqual(counts);
  });

  it('has every metric that this version has, under one of its names', () => {
    const names = new Set(samples.map((s) => s.name.replace(/_(bucket|sum|count)$/, '')));
    const missing = (Object.keys(METRICS) as MetricKey[]).filter(
      (key) => !namesOf(key).some((name) => names.has(name))
    );
    const notYet = (Object.keys(METRICS) as MetricKey[]).filter((key) => {
      const metric = METRICS[key];
      return !isEmitted(metric, options.wvaVersion);
    });
    const unlabelled = options.labels === 'plain' ? ['podLabels', 'podOwnerRule'] : [];
    const silent = ['0.5', '0.7'].includes(options.wvaVersion) ? ['wvaScalings'] : [];
    // The lab has Deployments only, and every pod finds a node.
    const noStatefulSet = ['statefulCreated', 'statefulReady', 'podUnschedulable'];
    // No recorder runs beside it.
    const unrecorded = ['recorderSucceeded'];
    const unpriced = (Object.keys(METRICS) as MetricKey[]).filter((key) => key.endsWith('Annotations'));
    expect(missing.sort()).toEqual(
      [...notYet, ...unlabelled, ...silent, ...noStatefulSet, ...unpriced, ...unrecorded].sort()
    );
  });
});

describe('releases of WVA', () => {
  const names = (wvaVersion: InstalledWva) =>
    new Set(
      parse(metricsText(world, { labels: 'plain', wvaVersion }))
        .map(({ name }) => name.replace(/_(bucket|sum|count)$/, ''))
        .filter((name) => /^(wva|inferno)_/.test(name))
    );

  it.each([
    ['0.4', 4, ['inferno_desired_replicas', 'inferno_replica_scaling_total'], ['wva_desired_replicas']],
    ['0.5', 3, ['wva_desired_replicas'], ['wva_replica_scaling_total', 'wva_models_processed']],
    ['0.7', 5, ['wva_models_processed', 'wva_optimization_duration_seconds'], ['wva_config_info']],
    ['0.8', 21, ['wva_saturation_utilization', 'wva_config_info'], ['wva_saturation_metrics_up']],
    ['0.9', 23, ['wva_saturation_metrics_up', 'wva_gpu_discovery_up'], []],
    ['none', 0, [], []],
  ] as const)('%s has %d metrics', (release, count, has, lacks) => {
    const found = names(release);
    expect(found.size).toBe(count);
    expect(has.filter((name) => !found.has(name))).toEqual([]);
    expect(lacks.filter((name) => found.has(name))).toEqual([]);
  });
});

describe('dialects', () => {
  const series = (labels: 'openshift' | 'plain', name: string) =>
    parse(metricsText(world, { labels, wvaVersion: '0.5' }))
      .filter((s) => s.name === name)
      .map((s) => s.labels);

  it.each([
    ['openshift', 'wva_desired_replicas', /namespace="llm-d-autoscaler".*exported_namespace="experiment-01"/],
    ['plain', 'wva_desired_replicas', /[,{]namespace="experiment-01"/],
    [
      'openshift',
      'DCGM_FI_DEV_GPU_UTIL',
      /Hostname="ip-.*exported_namespace="experiment-01",exported_pod="llm-d-inference/,
    ],
    ['plain', 'DCGM_FI_DEV_GPU_UTIL', /Hostname="ip-.*",namespace="experiment-01",pod="llm-d-inference/],
  ] as const)('%s: %s', (labels, name, pattern) => {
    expect(series(labels, name).some((text) => pattern.test(text))).toBe(true);
  });

  it('shows every GPU, idle ones too', () => {
    expect(series('openshift', 'DCGM_FI_DEV_POWER_USAGE')).toHaveLength(12);
  });
});

describe('sink', () => {
  it('escapes text from the cluster', () => {
    expect(labelText({ a: 'x"y\\z\nw', gone: undefined })).toBe('a="x\\"y\\\\z\\nw"');
  });

  it('writes special numbers as Prometheus reads them', () => {
    const sink = new TextSink();
    [NaN, Infinity, -Infinity, 1e-7].forEach((value) => sink.sample('x', '', value));
    expect(sink.toString()).toBe('x NaN\nx +Inf\nx -Inf\nx 1e-7\n');
  });
});
