import { servedVariants, type ModelAnswers } from './servedVariants';
import { testMeasurements, testRun, testSeries } from './testing';
import type { TimeSeries } from './types';

const labelled = (labels: Record<string, string>, value = 1): TimeSeries => ({ labels, times: [0], values: [value] });
const m = testMeasurements({
  series: { created: [testSeries([1, 1, 1, 2, 2, 2])], ready: [testSeries([1, 1, 1, 1, 2, 2])] },
  totals: { succeeded: 60 },
  gpusPerReplica: 1,
  ownership: { pods: ['decode-a'], sources: ['owner'] },
});
const answers: ModelAnswers = {
  serving: [
    labelled({ pod: 'decode-a', model_name: 'llama' }),
    labelled({ pod: 'large-0', model_name: 'llama' }),
    labelled({ pod: 'large-1', model_name: 'llama' }),
    labelled({ pod: 'granite-a', model_name: 'granite' }),
    labelled({ pod: 'nobodys', model_name: 'llama' }),
  ],
  owners: [
    labelled({ pod: 'decode-a', variant: 'other' }),
    labelled({ pod: 'large-0', variant: 'large' }),
    labelled({ pod: 'large-1', variant: 'large' }),
    labelled({ pod: 'granite-a', variant: 'granite' }),
    labelled({ pod: 'nobodys', variant: '' }),
  ],
  created: [testSeries(Array<number>(6).fill(2), { variant: 'large' })],
  ready: [testSeries([1, 1, 1, 2, 2, 2], { variant: 'large' })],
  served: [labelled({ pod: 'large-0' }, 30), labelled({ pod: 'large-1' }, 12), labelled({ pod: 'granite-a' }, 1000)],
  requested: [labelled({ pod: 'large-0' }, 4), labelled({ pod: 'large-1' }, 4)],
  held: [
    labelled({ pod: 'large-0', modelName: 'NVIDIA H100' }, 3),
    labelled({ pod: 'decode-a', modelName: 'NVIDIA L40S' }, 1),
  ],
  roles: [labelled({ pod: 'large-0', label_llm_d_ai_role: 'prefill' })],
  costs: [labelled({ variant: 'large', annotation_llm_d_ai_variant_cost: '40.0' })],
};
const MINUTE = 1 / 60;

test('variants are those whose pods serve the model of the run’s own pods', () => {
  const { model, variants } = servedVariants(testRun(), m, answers);
  expect(model).toBe('llama');
  expect(variants?.map(({ workload }) => workload)).toEqual(['decode', 'large']);
  const [own, large] = variants!;
  expect(own).toMatchObject({ accelerator: 'NVIDIA L40S', gpusPerReplica: 1, replicasPeak: 2, served: { value: 60 } });
  expect(own!.replicaHours?.value).toBeCloseTo(1.5 * MINUTE, 12);
  expect(large).toMatchObject({
    accelerator: 'NVIDIA H100',
    gpusPerReplica: 4,
    role: 'prefill',
    replicaCost: 40,
    replicasMean: 1.5,
    served: { value: 42 },
  });
  expect(large!.replicaHours?.value).toBeCloseTo(2 * MINUTE, 12);
});

test.each([
  ['a StatefulSet whose name ends in a number: each pod is a replica', ['tier-1-0', 'tier-1-1'], 'tier-1', 2],
  ['a LeaderWorkerSet: a leader and its workers are one', ['big-0', 'big-0-1'], 'big', 4],
])('%s', (_, pods, variant, gpusPerReplica) => {
  const serving = pods.filter((pod) => pod !== 'big-0-1');
  const { variants } = servedVariants(testRun(), m, {
    serving: [...answers.serving!, ...serving.map((pod) => labelled({ pod, model_name: 'llama' }))],
    owners: [...answers.owners!, ...serving.map((pod) => labelled({ pod, variant }))],
    held: pods.map((pod) => labelled({ pod, modelName: 'NVIDIA H100' }, 2)),
  });
  const found = variants?.find(({ workload }) => workload === variant);
  expect(found).toMatchObject({ gpusPerReplica, accelerator: 'NVIDIA H100' });
});

test('what a run’s ScaledObject says of its cost counts where the cluster tells none', () => {
  const scaledObject = (cost: string) =>
    testRun({
      params: [
        {
          name: 'scaled-object',
          value: `kind: ScaledObject\nmetadata: {annotations: {llm-d.ai/variant-cost: ${cost}}}`,
        },
      ],
    });
  const costOf = (run = testRun(), costs = answers.costs) =>
    servedVariants(run, m, { ...answers, costs }).variants?.[0]?.replicaCost;
  expect(costOf()).toBeUndefined();
  expect(costOf(scaledObject('"7.5"'))).toBe(7.5);
  expect(costOf(scaledObject('cheap'))).toBeUndefined();
  const told = labelled({ variant: 'decode', annotation_llm_d_ai_variant_cost: '5' });
  expect(costOf(scaledObject('"7.5"'), [told])).toBe(5);
  expect(
    costOf(testRun(), [told, { ...told, labels: { ...told.labels, annotation_llm_d_ai_variant_cost: '6' } }])
  ).toBe(undefined);
});

test('a variant that is asked about and not measured has no numbers; without owners nothing is known', () => {
  const { variants } = servedVariants(testRun(), m, { serving: answers.serving, owners: answers.owners });
  expect(variants?.[1]).toEqual({ workload: 'large' });
  expect(servedVariants(testRun(), m, { ...answers, owners: undefined })).toEqual({});
});

test('a workload whose pods no vLLM ran in is its only variant, of an unknown model', () => {
  const { model, variants } = servedVariants(testRun(), m, { ...answers, serving: [], owners: [] });
  expect(model).toBeUndefined();
  expect(variants).toHaveLength(1);
  expect(variants?.[0]).toMatchObject({ workload: 'decode', served: { value: 60 } });
});
