/** The configuration form's value: texts as typed, and the settings that they make. */
import { isValidThreshold, THRESHOLD_NAMES, type ThresholdName, type Thresholds } from '../domain/thresholds';
import { decodeLatencyLimits, limitSeconds } from '../shared/latencyLimits';
import type { GpuPrice, LatencyLimits } from '../domain/analysis/types';
import { isPrice } from '../shared/gpuPrices';
import { isClusterName, webAddress, type AppSettings, type ClusterSettings } from '../shared/appSettings';

export interface ConfigDraft {
  prometheusUid: string;
  tektonUid: string;
  autoscalerNamespace: string;
  acceleratorFilter: string;
  argoUrl: string;
  clusters: ClusterSettings[];
  /** Empty: not set by hand. */
  thresholds: Record<ThresholdName, string>;
  /** Seconds as typed; empty: no limit. */
  latencyLimits: Record<keyof LatencyLimits, string>;
  gpuPrices: PriceDraft[];
  /** Not in the form: what the provisioning says is kept as it is. */
  gates: AppSettings['gates'];
}

/** The price as typed. */
export type PriceDraft = Omit<GpuPrice, 'perGpuHour'> & { perGpuHour: string };

export type DraftErrors = Partial<
  Record<
    ThresholdName | keyof LatencyLimits | 'autoscalerNamespace' | 'argoUrl' | 'clusters' | 'gpuPrices',
    'not-a-threshold' | 'not-a-namespace' | 'not-an-address' | 'not-whole' | 'not-seconds'
  >
>;

export const LIMIT_NAMES = ['ttftSeconds', 'itlSeconds'] as const satisfies ReadonlyArray<keyof LatencyLimits>;

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

export function toDraft(settings: AppSettings): ConfigDraft {
  const text = (value: number | undefined) => (value === undefined ? '' : String(value));
  return {
    prometheusUid: settings.prometheusUid ?? '',
    tektonUid: settings.tektonUid ?? '',
    autoscalerNamespace: settings.autoscalerNamespace,
    acceleratorFilter: settings.acceleratorFilter,
    argoUrl: settings.argoUrl ?? '',
    clusters: settings.clusters,
    thresholds: Object.fromEntries(THRESHOLD_NAMES.map((name) => [name, text(settings.thresholds[name])])) as Record<
      ThresholdName,
      string
    >,
    latencyLimits: {
      ttftSeconds: text(settings.latencyLimits.ttftSeconds),
      itlSeconds: text(settings.latencyLimits.itlSeconds),
    },
    gpuPrices: settings.gpuPrices.map((one) => ({ ...one, perGpuHour: String(one.perGpuHour) })),
    gates: settings.gates,
  };
}

/** Settings of a draft, or what is wrong with it, by field. */
export function fromDraft(draft: ConfigDraft): { settings: AppSettings } | { errors: DraftErrors } {
  const errors: DraftErrors = {};
  const namespace = draft.autoscalerNamespace.trim();
  if (!DNS_LABEL.test(namespace)) {
    errors.autoscalerNamespace = 'not-a-namespace';
  }
  const argoUrl = draft.argoUrl.trim();
  if (argoUrl !== '' && webAddress(argoUrl) === undefined) {
    errors.argoUrl = 'not-an-address';
  }
  const clusters = draft.clusters.map((one) => ({ ...one, name: one.name.trim() }));
  if (!clusters.every(isWhole) || new Set(clusters.map(({ name }) => name)).size < clusters.length) {
    errors.clusters = 'not-whole';
  }
  const { prices: gpuPrices, isWhole: arePricesWhole } = pricesOf(draft.gpuPrices);
  if (!arePricesWhole) {
    errors.gpuPrices = 'not-whole';
  }
  const thresholds: Partial<Thresholds> = {};
  for (const name of THRESHOLD_NAMES) {
    const text = draft.thresholds[name].trim();
    const value = Number(text);
    if (text !== '' && isValidThreshold(name, value)) {
      thresholds[name] = value;
    } else if (text !== '') {
      errors[name] = 'not-a-threshold';
    }
  }
  for (const name of LIMIT_NAMES.filter((one) => !isLimit(draft.latencyLimits[one]))) {
    errors[name] = 'not-seconds';
  }
  if (Object.keys(errors).length > 0) {
    return { errors };
  }
  return {
    settings: {
      prometheusUid: draft.prometheusUid || undefined,
      tektonUid: draft.tektonUid || undefined,
      autoscalerNamespace: namespace,
      acceleratorFilter: draft.acceleratorFilter.trim(),
      argoUrl: webAddress(argoUrl),
      clusters,
      thresholds,
      latencyLimits: decodeLatencyLimits(draft.latencyLimits),
      gpuPrices,
      gates: draft.gates,
    },
  };
}

/** Whole: each has a name of its own and a price. */
function pricesOf(drafts: readonly PriceDraft[]): { prices: GpuPrice[]; isWhole: boolean } {
  const prices = drafts.map(({ by, of, perGpuHour }): GpuPrice => {
    return { by, of: of.trim(), perGpuHour: perGpuHour.trim() === '' ? NaN : Number(perGpuHour) };
  });
  const names = new Set(prices.map(({ by, of }) => `${by} ${of}`));
  const isWhole = prices.every(({ of, perGpuHour }) => of !== '' && isPrice(perGpuHour));
  return { prices, isWhole: isWhole && names.size === prices.length };
}

const isWhole = ({ name, tektonUid, prometheusUid }: ClusterSettings): boolean =>
  isClusterName(name) && tektonUid !== '' && prometheusUid !== '';

const isLimit = (text: string): boolean => text.trim() === '' || limitSeconds(text) !== undefined;
