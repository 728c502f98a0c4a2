/** Prices of GPU-hours as settings keep them. */
import type { GpuPrice } from '../domain/analysis/types';

export const isPrice = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0;

/** Any value as prices: what is none is left out. */
export function decodeGpuPrices(value: unknown): GpuPrice[] {
  return (Array.isArray(value) ? (value as Array<Partial<GpuPrice> | null>) : []).flatMap((one): GpuPrice[] => {
    const { by, of, perGpuHour } = one ?? {};
    const isWhole = typeof of === 'string' && of.trim() !== '' && isPrice(perGpuHour);
    return isWhole && (by === 'variant' || by === 'accelerator') ? [{ by, of: of.trim(), perGpuHour }] : [];
  });
}
