import fc from 'fast-check';

import { expectedEnd, isTerminal, parseRunId, plannedEnd, progress, RUN_PHASES, runId, type Run } from './run';

describe('a run', () => {
  it('has four phases that are final', () => {
    expect(RUN_PHASES.filter(isTerminal)).toEqual(['succeeded', 'failed', 'cancelled', 'timed-out']);
  });

  it.each([
    ['half way', { phase: 'running', startedAt: 1000, plannedSeconds: 100 }, 51_000, 0.5],
    ['over its plan', { phase: 'running', startedAt: 1000, plannedSeconds: 100 }, 501_000, 1],
    ['before its start, by clocks that differ', { phase: 'running', startedAt: 1000, plannedSeconds: 100 }, 0, 0],
    ['not started', { phase: 'pending', plannedSeconds: 100 }, 1000, undefined],
    ['without a plan', { phase: 'running', startedAt: 1000 }, 1000, undefined],
    ['done sooner', { phase: 'succeeded', startedAt: 0, finishedAt: 1000, plannedSeconds: 100 }, 9000, 1],
    ['failed half way', { phase: 'failed', startedAt: 0, finishedAt: 50_000, plannedSeconds: 100 }, 9e6, 0.5],
  ] as const)('shows progress: %s', (_, run, now, share) => {
    expect(progress(run, now)).toBe(share);
  });

  it.each([
    [{ createdAt: 0, startedAt: 5000, plannedSeconds: 10 }, 15_000],
    [{ createdAt: 0, plannedSeconds: 10 }, 10_000],
    [{ createdAt: 0 }, undefined],
  ])('plans its end: %j', (run, end) => {
    expect(plannedEnd(run)).toBe(end);
  });

  it.each(['', 'a', 'a/', '/b', 'a/b/c'])('is not named by %j', (id) => {
    expect(parseRunId(id)).toBeUndefined();
  });

  it('is named by namespace and name and found again', () => {
    const name = fc.stringMatching(/^[a-z0-9][-a-z0-9.]{0,62}$/);
    fc.assert(
      fc.property(name, name, (namespace, n) =>
        expect(parseRunId(runId({ namespace, name: n }))).toEqual({ namespace, name: n })
      )
    );
  });

  it('carries its cluster, where runs of several are named', () => {
    expect(parseRunId('east-1.eu:experiment-01/stair')).toEqual({
      cluster: 'east-1.eu',
      namespace: 'experiment-01',
      name: 'stair',
    });
    expect(runId({ cluster: 'east', namespace: 'a', name: 'b' })).toBe('east:a/b');
    expect(parseRunId(':a/b')).not.toHaveProperty('cluster');
  });
});

describe('a run that waits before its load', () => {
  const MINUTE = 60_000;
  const loadProfile = { steps: [{ name: 'a', delaySeconds: 0, durationSeconds: 1800, rate: 1 }] };
  // 330 s of reset, 30 minutes of load, 60 s to finish.
  const run = { phase: 'running', startedAt: 0, createdAt: 0, plannedSeconds: 2190, loadProfile } as Run;

  it.each<[string, number, { startedAt?: number } | undefined, number]>([
    ['resets', 2, {}, 120 / 2190],
    ['waits for a node for an hour', 60, {}, 330 / 2190],
    ['loads for ten minutes after that', 70, { startedAt: 60 * MINUTE }, (330 + 600) / 2190],
    ['is not known to wait', 36.5, undefined, 1],
  ])('%s', (_, minutes, load, share) => {
    expect(progress(run, minutes * MINUTE, load)).toBeCloseTo(share);
    const left = (1 - share) * 2190_000;
    const end = load ? minutes * MINUTE + left : plannedEnd(run);
    expect(expectedEnd(run, minutes * MINUTE, load)).toBeCloseTo(end!);
  });

  it('is over its plan only by its load', () => {
    expect(progress(run, 200 * MINUTE, { startedAt: 10 * MINUTE })).toBe(1);
  });
});
