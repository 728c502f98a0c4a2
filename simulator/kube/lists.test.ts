/** @jest-environment node */
import { decodeRunTable } from '../../src/kube/decode';
import { RUNS, TABLE, call, order, world } from './testServer';

describe('lists', () => {
  it('come in pages, by the clock of the cluster, compressed when large', async () => {
    await order({ seedRuns: 300 });
    const names: string[] = [];
    let token = '';
    do {
      const { json, headers } = await call(`${RUNS}?limit=100&continue=${token}`, {
        headers: { 'Accept-Encoding': 'gzip' },
      });
      expect(headers.date).toBe(new Date(world.time).toUTCString());
      expect(headers['content-encoding']).toBe('gzip');
      names.push(...json.items.map((run: { metadata: { name: string } }) => run.metadata.name));
      token = json.metadata.continue ?? '';
    } while (token);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toHaveLength(300);
  });

  it('answer 410 to a continue token from before a compaction', async () => {
    await order({ seedRuns: 3 });
    const { json } = await call(`${RUNS}?limit=1`);
    await order({ compact: true });
    const expired = await call(`${RUNS}?limit=1&continue=${json.metadata.continue}`);
    expect(expired).toMatchObject({ status: 410, json: { reason: 'Expired', code: 410 } });
    expect((await call(`${RUNS}?continue=${expired.json.metadata.continue}`)).json.items).toHaveLength(2);
  });

  it('are tables that the plugin can read', async () => {
    await order({ seedRuns: 5 });
    const { json } = await call(`${RUNS}?limit=4`, { headers: { Accept: `${TABLE},application/json` } });
    expect(json.columnDefinitions.map((c: { name: string }) => c.name)).toEqual([
      'Name',
      'Succeeded',
      'Reason',
      'StartTime',
      'CompletionTime',
    ]);
    expect(json.rows[0].object.kind).toBe('PartialObjectMetadata');
    expect(json.rows[0].cells[3]).toMatch(/^\d+[smhd]/);
    const table = decodeRunTable(json);
    expect(JSON.stringify(table)).toContain('"phase":"succeeded"');
    expect(
      (await call(`${RUNS}?includeObject=None`, { headers: { Accept: TABLE } })).json.rows[0].object
    ).toBeUndefined();
    expect(
      (await call(`${RUNS}?includeObject=Object`, { headers: { Accept: TABLE } })).json.rows[0].object.spec
    ).toBeDefined();
  });

  it.each<[string, number]>([
    ['?labelSelector=app%20of%20x', 400],
    ['?fieldSelector=status.phase%3DRunning', 400],
    ['?limit=many', 400],
    ['?continue=x', 400],
    ['?includeObject=All', 400],
  ])('refuse %s', async (query, status) => {
    expect((await call(`${RUNS}${query}`)).status).toBe(status);
  });

  it('select by label and by name', async () => {
    await order({ seedRuns: 20 });
    const count = async (query: string) => (await call(`${RUNS}?${query}`)).json.items.length as number;
    expect(await count(`labelSelector=${encodeURIComponent('llmd-wva-app/experiment in (stair-wva,p1-wva)')}`)).toBe(4);
    expect(await count('fieldSelector=metadata.name%3Dstair-wva-00000')).toBe(1);
  });
});
