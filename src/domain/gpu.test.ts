import { byNode, gpusOf, meanOf } from './gpu';

const sample = (node: string, gpu: string, value: number, more: Record<string, string> = {}) => ({
  labels: { node, gpu, UUID: `GPU-${node}-${gpu}`, modelName: 'NVIDIA L40S', ...more },
  value,
});

test('measures of one GPU become one GPU, in the order of nodes and indices', () => {
  const gpus = gpusOf({
    utilization: [
      sample('n10', '0', 0.1),
      sample('n2', '10', 0.2),
      sample('n2', '9', 0.3, { namespace: 'exp', pod: 'p' }),
    ],
    powerWatts: [sample('n2', '9', 250, { namespace: 'exp', pod: 'p' })],
  });
  expect(gpus.map(({ node, index }) => [node, index])).toEqual([
    ['n2', '9'],
    ['n2', '10'],
    ['n10', '0'],
  ]);
  expect(gpus[0]).toEqual({
    uuid: 'GPU-n2-9',
    node: 'n2',
    index: '9',
    model: 'NVIDIA L40S',
    pods: [{ namespace: 'exp', pod: 'p' }],
    utilization: 0.3,
    powerWatts: 250,
  });
});

test.each([
  ['a free GPU has no pod', [{ namespace: '', pod: '' }], []],
  ['a held one has', [{ namespace: 'exp', pod: 'p' }], ['p']],
  ['one that two pods share has both', ['p', 'q'].map((pod) => ({ namespace: 'exp', pod })), ['p', 'q']],
])('%s', (_case, labels, pods) => {
  const [gpu, ...more] = gpusOf({ utilization: labels.map((one) => sample('n', '0', 1, one)) });
  expect(more).toEqual([]);
  expect(gpu?.pods.map(({ pod }) => pod)).toEqual(pods);
});

test('each instance of a GPU is one of its own', () => {
  const instances = ['1', '2'].map((GPU_I_ID) => sample('n', '0', 1, { GPU_I_ID, GPU_I_PROFILE: '3g.20gb' }));
  expect(gpusOf({ memory: instances }).map(({ instance, profile }) => [instance, profile])).toEqual([
    ['1', '3g.20gb'],
    ['2', '3g.20gb'],
  ]);
});

test('a value that is no number is absent, the GPU is not', () => {
  expect(gpusOf({ memory: [sample('n', '0', Number.NaN)] })).toMatchObject([{ node: 'n', index: '0' }]);
  expect(gpusOf({ memory: [sample('n', '0', Number.NaN)] })[0]?.memory).toBeUndefined();
});

test('GPUs without a UUID are told apart by node and index', () => {
  const anonymous = (gpu: string) => ({ labels: { node: 'n', gpu }, value: 0.5 });
  expect(gpusOf({ utilization: [anonymous('0'), anonymous('1')], memory: [anonymous('0')] })).toHaveLength(2);
});

test('groups and means', () => {
  const gpus = gpusOf({ utilization: [sample('a', '0', 0.2), sample('a', '1', 0.4), sample('b', '0', 1)] });
  expect(byNode(gpus).map(({ node, gpus: own }) => [node, own.length])).toEqual([
    ['a', 2],
    ['b', 1],
  ]);
  expect(meanOf(gpus.slice(0, 2), 'utilization')).toBeCloseTo(0.3, 9);
  expect(meanOf(gpus, 'tensor')).toBeUndefined();
});
