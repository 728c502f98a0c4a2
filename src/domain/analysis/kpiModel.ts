/** What all variants took that served the run's model together. */
import { t } from '../../i18n/t';
import type { Figure, Kpi } from './kpi';
import type { Measured } from './measured';
import { modelFigures, type Taken } from './modelFigures';

const UNKNOWN = t(
  'kpi.variants-unknown',
  'it is not known which variants served the model, or something is not known of one of them'
);

/** What says which variants there were, and how much of each. */
const VARIANTS = ['model:serving', 'model:owners', 'model:created', 'model:requested', 'model:held'] as const;
const METRICS = ['running', 'created', 'gpuRequests', 'gpuUtil'] as const;

const ofAll =
  (key: keyof Taken) =>
  (run: Measured): Figure => {
    const found = modelFigures(run.m);
    const { value, error, why } = found?.all[key] ?? {};
    return { value, error, why, ...(key === 'cost' && found?.mixed !== undefined && { problem: found.mixed }) };
  };

/** Of one variant the figures of the run say it already. */
const OF_SEVERAL = {
  group: 'cost',
  inapplicable: ({ m }) =>
    m.variants?.length === 1
      ? t('analysis.why.one-variant', 'does not apply: one variant served the model')
      : undefined,
} as const satisfies Partial<Kpi>;

export const MODEL_KPIS = [
  {
    id: 'cost-weighted-gpu-hours',
    title: t('kpi.cost-weighted-gpu-hours.title', 'Cost-weighted GPU-hours'),
    group: 'cost',
    unit: 'short',
    decimals: 2,
    better: 'lower',
    formula: t(
      'kpi.cost-weighted-gpu-hours.formula',
      'sum over the variants that served the model of gpu-hours × price of a GPU-hour: llm-d.ai/variant-cost / GPUs of a replica, where the cluster tells it, else the price in the app’s settings'
    ),
    metrics: [...METRICS, 'hpaAnnotations', 'deploymentAnnotations', 'statefulSetAnnotations'],
    needs: ['created', 'gpusPerReplica', ...VARIANTS, 'model:costs'],
    noData: t('kpi.cost-weighted-gpu-hours.noData', '{{unknown}}: its price, for example', { unknown: UNKNOWN }),
    figure: ofAll('cost'),
  },
  {
    ...OF_SEVERAL,
    id: 'model-gpu-hours',
    title: t('kpi.model-gpu-hours.title', 'GPU-hours of the model'),
    unit: `suffix: ${t('unit.gpu-hours', 'GPU-h')}`,
    decimals: 2,
    better: 'lower',
    formula: t('kpi.model-gpu-hours.formula', 'sum of gpu-hours over the variants that served the model'),
    metrics: METRICS,
    needs: ['created', 'gpusPerReplica', ...VARIANTS],
    noData: UNKNOWN,
    figure: ofAll('gpuHours'),
  },
  {
    ...OF_SEVERAL,
    id: 'model-requests-per-gpu-hour',
    title: t('kpi.model-requests-per-gpu-hour.title', 'Requests per GPU-hour of the model'),
    unit: 'short',
    decimals: 1,
    better: 'higher',
    formula: t(
      'kpi.model-requests-per-gpu-hour.formula',
      'requests that the variants of the model served / model-gpu-hours'
    ),
    metrics: ['success', ...METRICS],
    needs: ['created', 'gpusPerReplica', 'total:ended', ...VARIANTS, 'model:served'],
    noData: UNKNOWN,
    figure: ofAll('requestsPerGpuHour'),
  },
] as const satisfies readonly Kpi[];
