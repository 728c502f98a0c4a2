/** Runs for the tests of annotations. */
import fc from 'fast-check';

import type { RunLinks } from './runAnnotation';
import { RUN_PHASES, type Run } from './run';

export const links: RunLinks = {
  run: ({ namespace, name }) => `/a/app/runs/${encodeURIComponent(namespace)}/${encodeURIComponent(name)}`,
};
export const T0 = Date.UTC(2026, 0, 1, 12);

export function run(change: Partial<Run> = {}): Run {
  return {
    namespace: 'experiment-01',
    name: 'stair-x7k2p',
    uid: '6f1c2a7e-1111-4222-8333-444455556666',
    resourceVersion: '1',
    phase: 'running',
    reason: 'Running',
    createdAt: T0,
    startedAt: T0 + 2000,
    pipeline: 'wva-load-test',
    experiment: 'stair',
    mode: 'wva',
    variant: 'decode',
    startedBy: 'ana',
    plannedSeconds: 3600,
    managed: true,
    message: '',
    params: [],
    workloadNamespace: 'workload',
    replicas: '1..12',
    results: [],
    skippedTasks: [],
    manifest: {},
    loadProfile: {
      steps: [{ name: 'a', delaySeconds: 0, durationSeconds: 3600, rate: 0.5, promptTokens: 1024, outputTokens: 2048 }],
    },
    ...change,
  };
}

const hostile = fc.oneof(
  fc.string({ maxLength: 300, unit: 'binary' }),
  fc.constantFrom(
    '..',
    '../../etc',
    '"; drop',
    '<script>alert(1)</script>',
    '🚀'.repeat(80),
    'a'.repeat(63),
    'a'.repeat(64),
    'run=x y=z',
    'a:b:c',
    '%',
    "it's"
  )
);
export const anyRun: fc.Arbitrary<Run> = fc
  .record({
    namespace: hostile.filter((s) => s !== ''),
    name: hostile.filter((s) => s !== ''),
    uid: fc.uuid(),
    phase: fc.constantFrom(...RUN_PHASES),
    createdAt: fc.integer({ min: T0, max: T0 + 1e9 }),
    startedAt: fc.option(fc.integer({ min: T0, max: T0 + 1e9 }), { nil: undefined }),
    finishedAt: fc.option(fc.integer({ min: T0, max: T0 + 1e9 }), { nil: undefined }),
    plannedSeconds: fc.option(fc.integer({ min: 1, max: 1e6 }), { nil: undefined }),
    experiment: fc.option(hostile, { nil: undefined }),
    pipeline: fc.option(hostile, { nil: undefined }),
    variant: fc.option(hostile, { nil: undefined }),
    startedBy: fc.option(hostile, { nil: undefined }),
  })
  .map((change) => run({ ...change, workloadNamespace: change.namespace }));
