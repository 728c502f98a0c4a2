/**
 * @jest-environment node
 *
 * Whose pods a run is about, asked in its first minute.
 */
import { askPods } from '../../src/measuring/askPods';
import { DIALECTS } from '../../src/queries/dialect';
import { M } from '../../src/queries/metrics';
import { runScope } from '../../src/queries/runMeasurements';
import { askAsGrafana } from './askAsGrafana';
import { writtenPrometheus, type FilledPrometheus } from './simulatedPrometheus';
import { written } from './writtenRun';

const namespace = 'exp';
const [REPLICA_SET, VARIANT] = ['decode-6b7c9d8f5', 'decode'];
const PODS = [`${REPLICA_SET}-aaaaa`, `${REPLICA_SET}-bbbbb`];

let world: FilledPrometheus;
beforeAll(async () => {
  const owner = (kind: string, name: string) => ({ namespace, owner_kind: kind, owner_name: name });
  world = await writtenPrometheus(600, [
    written(M.replicaSetOwner, { replicaset: REPLICA_SET, ...owner('Deployment', VARIANT) }, 1),
    ...PODS.map((pod) => written(M.podOwner, { pod, ...owner('ReplicaSet', REPLICA_SET) }, 1)),
  ]);
}, 60_000);
afterAll(() => world?.stop());

test.each([50, 30, 20, 5])('all are known, though no full minute is in its %s s', async (seconds) => {
  const minute = Math.ceil((world.start * 1000) / 60_000) * 60_000 + 120_000;
  const range = { from: minute + 5000, to: minute + 5000 + seconds * 1000 };
  const scope = runScope({ namespace, variant: VARIANT }, DIALECTS.plain);
  const { ownership } = await askPods(scope, range, { ask: askAsGrafana(world.url) });
  expect(ownership).toEqual({ pods: PODS, sources: ['owner'] });
});
