/** Browsers leave marks to a recorder that is at work, and write what it has not. */
import { forgetCaches } from '../domain/moduleCaches';
import { isRecorderAtWork, keepRecorderState } from '../shared/recorderSeen';
import { reconcileAnnotations } from './annotationReconciler';
import { TabWrites } from './annotateRun';
import { MemoryAnnotations } from './testing/memoryAnnotations';
import { MemoryTekton } from './testing/memoryTekton';
import { aRun } from './testing/samples';

const links = { run: ({ name }: { name: string }) => `/runs/${name}` };

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const open = (grafana: MemoryAnnotations, tekton: MemoryTekton, pauseMs?: () => number) =>
  reconcileAnnotations({
    api: tekton,
    store: grafana,
    links,
    onWritten: () => undefined,
    onError: () => undefined,
    tab: new TabWrites(),
    pauseMs,
  });

test('what the recorder marks in its time a browser does not write; what it does not, the browser does', async () => {
  const run = aRun({ phase: 'running', createdAt: Date.now(), startedAt: Date.now() });
  const grafana = new MemoryAnnotations();
  const tekton = new MemoryTekton([run]);
  const apply = jest.spyOn(grafana, 'apply');
  const stops = [open(grafana, tekton, () => 60_000)];
  await jest.advanceTimersByTimeAsync(30_000);
  expect(apply).not.toHaveBeenCalled();
  // The recorder.
  stops.push(open(grafana, tekton));
  await jest.advanceTimersByTimeAsync(10_000);
  expect(apply).toHaveBeenCalledTimes(1);
  stops.pop()?.();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(apply).toHaveBeenCalledTimes(1);
  tekton.set([{ ...run, phase: 'succeeded', resourceVersion: '2', finishedAt: Date.now() }]);
  await jest.advanceTimersByTimeAsync(120_000);
  expect(apply).toHaveBeenCalledTimes(2);
  stops.forEach((stop) => stop());
});

test('a recorder that was seen counts for a quarter of an hour, and until it is seen to be silent', () => {
  forgetCaches();
  expect(isRecorderAtWork(0)).toBe(false);
  keepRecorderState(true, 1000);
  expect([isRecorderAtWork(2000), isRecorderAtWork(1000 + 15 * 60_000)]).toEqual([true, false]);
  keepRecorderState(false, 2000);
  expect(isRecorderAtWork(2000)).toBe(false);
});
