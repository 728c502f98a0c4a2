/** Series of one namespace's workloads, written by hand, as OpenShift's monitoring stores them. */
import { DIALECTS } from '../../src/queries/dialect';
import { M } from '../../src/queries/metrics';
import type { WrittenSeries } from './simulatedPrometheus';
import { written } from './writtenRun';

type Value = Parameters<typeof written>[2];
type Labels = Record<string, string>;

export const NAMESPACE = 'exp';
export const dialect = DIALECTS.openshift;
/** Who holds a GPU that no pod holds, by the exporter's own labels. */
const HOLDER = { namespace: 'nvidia-gpu-operator', pod: 'nvidia-dcgm-exporter-abcde' };

export const wva = (variant_name: string, replicas: number): WrittenSeries[] =>
  [M.wvaDesired, M.wvaCurrent].map((name) =>
    written(name, { namespace: 'wva', exported_namespace: NAMESPACE, variant_name, accelerator_type: 'L40S' }, replicas)
  );

export const deployment = (name: string, replicas: number): WrittenSeries[] =>
  [M.created, M.ready].map((metric) => written(metric, { namespace: NAMESPACE, deployment: name }, replicas));

export const vllm = (name: string, pod: string, value: Value, more: Labels = {}): WrittenSeries =>
  written(name, { namespace: NAMESPACE, pod, model_name: 'm', ...more }, value);

export const gpu = (
  name: string,
  uuid: string,
  pod: string | undefined,
  value: Value,
  more: Labels = {}
): WrittenSeries => {
  const held: Labels = pod === undefined ? {} : { exported_namespace: NAMESPACE, exported_pod: pod };
  const hardware = { Hostname: 'n1', gpu: uuid.slice(-1), UUID: uuid, modelName: 'NVIDIA L40S' };
  return written(name, { ...hardware, ...HOLDER, ...held, ...more }, value);
};
