/** Cases of the alerts on GPUs. */
import { SCRAPES, type AlertCase } from '../case';
import { DEPLOYMENT, gpu, hold, NAMESPACE, uuidOf, variant, vllm, type GpuValues, type Scrape } from '../world';

const dashboard = '/a/llmd-wva-app/gpus';
const workload = { namespace: NAMESPACE, variant: DEPLOYMENT };

const gpus = (scrape: Scrape, ...all: GpuValues[]) => all.flatMap((one) => gpu(scrape, one));
const LONG = 90;

/** Two ready replicas, each on a GPU, beside a GPU that nobody holds; `minReplicas` of an HPA, if there is one. */
const idle = (second: string, hpaMin?: string) => (scrape: Scrape) => [
  ...variant(scrape, { created: hold(2, LONG), ready: hold(2, LONG), hpaMin }),
  vllm('running', 0, hold(0, LONG)),
  ...gpus(
    scrape,
    { node: 'n1', index: 0, heldBy: 0, util: hold(0, LONG) },
    { node: 'n1', index: 1, heldBy: 1, util: second },
    { node: 'n1', index: 2, util: hold(0, LONG) }
  ),
];

const IDLE: AlertCase[] = [
  {
    alert: 'WvaIdleGpusHeld',
    says: 'Two GPUs are held above a minimum of one and never used',
    series: idle(hold(0, LONG), hold(1, LONG)),
    at: '60m',
    firing: [
      {
        severity: 'info',
        labels: workload,
        summary: 'experiment-01/decode holds 2 idle GPU(s)',
        description:
          "2 GPU(s) that pods of experiment-01/decode hold have not been at 5 % utilisation once in 30 minutes, and they are more than the HPA's minimum, or no HPA scales them.",
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaIdleGpusHeld',
    says: 'No HPA scales it, one of two GPUs is used now and then',
    series: idle(Array.from({ length: 9 }, () => `${hold(0, 9)} ${hold(95, 1)}`).join(' ')),
    at: '60m',
    firing: [
      {
        severity: 'info',
        labels: workload,
        summary: 'experiment-01/decode holds 1 idle GPU(s)',
        description:
          "1 GPU(s) that pods of experiment-01/decode hold have not been at 5 % utilisation once in 30 minutes, and they are more than the HPA's minimum, or no HPA scales them.",
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaIdleGpusHeld',
    says: 'As many as the minimum',
    series: idle(hold(0, LONG), hold(2, LONG)),
    at: '60m',
  },
  {
    alert: 'WvaIdleGpusHeld',
    says: 'Held for less than half an hour',
    series: (scrape) => [
      ...variant(scrape, { created: hold(1, LONG), ready: hold(1, LONG) }),
      vllm('running', 0, hold(0, LONG)),
      ...gpus(scrape, { node: 'n1', index: 0, heldBy: 0, util: `_x140 ${hold(0, 25)}` }),
    ],
    at: '60m',
  },
];

/** One busy GPU beside a quick one, and an idle one at its lowest clock. */
const clocks =
  (clock: number, util = 100) =>
  (scrape: Scrape) =>
    gpus(
      scrape,
      { node: 'n1', index: 0, heldBy: 0, util: hold(util, 30), clock: hold(clock, 30) },
      { node: 'n1', index: 1, heldBy: 1, util: hold(100, 30), clock: hold(2500, 30) },
      { node: 'n2', index: 0, util: hold(0, 30), clock: hold(210, 30) }
    );

const THROTTLED: AlertCase[] = [
  {
    alert: 'WvaGpuThrottled',
    says: 'Half its clock under load',
    series: clocks(1250),
    at: '25m',
    firing: [
      {
        severity: 'warning',
        labels: { node: 'n1', gpu: '0', UUID: uuidOf({ node: 'n1', index: 0 }), modelName: 'NVIDIA L40S' },
        summary: 'GPU 0 of n1 runs at 50% of its clock',
        description:
          'GPU 0 (NVIDIA L40S, GPU-n1-0) of n1 has been busy for 10 minutes at 50% of the best SM clock that this model reached in a day, below 60 %: its driver or its hardware slows it down. The replica on it is slower than its neighbours.',
        dashboard,
      },
    ],
  },
  { alert: 'WvaGpuThrottled', says: 'A power cap under load takes a quarter', series: clocks(1875), at: '25m' },
  { alert: 'WvaGpuThrottled', says: 'A low clock with little to do', series: clocks(600, 20), at: '25m' },
];

const heat = (celsius: string) => (scrape: Scrape) =>
  gpus(
    scrape,
    { node: 'n1', index: 0, heldBy: 0, temp: celsius },
    { node: 'n1', index: 1, temp: hold(45, 30) },
    { node: 'n2', index: 0, temp: hold(50, 30) }
  );

const hot = (severity: 'warning' | 'critical', celsius: number, limit: number, minutes: number) => ({
  severity,
  labels: { node: 'n1', modelName: 'NVIDIA L40S' },
  summary: `A GPU of n1 has ${celsius} °C`,
  description: `The hottest NVIDIA L40S of n1 has been at or above ${limit} °C for ${minutes} minutes, now ${celsius} °C. Near its limit a GPU lowers its clocks; past it, it switches itself off.`,
  dashboard,
});

const HOT: AlertCase[] = [
  { alert: 'WvaGpuHot', says: 'Warm', series: heat(hold(82, 30)), at: '20m', firing: [hot('warning', 82, 80, 15)] },
  {
    alert: 'WvaGpuHot',
    says: 'Hot: both severities, of which Alertmanager sends the graver',
    series: heat(hold(90, 30)),
    at: '20m',
    firing: [hot('warning', 90, 80, 15), hot('critical', 90, 87, 5)],
  },
  { alert: 'WvaGpuHot', says: 'As under full load in a cool room', series: heat(hold(74, 30)), at: '20m' },
  {
    alert: 'WvaGpuHot',
    says: 'Hot for three minutes',
    series: heat(`${hold(70, 10)} ${hold(90, 3)} ${hold(70, 17)}`),
    at: '14m',
  },
];

const xid = (values: string) => (scrape: Scrape) =>
  gpus(
    scrape,
    { node: 'n1', index: 0, heldBy: 0, xid: values },
    { node: 'n1', index: 1, xid: hold(0, 80) },
    { node: 'n2', index: 0, xid: hold(31, 80) }
  );

const XID: AlertCase[] = [
  {
    alert: 'WvaGpuXidError',
    says: 'A memory error that cannot be corrected; the old error of another GPU is no news',
    series: xid(`${hold(0, 50)} ${hold(48, 30)}`),
    at: '70m',
    firing: [
      {
        severity: 'warning',
        labels: { node: 'n1', gpu: '0', UUID: uuidOf({ node: 'n1', index: 0 }), modelName: 'NVIDIA L40S' },
        summary: 'GPU 0 of n1 reports XID 48',
        description:
          'The driver reported XID 48 of GPU 0 (NVIDIA L40S, GPU-n1-0) of n1 within the last hour. XIDs 13, 31, 43 and 45 are mostly of the program on it; most others are of the hardware or the driver, and the GPU needs a reset or its node a restart.',
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaGpuXidError',
    says: 'Another error after an old one',
    series: xid(`${hold(31, 50)} ${hold(79, 30)}`),
    at: '70m',
    scrapes: SCRAPES.slice(0, 1),
    firing: [
      {
        severity: 'warning',
        labels: { node: 'n1', gpu: '0', UUID: uuidOf({ node: 'n1', index: 0 }), modelName: 'NVIDIA L40S' },
        summary: 'GPU 0 of n1 reports XID 79',
        description:
          'The driver reported XID 79 of GPU 0 (NVIDIA L40S, GPU-n1-0) of n1 within the last hour. XIDs 13, 31, 43 and 45 are mostly of the program on it; most others are of the hardware or the driver, and the GPU needs a reset or its node a restart.',
        dashboard,
      },
    ],
  },
  {
    alert: 'WvaGpuXidError',
    says: 'An hour later it is no news',
    series: xid(`${hold(0, 5)} ${hold(48, 75)}`),
    at: '70m',
  },
  {
    alert: 'WvaGpuXidError',
    says: 'No error, and no measurement',
    series: xid(`${hold(0, 50)} ${hold(140737488355328, 30)}`),
    at: '70m',
  },
];

export const GPU_CASES = [...IDLE, ...THROTTLED, ...XID, ...HOT];
