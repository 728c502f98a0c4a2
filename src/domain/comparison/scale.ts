/**
 * The scale on which repeats of a figure scatter evenly: logarithmic for times, counts and costs, whose scatter grows with
 * them; logit for shares, which end at 0 and 1. An interval made there never leaves what the figure can be.
 */
import type { Kpi } from '../analysis/kpis';

export interface Scale {
  id: 'log' | 'logit';
  /** From the figure's unit onto the scale, and back. */
  to(value: number): number;
  from(scaled: number): number;
}

/**
 * @param values all that are to be put on it, of both sides of a comparison
 * @param finest the least difference that the figure can show, in its unit; default: its last decimal
 */
export function scaleOf(
  kpi: Pick<Kpi, 'unit' | 'decimals'>,
  values: readonly number[],
  finest = finestOf(kpi)
): Scale {
  const isShare = kpi.unit === 'percentunit' && values.every((value) => value <= 1);
  return isShare ? logit(values, finest / 2) : log(values, finest / 2);
}

/** A 0 has no logarithm: where there is one, every value moves up by half of the least that can be seen (Haldane, Anscombe). */
function log(values: readonly number[], half: number): Scale {
  const shift = values.some((value) => value <= 0) ? half : 0;
  return {
    id: 'log',
    to: (value) => Math.log(Math.max(0, value) + shift),
    from: (scaled) => Math.max(0, Math.exp(scaled) - shift),
  };
}

/** As {@link log}, at both ends. */
function logit(values: readonly number[], half: number): Scale {
  const inset = values.some((value) => value <= 0 || value >= 1) ? Math.min(0.25, half) : 0;
  return {
    id: 'logit',
    to: (value) => {
      const share = inset + (1 - 2 * inset) * Math.min(1, Math.max(0, value));
      return Math.log(share / (1 - share));
    },
    from: (scaled) => Math.min(1, Math.max(0, (1 / (1 + Math.exp(-scaled)) - inset) / (1 - 2 * inset))),
  };
}

/** 1 for a whole number; of a share, its decimals are those of a percentage. */
function finestOf({ unit, decimals = 0 }: Pick<Kpi, 'unit' | 'decimals'>): number {
  return 10 ** -(decimals + (unit === 'percentunit' ? 2 : 0));
}
