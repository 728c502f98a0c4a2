/** Prices of GPU-hours, as they are given on the command line. */
import { changedAnalysis } from '../src/domain/analysis/changedAnalysis';
import type { GpuPrice } from '../src/domain/analysis/types';
import type { Given } from './command';
import { UsageError } from './usage';
import type { WindowAnalysis } from './windowRun';

export const PRICE_OPTIONS = {
  'gpu-price': {
    value: 'NAME=PRICE',
    about:
      'price of an hour of a GPU whose name has NAME in it, such as L40S=1.2; llm-d.ai/variant-cost goes before it',
    many: true,
  },
  'variant-price': { value: 'NAME=PRICE', about: 'price of an hour of a GPU of the workload NAME', many: true },
} as const;

/** @throws UsageError */
export function pricesOf(given: Given): GpuPrice[] {
  const read = (option: keyof typeof PRICE_OPTIONS, by: GpuPrice['by']): GpuPrice[] =>
    given.many(option).map((text) => {
      const at = text.lastIndexOf('=');
      const [of, perGpuHour] = [text.slice(0, at).trim(), Number(text.slice(at + 1))];
      if (at < 0 || of === '' || text.slice(at + 1).trim() === '' || !Number.isFinite(perGpuHour) || perGpuHour <= 0) {
        throw new UsageError(`--${option} ${JSON.stringify(text)} is not NAME=PRICE with a price above 0`);
      }
      return { by, of, perGpuHour };
    });
  return [...read('variant-price', 'variant'), ...read('gpu-price', 'accelerator')];
}

export const priced = (result: WindowAnalysis, prices: readonly GpuPrice[]): WindowAnalysis =>
  prices.length === 0 ? result : { ...result, analysis: changedAnalysis(result.analysis, { prices }) };
