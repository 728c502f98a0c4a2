import { get } from 'node:http';

import { type RunningSimulator, startSimulator } from './main';

interface Answer {
  status: number;
  type: string;
  body: string;
}

/** The test environment's fetch is a browser's: it would ask for CORS. */
const ask = (url: string, headers = {}) =>
  new Promise<Answer>((resolve, reject) => {
    get(url, { headers }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', body })
      );
    }).on('error', reject);
  });

describe('startSimulator', () => {
  let simulator: RunningSimulator;
  let startedAt: number;
  beforeAll(async () => {
    // The simulator counts from the whole second.
    startedAt = Math.floor(Date.now() / 1000) * 1000;
    simulator = await startSimulator({ port: 0, speed: 50, seedRuns: 3 });
  });
  afterAll(() => simulator.stop());

  it.each([
    ['/metrics', 200, 'text/plain; version=0.0.4; charset=utf-8', /^DCGM_FI_DEV_POWER_USAGE\{/m],
    ['/healthz', 200, 'text/plain', /^ok$/m],
    ['/metrics?x=1', 200, 'text/plain; version=0.0.4; charset=utf-8', /^vllm:num_requests_running\{/m],
    ['/nothing', 404, 'text/plain', /not found/],
    ['//', 404, 'text/plain', /not found/],
  ])('answers %s with %d', async (path, status, type, body) => {
    const answer = await ask(simulator.url + path);
    expect(answer).toMatchObject({ status, type });
    expect(answer.body).toMatch(body);
  });

  it('serves the Kubernetes API of the same cluster', async () => {
    const { status, body } = await ask(`${simulator.url}/apis/tekton.dev/v1/namespaces/experiment-01/pipelineruns`, {
      authorization: 'Bearer reader',
    });
    expect(status).toBe(200);
    expect(JSON.parse(body).items).toHaveLength(3);
  });

  it('lets simulated time pass at its speed', async () => {
    const { world } = simulator;
    const simulated = world.now();
    while (world.now() - simulated < 50_000) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    // A busy machine may hold the clock up, nothing may run it ahead: both counted from before the start.
    expect(world.now() - startedAt).toBeLessThanOrEqual(50 * (Date.now() - startedAt));
  });
});
