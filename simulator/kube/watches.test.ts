/** @jest-environment node */
import { decodeRunRow } from '../../src/kube/decode';
import { NS, RUNS, TABLE, call, cluster, create, hello, lines, order, pass } from './testServer';

describe('watches', () => {
  const events = (all: string[]) => all.map((line) => JSON.parse(line) as { type: string; object: any }); // eslint-disable-line @typescript-eslint/no-explicit-any -- as above

  it('tell every change once, from where the list ended', async () => {
    const { json } = await call(RUNS);
    await create(hello('before'));
    const seen = events(
      await lines(`${RUNS}?watch=true&resourceVersion=${json.metadata.resourceVersion}`, 6, async () => {
        pass(2);
        await order({ delete: { namespace: NS, name: 'before' } });
        await create(hello('after'));
        pass(1);
      })
    );
    expect(seen[0]).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'before' } } });
    expect(seen.map(({ type, object }) => `${type} ${object.metadata.name}`)).toEqual(
      expect.arrayContaining(['MODIFIED before', 'DELETED before', 'ADDED after', 'MODIFIED after'])
    );
    const revisions = seen.map(({ object }) => Number(object.metadata.resourceVersion));
    expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
  });

  it('begin with what there is, send bookmarks, and end in time', async () => {
    await create(hello('a'));
    const seen = events(await lines(`${RUNS}?watch=1&allowWatchBookmarks=true&timeoutSeconds=2`, 99, () => {}));
    expect(seen[0]).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'a' } } });
    expect(seen.filter(({ type }) => type === 'BOOKMARK').length).toBeGreaterThanOrEqual(2);
    expect(seen.at(-1)?.object.metadata.resourceVersion).toBe(String(cluster.store.currentRevision()));
  });

  it('say 410 as an event when the past is gone', async () => {
    const { json } = await call(RUNS);
    await create(hello('a'));
    await order({ compact: true });
    const [event] = events(
      await lines(`${RUNS}?watch=true&resourceVersion=${json.metadata.resourceVersion}`, 1, () => {})
    );
    expect(event).toMatchObject({
      type: 'ERROR',
      object: {
        kind: 'Status',
        code: 410,
        reason: 'Expired',
        message: expect.stringMatching(/^too old resource version: /),
      },
    });
  });

  it('can be tables, with columns in the first event only', async () => {
    const seen = events(
      await lines(
        `${RUNS}?watch=true`,
        2,
        async () => {
          await create(hello('a'));
          pass(1);
        },
        { headers: { Accept: TABLE } }
      )
    );
    expect(seen[0]?.object.columnDefinitions).toHaveLength(5);
    expect(seen[1]?.object.columnDefinitions).toBeNull();
    const columns = seen[0]?.object.columnDefinitions.map((c: { name: string }) => c.name) as string[];
    expect(decodeRunRow(seen[1]?.object.rows[0], columns)).toMatchObject({ name: 'a', phase: 'running' });
  });

  it('end when they are dropped', async () => {
    expect(await lines(`${RUNS}?watch=true`, 99, async () => void (await order({ dropWatches: true })))).toEqual([]);
  });
});
