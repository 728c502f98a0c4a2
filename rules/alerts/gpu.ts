/** GPUs: held for nothing, slowed down, too hot. */
import { clockOfBusyGpus, idleGpus, newXids } from '../../src/queries/gpuHealth';
import { interpolate } from '../../src/queries/grammar';
import { ALL, MODEL_RECORDINGS, NODE_RECORDINGS, VARIANT_RECORDINGS as R } from '../../src/queries/recordings';
import { HOT } from '../../src/panels/gpuFigures';
import { gpusPath } from '../../src/routes';
import type { Alert, Severity } from '../rule';

const over = (window: string, expr: string): string => interpolate(expr, { __range: window });

/** Percent of time with a kernel running. A vLLM with a single request is far above it. */
const IDLE = 5;
const BUSY = 80;
/**
 * Of the model's best clock. NVML documents a hardware slowdown as half the clock or less; a power cap under heavy prefill
 * costs less than that.
 */
const SLOW = 0.6;

const HOT_FOR: Record<Severity, string> = { critical: '5m', warning: '15m', info: '15m' };

export const GPU_ALERTS: Alert[] = [
  {
    alert: 'WvaIdleGpusHeld',
    // The HPA's minimum is held on purpose.
    expr: `${over('30m', idleGpus(ALL, IDLE))} unless on (namespace, variant) ${R.ready.record} <= ${R.hpaMin.record}`,
    for: '15m',
    severity: 'info',
    summary: '{{ $labels.namespace }}/{{ $labels.variant }} holds {{ $value }} idle GPU(s)',
    description: `{{ $value }} GPU(s) that pods of {{ $labels.namespace }}/{{ $labels.variant }} hold have not been at ${IDLE} % utilisation once in 30 minutes, and they are more than the HPA's minimum, or no HPA scales them.`,
    dashboard: gpusPath(),
  },
  {
    alert: 'WvaGpuThrottled',
    expr: `${over('10m', clockOfBusyGpus(ALL, BUSY))} / on (modelName) group_left () max_over_time(${MODEL_RECORDINGS.bestClock.record}[1d]) < ${SLOW}`,
    for: '5m',
    severity: 'warning',
    summary: 'GPU {{ $labels.gpu }} of {{ $labels.node }} runs at {{ $value | humanizePercentage }} of its clock',
    description: `GPU {{ $labels.gpu }} ({{ $labels.modelName }}, {{ $labels.UUID }}) of {{ $labels.node }} has been busy for 10 minutes at {{ $value | humanizePercentage }} of the best SM clock that this model reached in a day, below ${SLOW * 100} %: its driver or its hardware slows it down. The replica on it is slower than its neighbours.`,
    dashboard: gpusPath(),
  },
  {
    alert: 'WvaGpuXidError',
    // The metric keeps its last code for as long as the exporter runs: only a new one is news.
    expr: over('1h', newXids(ALL)),
    for: '1m',
    severity: 'warning',
    summary: 'GPU {{ $labels.gpu }} of {{ $labels.node }} reports XID {{ $value }}',
    description: `The driver reported XID {{ $value }} of GPU {{ $labels.gpu }} ({{ $labels.modelName }}, {{ $labels.UUID }}) of {{ $labels.node }} within the last hour. XIDs 13, 31, 43 and 45 are mostly of the program on it; most others are of the hardware or the driver, and the GPU needs a reset or its node a restart.`,
    dashboard: gpusPath(),
  },
  ...HOT.map(({ value, severity }): Alert => ({
    alert: 'WvaGpuHot',
    expr: `${NODE_RECORDINGS.hottest.record} >= ${value}`,
    for: HOT_FOR[severity],
    severity,
    summary: 'A GPU of {{ $labels.node }} has {{ $value }} °C',
    description: `The hottest {{ $labels.modelName }} of {{ $labels.node }} has been at or above ${value} °C for ${HOT_FOR[severity].replace('m', ' minutes')}, now {{ $value }} °C. Near its limit a GPU lowers its clocks; past it, it switches itself off.`,
    dashboard: gpusPath(),
  })),
];
