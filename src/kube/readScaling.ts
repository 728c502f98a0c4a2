/** What a `scaled-object` text means. */
import {
  boundsIn,
  MAX_SCALED_OBJECT_CHARS,
  parseScaledObject,
  type ScaledObjectSpec,
} from '../domain/scaledObjectText';
import { scalerKindOf } from '../domain/scaler';
import { t } from '../i18n/t';
import type { ScalerSettings } from './scaledObject';
import { type ScaledWorkload, type ScalerKind, TRIGGER_KEYS, TRIGGER_METRICS, type TriggerKey } from './scalers';

export type Scaling =
  | { kind: 'static' }
  | ({ kind: ScalerKind } & ScalerSettings)
  /** A ScaledObject that is none of ours, or text that is none at all: shown and kept as text. */
  | { kind: 'custom'; error?: string };

/** What a text means for the form's choice; never throws. */
export function readScaling(text: string): Scaling {
  if (text.trim() === '') {
    return { kind: 'static' };
  }
  if (text.length > MAX_SCALED_OBJECT_CHARS) {
    return {
      kind: 'custom',
      error: t('validate.scaled-object.longer-than-kb', 'is longer than {{value}} kB', {
        value: MAX_SCALED_OBJECT_CHARS / 1024,
      }),
    };
  }
  try {
    const { kind, spec } = parseScaledObject(text);
    return kind === 'ScaledObject'
      ? readSpec(spec ?? {})
      : { kind: 'custom', error: t('validate.scaled-object.no-keda-scaledobject', 'is no KEDA ScaledObject') };
  } catch (error) {
    return {
      kind: 'custom',
      error: t('validate.scaled-object.not-yaml', 'is not YAML: {{value}}', {
        value: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error),
      }),
    };
  }
}

function readSpec(spec: ScaledObjectSpec): Scaling {
  const { min: minReplicas, max: maxReplicas } = boundsIn(spec);
  const thresholds = readThresholds(spec.triggers);
  const kind = scalerKindOf([...thresholds.keys()]);
  if (kind === undefined || !isCount(minReplicas) || !isCount(maxReplicas)) {
    return { kind: 'custom' };
  }
  const behavior = spec.advanced?.horizontalPodAutoscalerConfig?.behavior;
  const seconds = (way: string) => {
    const value = behavior?.[way]?.stabilizationWindowSeconds;
    return isCount(value) ? value : undefined;
  };
  const [up, down] = [seconds('scaleUp'), seconds('scaleDown')];
  return {
    kind,
    minReplicas,
    maxReplicas,
    ...(kind === 'wva' ? {} : { thresholds: Object.fromEntries(thresholds) }),
    ...(up === undefined ? {} : { scaleUpWindowSeconds: up }),
    ...(down === undefined ? {} : { scaleDownWindowSeconds: down }),
  };
}

/** Targets of the triggers whose query reads a metric that we know. */
function readThresholds(triggers: unknown): Map<TriggerKey, number> {
  const found = new Map<TriggerKey, number>();
  for (const one of Array.isArray(triggers) ? (triggers as unknown[]) : []) {
    const { query = '', threshold } = ((one as { metadata?: unknown } | null)?.metadata ?? {}) as {
      query?: unknown;
      threshold?: unknown;
    };
    const key = triggerOf(String(query));
    if (key) {
      found.set(key, Number(threshold));
    }
  }
  return found;
}

/** The trigger whose metric a query reads. */
export function triggerOf(query: string): TriggerKey | undefined {
  return TRIGGER_KEYS.find((key) => query.includes(TRIGGER_METRICS[key]));
}

/** Where a ScaledObject's numbers come from. */
export type ScalingSource = Pick<ScaledWorkload, 'serverAddress' | 'authenticationRef' | 'namespaceLabel'>;

/** Of the first trigger that asks Prometheus; never throws. */
export function readSource(text: string): ScalingSource {
  try {
    const { spec } = parseScaledObject(text);
    const triggers = (Array.isArray(spec?.triggers) ? spec.triggers : []) as Array<{
      metadata?: { serverAddress?: unknown; query?: unknown };
      authenticationRef?: { name?: unknown };
    } | null>;
    const { metadata, authenticationRef } = triggers.find((one) => one?.metadata?.serverAddress) ?? {};
    const label = /[{,](exported_namespace|namespace)=/.exec(String(metadata?.query))?.[1];
    return {
      ...(typeof metadata?.serverAddress === 'string' ? { serverAddress: metadata.serverAddress } : {}),
      ...(typeof authenticationRef?.name === 'string' ? { authenticationRef: authenticationRef.name } : {}),
      ...(label && String(metadata?.query).includes(TRIGGER_METRICS.wvaDesired) ? { namespaceLabel: label } : {}),
    };
  } catch {
    return {};
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
