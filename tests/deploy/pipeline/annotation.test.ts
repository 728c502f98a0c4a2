/**
 * The annotation that the Pipeline's last task writes is word for word the one that a browser would write.
 *
 * @jest-environment node
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

import fc from 'fast-check';

import { reconcile, wantedAnnotation, type RunLinks } from '../../../src/domain/runAnnotation';
import { ANNOTATIONS } from '../../../src/constants';
import { SCALER_KINDS, type ScalerKind } from '../../../src/domain/scaler';
import { decodeRun } from '../../../src/kube/decode';
import { encodeLoadStep } from '../../../src/domain/loadSteps';
import { pipelineRunManifest } from '../../../src/kube/manifest';
import { scaledObject as scaledObjectOf } from '../../../src/kube/scaledObject';
import { runPath } from '../../../src/routes';
import { hasPython } from './taskScript';

const SCRIPT = path.resolve('deploy/base/pipeline/scripts/annotation.py');
const testPython = hasPython ? test : test.skip;

const START = Date.parse('2026-11-24T10:00:00Z');
const STATUSES = {
  succeeded: ['True', 'Completed'],
  failed: ['False', 'Failed'],
  cancelled: ['False', 'Cancelled'],
  'timed-out': ['False', 'PipelineRunTimeout'],
} as const;
type Status = keyof typeof STATUSES;

interface Case {
  manifest: Record<string, unknown>;
  status: Status;
  end: number;
  base: string;
}

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ maxLength: 40 })
);
const rate = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.double({ min: 1e-9, max: 1e6, noNaN: true }));
const step = fc.record({
  name: fc.string({ maxLength: 20 }),
  delaySeconds: fc.integer({ min: 0, max: 4000 }),
  durationSeconds: fc.integer({ min: 1, max: 4000 }),
  rate,
  promptTokens: fc.option(fc.integer({ min: 1, max: 30000 }), { nil: undefined }),
  outputTokens: fc.option(fc.integer({ min: 1, max: 30000 }), { nil: undefined }),
});

function scaledBy(mode: ScalerKind | 'static' | 'own'): string {
  const workload = { namespace: 'n', deployment: 'd', modelId: 'org/m' };
  switch (mode) {
    case 'static':
      return '';
    case 'own':
      return 'kind: ScaledObject\nspec:\n  minReplicaCount: 1\n  maxReplicaCount: 2\n  triggers:\n    - type: cron\n';
    default:
      return scaledObjectOf(mode, workload, { minReplicas: 1, maxReplicas: 12 });
  }
}

const cases: fc.Arbitrary<Case> = fc
  .record({
    name: fc.stringMatching(/^[a-z]([-a-z0-9]{0,60}[a-z0-9])?$/),
    namespace: fc.stringMatching(/^[a-z]([-a-z0-9]{0,60}[a-z0-9])?$/),
    experiment: fc.option(anyText, { nil: undefined }),
    variant: anyText,
    target: anyText,
    startedBy: anyText,
    mode: fc.constantFrom<ScalerKind | 'static' | 'own' | 'none'>('static', ...SCALER_KINDS, 'own', 'none'),
    marked: fc.boolean(),
    replicas: fc.oneof(fc.integer({ min: 0, max: 1000 }).map(String), anyText),
    steps: fc.array(step, { maxLength: 45 }),
    status: fc.constantFrom(...(Object.keys(STATUSES) as Status[])),
    seconds: fc.integer({ min: 0, max: 100_000 }),
    base: fc.constantFrom('', '/grafana', "/a'b"),
  })
  .map((c) => {
    const manifest = pipelineRunManifest(
      {
        namespace: c.namespace,
        name: c.name,
        generateName: 'x-',
        pipeline: 'wva-experiment',
        ...(c.experiment === undefined ? {} : { experiment: c.experiment }),
        workspaces: [],
        params: [
          { name: 'namespace', value: c.target },
          { name: 'deployment-name', value: c.variant },
          { name: 'initial-replicas', value: c.replicas },
          ...(c.mode === 'none' ? [] : [{ name: 'scaled-object', value: scaledBy(c.mode) }]),
          { name: 'load-steps', value: c.steps.map((one) => encodeLoadStep(one)) },
        ],
      },
      { startedBy: c.startedBy }
    );
    // What travels is JSON. A run that was started by hand has no marks: its params say who scales.
    const { metadata, ...others } = JSON.parse(JSON.stringify(manifest));
    const { [ANNOTATIONS.mode]: _mode, ...unmarked } = metadata.annotations;
    return {
      manifest: { ...others, metadata: c.marked ? metadata : { ...metadata, annotations: unmarked } },
      status: c.status,
      end: START + c.seconds * 1000,
      base: c.base,
    };
  });

/** The run as the API server serves it once it has ended. */
function served({ manifest, status, end }: Case): Record<string, unknown> {
  const time = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');
  const [state, reason] = STATUSES[status];
  return {
    ...manifest,
    metadata: {
      ...(manifest.metadata as object),
      uid: '3a1f0e7c-8a53-4f43-9d0e-4c1d5a1f0b11',
      resourceVersion: '1',
      creationTimestamp: time(START - 1000),
    },
    status: {
      startTime: time(START),
      completionTime: time(end),
      conditions: [{ type: 'Succeeded', status: state, reason, message: '' }],
    },
  };
}

const linksUnder = (base: string): RunLinks => ({ run: (ref) => `${base}${runPath(ref)}` });

testPython('both say the same of any run', () => {
  const all = fc.sample(cases, { numRuns: 400, seed: 7 });
  const input = all.map((one) =>
    JSON.stringify({ run: served(one), status: one.status, end: one.end, base: one.base })
  );
  const { stdout, stderr } = spawnSync('python3', [SCRIPT], {
    input: input.join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  expect(stderr).toBe('');
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(answers).toHaveLength(all.length);
  for (const [i, one] of all.entries()) {
    const run = decodeRun(served(one));
    const wanted = wantedAnnotation(run, linksUnder(one.base), one.end);
    expect(answers[i]).toEqual(wanted);
    // So a browser that opens later finds nothing to write.
    const view = { runs: [run], now: one.end + 1000 };
    expect(reconcile(view, [{ id: 1, ...answers[i] }], linksUnder(one.base))).toEqual([]);
  }
});
