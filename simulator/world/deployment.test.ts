import { ACCELERATORS, inParallel } from './accelerator';
import { Deployment, type ReplicaPod, victims } from './deployment';
import { createNode } from './gpu';
import { PACES } from './pace';
import { createRandom } from './random';

const random = createRandom(3);
const { demo } = PACES;

function lab(gpus: number, replicas: number) {
  const nodes = [createNode('a', gpus, ACCELERATORS.L40S, random), createNode('h', 8, ACCELERATORS.H100, random)];
  const options = { name: 'decode', namespace: 'ns', accelerator: ACCELERATORS.L40S, gpusPerReplica: 1, replicas };
  const deployment = new Deployment(options, random);
  let now = 0;
  const run = (seconds: number) => {
    for (const end = now + seconds; now < end; now++) {
      deployment.reconcile(now, nodes, demo);
    }
  };
  return { deployment, nodes, run };
}

describe('Deployment', () => {
  it('creates pods at once, ready only after their start', () => {
    const { deployment, run } = lab(4, 2);
    run(1);
    expect([deployment.created, deployment.ready]).toEqual([2, 0]);
    run(19);
    expect(deployment.ready).toBe(0);
    run(25);
    expect([deployment.created, deployment.ready]).toEqual([2, 2]);
  });

  it('leaves pods pending without a free GPU of their kind, and places them when one comes free', () => {
    const { deployment, nodes, run } = lab(2, 3);
    run(60);
    expect([deployment.created, deployment.ready]).toEqual([3, 2]);
    expect(deployment.pods.filter((pod) => !pod.placed)).toHaveLength(1);
    nodes[0]?.gpus.push(...createNode('b', 1, ACCELERATORS.L40S, random).gpus);
    run(60);
    expect(deployment.ready).toBe(3);
  });

  it('takes GPUs of its kind for a server that is spread over several of them', () => {
    const [name, namespace] = ['big', 'ns'];
    const options = { name, namespace, accelerator: inParallel(ACCELERATORS.L40S, 2), gpusPerReplica: 2, replicas: 1 };
    const big = new Deployment(options, random);
    const node = createNode('c', 4, ACCELERATORS.L40S, random);
    big.warmUp(0, [node], demo);
    expect([big.ready, node.gpus.filter(({ pod }) => pod).length]).toEqual([1, 2]);
  });

  it('gives its GPUs back', () => {
    const { deployment, nodes, run } = lab(4, 4);
    run(60);
    deployment.replicas = 1;
    run(2);
    expect([deployment.created, deployment.ready]).toEqual([1, 1]);
    run(demo.gracePeriodSeconds + 1);
    expect(nodes[0]?.gpus.filter((gpu) => gpu.pod)).toHaveLength(1);
  });

  it('drains a pod that ends and aborts what is left', () => {
    const { deployment, run } = lab(1, 1);
    run(60);
    deployment.engines[0]?.receive({ sourceId: 's', arrivedAt: 60, promptTokens: 10, outputTokens: 4000 });
    deployment.replicas = 0;
    run(demo.gracePeriodSeconds);
    expect(deployment.pods).toHaveLength(1);
    run(2);
    expect(deployment.pods).toHaveLength(0);
    expect(deployment.retired).toEqual({ received: 1, finished: 1 });
  });

  it('deletes pods without a node first, then those not ready, then the youngest', () => {
    const pod = (name: string, createdAt: number, placed: boolean, ready: boolean): ReplicaPod => ({
      name,
      uid: name,
      ip: '10.128.0.1',
      createdAt,
      ready,
      engines: [],
      workers: [],
      ...(placed ? { placed: { node: 'a', gpus: [], startedAt: 0, readyAt: 0 } } : {}),
    });
    const pods = [
      pod('old', 1, true, true),
      pod('young', 5, true, true),
      pod('starting', 3, true, false),
      pod('pending', 2, false, false),
    ];
    expect(victims(pods, 4).map((p) => p.name)).toEqual(['pending', 'starting', 'young', 'old']);
    expect(victims(pods, -1)).toEqual([]);
  });
});
