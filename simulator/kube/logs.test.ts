/** @jest-environment node */
import { NS, PODS, call, cluster, create, hello, lines, pass, world } from './testServer';

describe('logs', () => {
  const pod = 'l-hello-pod';
  const log = (query = '') => `${PODS}/${pod}/log${query}`;

  it('follow while the step runs', async () => {
    await create(hello('l'));
    pass(1);
    expect((await call(log())).json).toMatchObject({
      code: 400,
      message: `container "step-hello" in pod "${pod}" is waiting to start: PodInitializing`,
    });
    pass(6);
    const followed = await lines(log('?follow=true&container=step-hello'), 99, () => pass(10));
    expect(followed).toEqual(['hello', 'good bye']);
    expect((await call(log('?tailLines=1&timestamps=true'))).text).toMatch(
      /^2026-11-23T12:00:\d\d\.000000000Z good bye\n$/
    );
    expect((await call(log('?tailLines=-1'))).status).toBe(422);
    expect((await call(log('?container=nope'))).json.message).toBe(`container nope is not valid for pod ${pod}`);
    expect((await call(log('?sinceSeconds=1'))).text).toBe('');
  });

  it('of workload pods need a container, and are those of the world', async () => {
    const [name] = world.pods(NS).map((p) => p.name);
    expect((await call(`${PODS}/${name}/log`)).json.message).toBe(
      `a container name must be specified for pod ${name}, choose one of: [vllm routing-proxy]`
    );
    expect((await call(`${PODS}/${name}/log?container=vllm`)).text).toBe('INFO engine started\nINFO ready\n');
  });

  it('go with a cancelled pod', async () => {
    await create(hello('l'));
    pass(6);
    const end = lines(log('?follow=true'), 99, () => {
      cluster.patch(NS, 'l', { spec: { status: 'Cancelled' } });
      pass(1);
    });
    expect(await end).toEqual(['hello']);
    expect((await call(log())).status).toBe(404);
  });
});
