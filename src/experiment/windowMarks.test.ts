import { links, run, T0 } from '../domain/runAnnotation.fixtures';
import { wantedAnnotation } from '../domain/runAnnotation';
import { windowAnnotation, type MarkedWindow } from '../domain/markedWindow';
import { MemoryAnnotations } from './testing/memoryAnnotations';
import { UserError } from '../shared/errors';
import { lastKnownRun } from '../annotations/knownRuns';
import { markWindow, unmarkWindow } from '../annotations/windowMarks';

const WINDOW: MarkedWindow = {
  namespace: 'llm-d',
  workload: 'decode',
  experiment: 'harness-b',
  from: T0,
  to: T0 + 600_000,
};

test('a window is marked once, whoever asks how often', async () => {
  const store = new MemoryAnnotations();
  const first = await markWindow(store, WINDOW, links);
  expect(first.wasThere).toBe(false);
  expect(await markWindow(store, { ...WINDOW, markedBy: 'ben' }, links)).toEqual({ ...first, wasThere: true });
  expect(store.writes).toHaveLength(1);
  expect(await lastKnownRun(store, first.run)).toMatchObject({ variant: 'decode', endsAt: T0 + 600_000 });
});

test('of two that mark it at the same time the first stays', async () => {
  const store = new MemoryAnnotations();
  const apply = store.apply.bind(store);
  let isFirst = true;
  store.apply = async (write) => {
    if (isFirst) {
      isFirst = false;
      await apply({ kind: 'create', annotation: windowAnnotation({ ...WINDOW, markedBy: 'ben' }, links) });
    }
    await apply(write);
  };
  await markWindow(store, { ...WINDOW, markedBy: 'ana' }, links);
  expect(store.all).toHaveLength(1);
  expect(store.all[0]?.text).toContain('by=ben');
});

test('an answer that got lost is no second mark', async () => {
  const store = new MemoryAnnotations();
  const apply = store.apply.bind(store);
  store.apply = async (write) => {
    await apply(write);
    throw new UserError({ title: 'lost', message: '', nextStep: '' });
  };
  await expect(markWindow(store, WINDOW, links)).rejects.toThrow();
  store.apply = apply;
  expect(await markWindow(store, WINDOW, links)).toMatchObject({ wasThere: true });
  expect(store.all).toHaveLength(1);
});

test('unmarking deletes the window of that name and nothing else', async () => {
  const store = new MemoryAnnotations();
  const { run: ref } = await markWindow(store, WINDOW, links);
  const uid = (await lastKnownRun(store, ref))!.uid;
  const tekton = run({ ...ref, phase: 'succeeded', finishedAt: T0 + 9000 });
  await store.apply({ kind: 'create', annotation: wantedAnnotation(tekton, links, T0) });
  await unmarkWindow(store, tekton);
  expect(store.all).toHaveLength(2);
  await unmarkWindow(store, { ...ref, uid });
  expect(store.all).toMatchObject([{ text: expect.stringContaining(tekton.uid) }]);
});
