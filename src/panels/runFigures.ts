/** What a run is judged by, one number each over the whole range. */
import { t } from '../i18n/t';
import {
  completedCount,
  completedPerGpuHour,
  energy,
  failedShare,
  gpuHours,
  latencyOverRange,
  shortfallSeconds,
} from '../queries/run';
import { overRun, RUN_WINDOW } from '../queries/overRun';
import type { Scope } from '../queries/selector';
import { figure, type Figure } from './figure';
import type { PanelSpec } from './spec';

const NO_REQUEST = t('boards.panel.run-figures-no-request-ended', 'No request ended');
const NO_GPU = t('boards.panel.no-gpu-was', 'No GPU was held');
const OF_RUN = t('boards.panel.of-shown-run', 'Of the load of the run that is named above, whatever time is shown.');

/**
 * Which run the figures are of, and how long it took.
 *
 * @param name of the run, as a dashboard's variable has it
 */
export function runLength(name: string, link: PanelSpec['link']): PanelSpec {
  return {
    id: 'run-length',
    title: t('boards.panel.run-length.title', 'Run'),
    description: t(
      'boards.panel.run-length.description',
      '**Which run are these figures of, and how long did its load take?** The one in progress, else the newest, unless another is chosen at the top; where a time of the past is shown, the newest run in it. From the start of its load, or of the run where its tasks cannot be read. A click shows its time.'
    ),
    unit: 'dtdurations',
    targets: [
      {
        refId: 'value',
        expr: `label_replace(vector(\${${RUN_WINDOW.seconds}}), "run", "${name}", "", "")`,
        legend: '{{run}}',
        instant: true,
      },
    ],
    viz: { kind: 'stat', named: true },
    noData: t('boards.panel.run-length.noData', 'No run is known: choose the data source of the runs at the top.'),
    link,
  };
}

/**
 * Eight figures of a run's variant.
 *
 * @param link to the run's time
 */
export function runFigures(scope: Scope, link: PanelSpec['link']): PanelSpec[] {
  const figures: Figure[] = [
    {
      id: 'run-completed',
      title: t('boards.panel.run-completed.title', 'Completed'),
      question: t('boards.panel.run-completed.question', 'How many answers were complete?'),
      text: t('boards.panel.run-completed.text', 'Requests that ended by stop or length. {{ofRun}}', {
        ofRun: OF_RUN,
      }),
      unit: 'locale',
      decimals: 0,
      query: completedCount(scope),
      noData: NO_REQUEST,
    },
    {
      id: 'run-incomplete',
      title: t('boards.panel.run-incomplete.title', 'Incomplete'),
      question: t(
        'boards.panel.run-incomplete.question',
        'Which share of the ended requests has no complete answer?'
      ),
      text: t(
        'boards.panel.run-incomplete.text',
        'Aborted or failed. A client breaks off what still runs when a load step ends: such requests are among them. The page of the run tells them apart from errors, and judges the rest. {{ofRun}}',
        { ofRun: OF_RUN }
      ),
      unit: 'percentunit',
      decimals: 1,
      query: failedShare(scope),
      noData: NO_REQUEST,
    },
    {
      id: 'run-ttft-p99',
      title: t('boards.panel.run-ttft-p99.title', 'p99 TTFT'),
      question: t('boards.panel.run-ttft-p99.question', 'How long did the slowest hundredth wait for its first token?'),
      text: t(
        'boards.panel.run-ttft-p99.text',
        'Over all requests of the run. A verdict compares it with a baseline run: +10 % fails; it has no threshold of its own.'
      ),
      unit: 's',
      query: latencyOverRange(scope, 'ttft', 0.99),
      noData: NO_REQUEST,
    },
    {
      id: 'run-e2e-p99',
      title: t('boards.panel.run-e2e-p99.title', 'p99 E2E'),
      question: t('boards.panel.run-e2e-p99.question', 'How long did the slowest hundredth take in all?'),
      text: t(
        'boards.panel.run-e2e-p99.text',
        'Over all requests of the run. A verdict compares it with a baseline run: +10 % fails; it has no threshold of its own.'
      ),
      unit: 's',
      query: latencyOverRange(scope, 'e2e', 0.99),
      noData: NO_REQUEST,
    },
    {
      id: 'run-gpu-hours',
      title: t('boards.panel.run-gpu-hours.title', 'GPU-hours'),
      question: t('boards.panel.run-gpu-hours.question', 'What did it cost in GPUs?'),
      text: t(
        'boards.panel.run-gpu-hours.text',
        'GPUs that the variant’s pods held, over time, pods that start among them.'
      ),
      unit: 'short',
      decimals: 2,
      query: gpuHours(scope),
      noData: NO_GPU,
    },
    {
      id: 'run-efficiency',
      title: t('boards.panel.run-efficiency.title', 'Per GPU-h'),
      question: t('boards.panel.run-efficiency.question', 'How much came of each GPU-hour?'),
      text: t(
        'boards.panel.run-efficiency.text',
        'Complete answers for each GPU-hour held. A verdict flags −15 % against a baseline run.'
      ),
      unit: 'short',
      query: completedPerGpuHour(scope),
      noData: NO_GPU,
    },
    {
      id: 'run-shortfall',
      title: t('boards.panel.run-shortfall.title', 'Shortfall'),
      question: t('boards.panel.run-shortfall.question', 'For how long did fewer replicas serve than WVA wanted?'),
      text: t('boards.panel.run-shortfall.text', 'Time with desired above ready, looked at every 15 s.'),
      unit: 's',
      query: shortfallSeconds(scope),
      noData: t('boards.panel.run-shortfall.noData', 'No desired replicas from WVA'),
    },
    {
      id: 'run-energy',
      title: t('boards.panel.run-energy.title', 'Energy'),
      question: t('boards.panel.run-energy.question', 'How much energy did it take?'),
      text: t('boards.panel.run-energy.text', 'Power of the GPUs that the variant’s pods held, over time.'),
      unit: 'watth',
      query: energy(scope),
      noData: NO_GPU,
    },
  ];
  return figures.map((one) => figure({ ...one, query: overRun(one.query), link }));
}
