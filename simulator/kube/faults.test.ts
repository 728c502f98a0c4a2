/** @jest-environment node */
import { NS, RUNS, call, create, hello, order, pass } from './testServer';

describe('faults', () => {
  it.each([401, 403, 404, 409, 410, 429, 500, 503])('answer %d as often as asked', async (fault) => {
    await order({ fault, count: 1, path: 'pipelineruns', retryAfter: 3 });
    const { status, json, headers } = await call(RUNS);
    expect({ status, code: json.code }).toEqual({ status: fault, code: fault });
    expect(headers['retry-after']).toBe(fault === 429 ? '3' : undefined);
    expect((await call(RUNS)).status).toBe(200);
  });

  it('hit only what they name, and can be cleared', async () => {
    await order([
      { fault: 500, method: '^POST$' },
      { fault: 'slow', ms: 300, path: '/version$' },
    ]);
    expect((await call(RUNS)).status).toBe(200);
    expect((await create(hello('x'))).status).toBe(500);
    const began = Date.now();
    expect((await call('/version')).status).toBe(200);
    expect(Date.now() - began).toBeGreaterThanOrEqual(290);
    await call('/faults', { method: 'DELETE', token: '' });
    expect((await create(hello('x'))).status).toBe(201);
  });

  it('cut off and garble', async () => {
    await order({ fault: 'malformed', count: 1 });
    expect((await call(RUNS)).text).toContain('<html>');
    await order({ fault: 'cut', count: 1 });
    await expect(call(RUNS)).rejects.toThrow(/aborted|hang up/);
    expect((await order({ fault: 'meteor' })).status).toBe(400);
    expect((await order({ fault: 500, path: '(' })).status).toBe(400);
  });

  it('replace a run by one of the same name, and prune', async () => {
    const uid = (await create(hello('same'))).json.metadata.uid as string;
    pass(1);
    await order({ replace: { namespace: NS, name: 'same' } });
    const after = (await call(`${RUNS}/same`)).json;
    expect(after.metadata.uid).not.toBe(uid);
    await order({ seedRuns: 10 });
    await order({ prune: { namespace: NS, keep: 3 } });
    expect((await call(RUNS)).json.items).toHaveLength(4);
  });
});
