import { UserError } from '../shared/errors';
import { annotateRun } from './annotateRun';
import { formRequest, formValues } from './form/model';
import { startRun } from './startRun';
import { MemoryAnnotations } from './testing/memoryAnnotations';
import { MemoryTekton } from './testing/memoryTekton';
import { everyKind } from './testing/samples';
import { links, someRun } from './testing/watching';

describe('starting', () => {
  const pipeline = everyKind();
  function request(name: string) {
    const values = formValues(pipeline);
    values.params[0] = { ...values.params[0]!, text: 'stair' };
    return { ...formRequest(values, pipeline), name };
  }

  it('creates, then marks at once; sent again it is the same run and the same mark', async () => {
    const cluster = new MemoryTekton([], [pipeline]);
    const store = new MemoryAnnotations();
    let drawn = 0;
    const annotations = { store, links, onWritten: () => drawn++ };
    const start = () =>
      startRun({ api: cluster, request: request('stair-1'), pipeline, startedBy: 'ana', annotations, clockSkewMs: 0 });
    const [first, second] = [await start(), await start()];
    expect(await Promise.all([first.annotated, second.annotated])).toEqual([undefined, undefined]);
    expect(second.run.uid).toBe(first.run.uid);
    expect([store.all.length, drawn > 0]).toEqual([1, true]);
  });

  it('keeps the run when Grafana refuses the annotation, and says so', async () => {
    const store = new MemoryAnnotations();
    store.failure = new UserError({ title: 'Grafana did not', message: 'forbidden', nextStep: 'ask' });
    const { run, annotated } = await startRun({
      api: new MemoryTekton([], [pipeline]),
      request: request('stair-2'),
      pipeline,
      startedBy: 'ana',
      annotations: { store, links, onWritten: () => undefined },
      clockSkewMs: 0,
    });
    expect(run.name).toBe('stair-2');
    expect(await annotated).toMatchObject({ message: 'forbidden' });
  });

  it('sends nothing that is not right', async () => {
    const cluster = new MemoryTekton([], [pipeline]);
    const wrong = { ...request('stair-3'), params: [] };
    await expect(
      startRun({ api: cluster, request: wrong, pipeline, startedBy: 'ana', clockSkewMs: 0 })
    ).rejects.toMatchObject({ title: 'The run was not started' });
    expect(cluster.created).toEqual([]);
  });

  it('creates one annotation when the reconciler sees the run at the same time', async () => {
    const run = await someRun();
    const store = new MemoryAnnotations();
    await Promise.all([annotateRun(run, store, links, Date.now()), annotateRun(run, store, links, Date.now())]);
    expect(store.all).toHaveLength(1);
  });
});
