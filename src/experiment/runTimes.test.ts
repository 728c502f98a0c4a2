import type { Run, RunPhase, RunSummary } from '../domain/run';
import { durationText, progressText, runTimes } from './runTimes';

const MINUTE = 60_000;
const summary = (phase: RunPhase, plannedSeconds?: number): RunSummary => ({
  namespace: 'ns',
  name: 'r',
  uid: 'u',
  resourceVersion: '1',
  phase,
  reason: '',
  createdAt: 0,
  managed: true,
  plannedSeconds,
});
const full = (s: RunSummary, startedAt?: number, finishedAt?: number): Run => ({
  ...s,
  startedAt,
  finishedAt,
  message: '',
  params: [],
  results: [],
  skippedTasks: [],
  manifest: {},
});

describe('runTimes', () => {
  it.each<[string, RunPhase, number | undefined, number | undefined, number | undefined, string, string]>([
    // phase, planned s, started min, finished min → words at minute 30
    ['half way', 'running', 3600, 0, undefined, '30m 00s of 1h 00m', '50 %'],
    ['over its plan', 'running', 1200, 0, undefined, '30m 00s of 20m 00s', '10m 00s over plan'],
    ['ended before its plan', 'succeeded', 3600, 0, 20, '20m 00s of 1h 00m', '100 %'],
    ['failed half way', 'failed', 3600, 0, 30, '30m 00s of 1h 00m', '50 %'],
    ['took longer than its plan', 'failed', 600, 0, 20, '20m 00s of 10m 00s', '100 %'],
    ['no plan', 'running', undefined, 0, undefined, '30m 00s', 'No plan known'],
    ['not started', 'pending', 600, undefined, undefined, '10m 00s planned', 'Not started'],
    ['neither', 'pending', undefined, undefined, undefined, '–', 'Not started'],
    ['starts later by the clock here', 'running', 600, 31, undefined, '0s of 10m 00s', '0 %'],
    ['failed before it started', 'failed', undefined, undefined, undefined, '–', ''],
  ])('%s', (_, phase, planned, started, finished, duration, progress) => {
    const run = summary(phase, planned);
    const at = (minutes?: number) => (minutes === undefined ? undefined : minutes * MINUTE);
    const times = runTimes(run, full(run, at(started), at(finished)), 30 * MINUTE);
    expect([durationText(times), progressText(times)]).toEqual([duration, progress]);
  });

  it('does not make up times for a finished run that is not there in full yet', () => {
    const times = runTimes(summary('failed', 600), undefined, 30 * MINUTE);
    expect(times).toMatchObject({ elapsedSeconds: undefined, progress: undefined });
    expect(progressText(runTimes(summary('running', 600), undefined, 0))).toBe('');
  });
});
