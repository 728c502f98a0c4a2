/**
 * @jest-environment node
 */
import { headroom as referenceHeadroom, effectiveThresholds } from '../../src/domain/variant';
import { gpusOf } from '../../src/domain/gpu';
import { gpusBoard, overviewBoard, panelsOf } from '../../src/panels/boards';
import { coverage, coverageProbe } from '../../src/queries/coverage';
import { detect, probe, type Detection } from '../../src/queries/detection';
import { DIALECTS, DIALECT_VARIABLE_NAMES, VARIABLE_DIALECT } from '../../src/queries/dialect';
import { gpuSnapshot } from '../../src/queries/gpu';
import { builtIns, interpolate } from '../../src/queries/grammar';
import { INVENTORY } from '../../src/queries/inventory';
import { isEmitted, METRICS, type Metric, type WvaVersion } from '../../src/queries/metrics';
import { headroom, kvPerReplica, queuePerReplica } from '../../src/queries/saturation';
import { quote, quoteRegex, type Dialect, type Scope } from '../../src/queries/selector';
import { LAB_NAMESPACE, LAB_VARIANT } from '../../simulator/world/presets';
import { askInstant, askRange, hasNumbers } from './promClient';
import { labPrometheus, type FilledPrometheus } from './simulatedPrometheus';
import { WORLDS } from './worlds';

const HISTORY_SECONDS = 25 * 60;
const THRESHOLDS = effectiveThresholds();

describe.each(WORLDS)('WVA $wvaVersion, labels $labels', ({ wvaVersion, labels }) => {
  let world: FilledPrometheus;
  let detection: Detection;

  beforeAll(async () => {
    world = await labPrometheus(HISTORY_SECONDS, { wvaVersion, labels });
    detection = detect(await askInstant(world.url, probe(HISTORY_SECONDS / 2), world.end - 60));
  }, 60_000);
  afterAll(() => world.stop());

  const range = () => ({ start: world.start + 60, end: world.end, step: 30 });
  const fill = (text: string, variables: Record<string, string> = {}) =>
    interpolate(text, { ...builtIns(HISTORY_SECONDS), ...variables });

  test('version and labels are detected', () => {
    expect(detection.wvaVersion).toBe(wvaVersion);
    expect(detection.recorded).toBe(false);
    expect(detection.dialect.wvaNamespace).toBe(DIALECTS[labels].wvaNamespace);
    expect(detection.dialect.gpuNamespace).toBe(DIALECTS[labels].gpuNamespace);
    expect(detection.dialect.gpuPod).toBe(DIALECTS[labels].gpuPod);
    const unsure = detection.findings.filter(({ state, subject }) => state !== 'found' && subject !== 'ownership');
    expect(unsure).toEqual([]);
  });

  test('every metric is there, or its absence explained', async () => {
    const rows = coverage(await askInstant(world.url, coverageProbe(), world.end - 60), detection.wvaVersion);
    expect(rows.map((row) => row.key)).toEqual(Object.keys(METRICS));
    const missing = rows.filter((row) => row.found === undefined).map((row) => row.key);
    const excused = rows.filter(({ key }) => isAbsentBy(METRICS[key], key, wvaVersion, labels)).map((row) => row.key);
    expect(missing.sort()).toEqual(excused.sort());
    expect(rows.filter((row) => row.found === undefined && !row.why)).toEqual([]);
  });

  test('every query has an answer, for one variant and for all', async () => {
    const unexpected: string[] = [];
    for (const item of INVENTORY) {
      for (const scope of scopes(detection.dialect)) {
        const answer = await askRange(world.url, fill(item.make(scope, THRESHOLDS.values)), range());
        // No workload of the lab is gone.
        const expected = item.name !== 'replicas.gone' && (!item.versions || item.versions.includes(wvaVersion));
        if (hasNumbers(answer) !== expected) {
          unexpected.push(`${item.name} ${scope.variant ? 'one' : 'all'}: ${expected ? 'empty' : 'not empty'}`);
        }
      }
    }
    expect(unexpected).toEqual([]);
  }, 60_000);

  test('every panel has data, with variables as a dashboard has them', async () => {
    const scope: Scope = { dialect: VARIABLE_DIALECT, namespace: '$namespace', variant: '$variant' };
    const hardware: Scope = { dialect: VARIABLE_DIALECT, accelerator: '$accelerator', node: '$node' };
    const panels = [...panelsOf(overviewBoard({ scope })), ...panelsOf(gpusBoard({ scope: hardware }))];
    const empty: string[] = [];
    for (const panel of panels) {
      for (const target of panel.targets) {
        const answer = await askRange(world.url, fill(target.expr, variables(detection.dialect)), range());
        if (!hasNumbers(answer)) {
          empty.push(`${panel.id}/${target.refId}`);
        }
      }
    }
    expect(empty).toEqual([]);
  }, 60_000);

  test('headroom in PromQL is the rule in TypeScript', async () => {
    const [, scope] = scopes(detection.dialect);
    if (!scope) {
      throw new Error('no scope of one variant');
    }
    const seen = new Set<number>();
    for (const time of Array.from({ length: 18 }, (_, i) => world.start + (i + 6) * 60)) {
      const kv = await askInstant(world.url, kvPerReplica(scope), time);
      const queue = await askInstant(world.url, queuePerReplica(scope), time);
      const replicas = kv.map(({ labels: { pod }, value }) => ({
        kvUse: value,
        queue: queue.find((sample) => sample.labels.pod === pod)?.value ?? 0,
      }));
      const [answer] = await askInstant(world.url, headroom(scope, THRESHOLDS.values), time);
      expect(replicas.length).toBeGreaterThan(0);
      seen.add(Math.sign(answer?.value ?? 0));
      expect(answer?.value).toBeCloseTo(referenceHeadroom(replicas, THRESHOLDS.values) ?? Number.NaN, 6);
    }
    // Both sides of the trigger were met, else the comparison proves little.
    expect([...seen].sort()).toEqual([-1, 1]);
  });

  test('the snapshot holds every GPU once, with its pod', async () => {
    const snapshot = gpuSnapshot({ dialect: detection.dialect });
    const time = world.end - 30;
    const gpus = gpusOf({
      utilization: await askInstant(world.url, snapshot.utilization, time),
      memory: await askInstant(world.url, snapshot.memory, time),
      tensor: await askInstant(world.url, snapshot.tensor, time),
      powerWatts: await askInstant(world.url, snapshot.powerWatts, time),
      temperatureCelsius: await askInstant(world.url, snapshot.temperatureCelsius, time),
    });
    expect(gpus).toHaveLength(12);
    expect(new Set(gpus.map((gpu) => gpu.node)).size).toBe(3);
    expect(gpus.every((gpu) => gpu.utilization !== undefined && gpu.memory !== undefined)).toBe(true);
    const held = gpus.filter(({ pods }) => pods.length > 0);
    expect(held.length).toBeGreaterThan(0);
    expect(
      held.every(({ pods: [holder] }) => holder?.pod.startsWith(LAB_VARIANT) && holder.namespace === LAB_NAMESPACE)
    ).toBe(true);
  });

  test('hostile names are refused nowhere and match nothing', async () => {
    for (const name of ['"} or vector(1) or up{a="', 'a\\', '$(x)', '.*', 'a\nb', '😀']) {
      const scope: Scope = { dialect: detection.dialect, namespace: quoteRegex(name), variant: quote(name) };
      for (const item of INVENTORY.filter(({ name: of }) => /^(replicas|saturation|load|gpu)\./.test(of))) {
        const answer = await askInstant(world.url, fill(item.make(scope, THRESHOLDS.values)), world.end - 60);
        expect([item.name, answer]).toEqual([item.name, []]);
      }
    }
  }, 60_000);
});

/** All variants, and the lab's by name. */
function scopes(dialect: Dialect): Scope[] {
  return [
    { dialect, namespace: quoteRegex(LAB_NAMESPACE) },
    { dialect, namespace: quoteRegex(LAB_NAMESPACE), variant: quote(LAB_VARIANT) },
  ];
}

function variables(dialect: Dialect): Record<string, string> {
  const labels = (Object.keys(dialect) as Array<keyof Dialect>).map((key) => [
    DIALECT_VARIABLE_NAMES[key],
    dialect[key],
  ]);
  return {
    ...Object.fromEntries(labels),
    namespace: LAB_NAMESPACE,
    variant: LAB_VARIANT,
    accelerator: 'NVIDIA L40S',
    node: '.+',
  };
}

/** What the simulated version or cluster rightly lacks. */
function isAbsentBy(metric: Metric, key: string, version: WvaVersion, labels: string): boolean {
  return (
    !isEmitted(metric, version) ||
    (key === 'wvaScalings' && (version === '0.5' || version === '0.7')) ||
    // Stock kube-state-metrics lets no pod label through.
    (key === 'podLabels' && labels === 'plain') ||
    // The lab's variant has no price.
    key.endsWith('Annotations') ||
    // No recorder runs beside it.
    key === 'recorderSucceeded' ||
    // OpenShift brings the recording rule; the lab's workloads are Deployments.
    (key === 'podOwnerRule' && labels === 'plain') ||
    // Of pods that every node takes there is no series.
    key === 'podUnschedulable' ||
    key === 'statefulCreated' ||
    key === 'statefulReady'
  );
}
