/** What an hour of a variant's GPUs costs by the app's settings. */
import { t } from '../../i18n/t';
import type { GpuPrice, MeasuredVariant } from './types';

interface FoundPrice {
  value?: number;
  source?: string;
  why?: string;
}

/**
 * The price of the variant's name, else that of its accelerator: of several that fit the one that says more of its name. A
 * variant on GPUs of two kinds has a price where both have the same.
 */
export function gpuPrice(
  { workload, accelerator }: Pick<MeasuredVariant, 'workload' | 'accelerator'>,
  prices: readonly GpuPrice[]
): FoundPrice {
  const own = prices.find(({ by, of }) => by === 'variant' && of === workload);
  const kinds = accelerator === undefined ? [] : accelerator.split(', ');
  const found = own ? [own] : kinds.flatMap((kind) => fitting(kind, prices) ?? []);
  const [first] = found;
  const isWhole = own !== undefined || found.length === kinds.length;
  if (first === undefined || !isWhole || found.some(({ perGpuHour }) => perGpuHour !== first.perGpuHour)) {
    return { why: whyNone(accelerator) };
  }
  return {
    value: first.perGpuHour,
    source: t('analysis.price.settings', 'the app’s settings, for {{of}}', {
      of: [...new Set(found.map(({ of }) => of))].join(', '),
    }),
  };
}

function fitting(kind: string, prices: readonly GpuPrice[]): GpuPrice | undefined {
  return prices
    .filter(({ by, of }) => by === 'accelerator' && kind.toLowerCase().includes(of.toLowerCase()))
    .sort((a, b) => b.of.length - a.of.length)[0];
}

const whyNone = (accelerator: string | undefined): string =>
  accelerator === undefined
    ? t(
        'analysis.why.no-price',
        'no price is known: the cluster tells no llm-d.ai/variant-cost, and the app’s settings have none of the variant'
      )
    : t(
        'analysis.why.no-price-of',
        'no price is known: the cluster tells no llm-d.ai/variant-cost, and the app’s settings have none of the variant or of {{accelerator}}',
        { accelerator }
      );
