/** What a run is judged by, one number each over the whole range. */
import {
  completed,
  completedPerGpuHour,
  energy,
  failedShare,
  gpuHours,
  latencyOverRange,
  shortfallSeconds,
} from '../queries/run';
import type { Scope } from '../queries/selector';
import { figure, type Figure } from './figure';
import type { PanelSpec, Threshold } from './spec';

const FAILED: Threshold[] = [
  { value: 0.01, label: 'more than 1 % failed', severity: 'critical', source: "this plugin's choice" },
];
const NO_REQUEST = 'No request ended';
const NO_GPU = 'No GPU was held';
const FIX_RANGE = 'Over the chosen time range: open the dashboard from a run to have it for that run.';

/** Eight figures of the variant in scope. */
export function runFigures(scope: Scope): PanelSpec[] {
  const figures: Figure[] = [
    {
      id: 'run-completed',
      title: 'Completed',
      question: 'How many answers were complete?',
      text: `Requests that ended by stop or length. ${FIX_RANGE}`,
      unit: 'short',
      query: completed(scope),
      noData: NO_REQUEST,
    },
    {
      id: 'run-failed',
      title: 'Failed',
      question: 'Which share of the requests failed?',
      text: 'Ended requests that were neither stop nor length: aborted or failed. Percentiles of a run with many of them flatter it.',
      unit: 'percentunit',
      decimals: 1,
      query: failedShare(scope),
      thresholds: FAILED,
      noData: NO_REQUEST,
    },
    {
      id: 'run-ttft-p99',
      title: 'p99 TTFT',
      question: 'How long did the slowest hundredth wait for its first token?',
      text: 'Over all requests of the range. A verdict compares it with a baseline run: +10 % fails; it has no threshold of its own.',
      unit: 's',
      query: latencyOverRange(scope, 'ttft', 0.99),
      noData: NO_REQUEST,
    },
    {
      id: 'run-e2e-p99',
      title: 'p99 end to end',
      question: 'How long did the slowest hundredth take in all?',
      text: 'Over all requests of the range. A verdict compares it with a baseline run: +10 % fails; it has no threshold of its own.',
      unit: 's',
      query: latencyOverRange(scope, 'e2e', 0.99),
      noData: NO_REQUEST,
    },
    {
      id: 'run-gpu-hours',
      title: 'GPU-hours',
      question: 'What did it cost in GPUs?',
      text: 'GPUs that the variant’s pods held, over time, pods that start among them.',
      unit: 'short',
      decimals: 2,
      query: gpuHours(scope),
      noData: NO_GPU,
    },
    {
      id: 'run-efficiency',
      title: 'Per GPU-hour',
      question: 'How much came of each GPU-hour?',
      text: 'Complete answers for each GPU-hour held. A verdict flags −15 % against a baseline run.',
      unit: 'short',
      query: completedPerGpuHour(scope),
      noData: NO_GPU,
    },
    {
      id: 'run-shortfall',
      title: 'Missing replicas',
      question: 'For how long did fewer replicas serve than WVA wanted?',
      text: 'Time with desired above ready, looked at every 15 s.',
      unit: 's',
      query: shortfallSeconds(scope),
      noData: 'No desired replicas from WVA',
    },
    {
      id: 'run-energy',
      title: 'Energy',
      question: 'How much energy did it take?',
      text: 'Power of the GPUs that the variant’s pods held, over time.',
      unit: 'watth',
      query: energy(scope),
      noData: NO_GPU,
    },
  ];
  return figures.map(figure);
}
