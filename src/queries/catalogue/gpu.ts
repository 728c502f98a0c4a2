/** Metrics of the GPUs (DCGM exporter). */
import type { Metric } from './metric';

/** `Hostname` is `hostname` in newer exporters; with a pod on the GPU come `namespace`, `pod` and `container`. */
const GPU = [
  'gpu',
  'UUID',
  'device',
  'modelName',
  'Hostname',
  'GPU_I_ID',
  'GPU_I_PROFILE',
  'namespace',
  'pod',
  'container',
] as const;

export const DCGM = {
  gpuUtil: {
    name: 'DCGM_FI_DEV_GPU_UTIL',
    type: 'gauge',
    unit: 'percent',
    labels: GPU,
    meaning:
      'Share of time in which any kernel ran, 0 to 100. Near 100 for a busy vLLM whatever its batch: not a measure of saturation.',
  },
  gpuMemUsed: {
    name: 'DCGM_FI_DEV_FB_USED',
    type: 'gauge',
    unit: 'MiB',
    labels: GPU,
    meaning: 'Framebuffer memory in use. vLLM takes its KV cache at start, so this does not follow load.',
  },
  gpuMemFree: {
    name: 'DCGM_FI_DEV_FB_FREE',
    type: 'gauge',
    unit: 'MiB',
    labels: GPU,
    meaning: 'Framebuffer memory that is free.',
  },
  gpuPower: {
    name: 'DCGM_FI_DEV_POWER_USAGE',
    type: 'gauge',
    unit: 'W',
    labels: GPU,
    meaning: 'Power draw.',
  },
  gpuClock: {
    name: 'DCGM_FI_DEV_SM_CLOCK',
    type: 'gauge',
    unit: 'MHz',
    labels: GPU,
    meaning: 'Clock of the streaming multiprocessors; low under load means throttled.',
  },
  gpuTemp: {
    name: 'DCGM_FI_DEV_GPU_TEMP',
    type: 'gauge',
    unit: '°C',
    labels: GPU,
    meaning: 'Temperature of the GPU.',
  },
  gpuXid: {
    name: 'DCGM_FI_DEV_XID_ERRORS',
    type: 'gauge',
    unit: 'XID',
    labels: GPU,
    meaning:
      'Code of the last error that the driver reported, 0 for none. It stays until the exporter starts anew: an old code is no news.',
  },
  gpuTensor: {
    name: 'DCGM_FI_PROF_PIPE_TENSOR_ACTIVE',
    type: 'gauge',
    unit: 'ratio',
    labels: GPU,
    meaning: 'Share of cycles in which the tensor pipe was active, 0 to 1: how hard the GPU really works.',
  },
} as const satisfies Record<string, Metric>;
