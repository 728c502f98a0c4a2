/** The choice of who scales the workload, in place of the params that it stands for. */
import { t } from '../../i18n/t';
import { readScaling, readSource, type ScalingSource } from '../../kube/readScaling';
import { scaledObject } from '../../kube/scaledObject';
import { rescaled } from '../../kube/rescaled';
import { type ScalerKind, SCALERS, type TriggerKey, TRIGGERS } from '../../kube/scalers';

export type ScalingMode = 'static' | ScalerKind | 'custom';

export interface ScalingDraft {
  mode: ScalingMode;
  /** Replicas of a static run. */
  replicas: string;
  min: string;
  max: string;
  /** Replicas that a run with an autoscaler begins with. */
  initial: string;
  /** Targets a replica, by trigger. */
  thresholds: Partial<Record<TriggerKey, string>>;
  /** Stabilisation windows of the HPA, seconds. */
  up: string;
  down: string;
  /** Prometheus as KEDA reaches it, and the TriggerAuthentication with the token for it; empty: it asks for none. */
  prometheus: string;
  authentication: string;
  /** InferencePool of the workload; empty: all of the namespace. */
  pool: string;
  /** Name of the model, for Pipelines that have no param for it. */
  model: string;
  /** ScaledObject as it came: other settings are kept, and come back when the choice does. */
  base: string;
}

/** What deploy/ installs on OpenShift; a preset of another cluster brings its own. */
const SOURCE: Required<Pick<ScalingSource, 'serverAddress' | 'authenticationRef'>> = {
  serverAddress: 'https://thanos-querier.openshift-monitoring.svc.cluster.local:9091',
  authenticationRef: 'wva-scaler',
};

export function readScalingDraft(text: string, initialReplicas: string): ScalingDraft {
  const scaling = readScaling(text);
  const initial = initialReplicas || '1';
  const bounds = 'minReplicas' in scaling ? scaling : { minReplicas: 1, maxReplicas: 12 };
  const source = text.trim() === '' ? SOURCE : readSource(text);
  return withMode(
    {
      mode: 'static',
      replicas: initial,
      min: String(bounds.minReplicas),
      max: String(bounds.maxReplicas),
      initial,
      thresholds: {},
      up: '',
      down: '',
      prometheus: source.serverAddress ?? '',
      authentication: source.authenticationRef ?? '',
      pool: '',
      model: '',
      base: text,
    },
    scaling.kind
  );
}

/** Another scaler, with its own targets and windows: those of the object that came, where it is of that kind. */
export function withMode(draft: ScalingDraft, mode: ScalingMode): ScalingDraft {
  if (mode === 'static' || mode === 'custom') {
    return { ...draft, mode };
  }
  const scaler = SCALERS[mode];
  const came = readScaling(draft.base);
  const own = came.kind === mode ? came : undefined;
  const keys = scaler.tunable.filter((key) => own === undefined || own.thresholds?.[key] !== undefined);
  return {
    ...draft,
    mode,
    thresholds: Object.fromEntries(keys.map((key) => [key, String(own?.thresholds?.[key] ?? TRIGGERS[key].threshold)])),
    up: String(own?.scaleUpWindowSeconds ?? scaler.scaleUpWindowSeconds),
    down: String(own?.scaleDownWindowSeconds ?? scaler.scaleDownWindowSeconds),
  };
}

export interface ScaledTarget {
  namespace: string;
  deployment: string;
  /** Name of the model that the load asks for; empty where the Pipeline has no param for it. */
  modelId: string;
}

/** The param `scaled-object`. Numbers that are none are left to {@link scalingProblems}. */
export function scaledObjectText(draft: ScalingDraft, target: ScaledTarget): string {
  const { mode, base } = draft;
  if (mode === 'static') {
    return '';
  }
  if (mode === 'custom') {
    return base;
  }
  const modelId = target.modelId || draft.model.trim();
  const settings = {
    minReplicas: count(draft.min) ?? 0,
    maxReplicas: count(draft.max) ?? 0,
    thresholds: Object.fromEntries(
      Object.entries(draft.thresholds).map(([key, text]) => [key, targetOf(text) ?? 0])
    ) as Partial<Record<TriggerKey, number>>,
    scaleUpWindowSeconds: count(draft.up) ?? 0,
    scaleDownWindowSeconds: count(draft.down) ?? 0,
  };
  if (readScaling(base).kind === mode) {
    return rescaled(base, settings, mode === 'wva' ? modelId : '');
  }
  const workload = {
    ...target,
    modelId,
    namespaceLabel: readSource(base).namespaceLabel,
    serverAddress: draft.prometheus.trim() || undefined,
    authenticationRef: draft.authentication.trim() || undefined,
    inferencePool: draft.pool.trim() || undefined,
  };
  return scaledObject(mode, workload, settings);
}

/** The param `initial-replicas`. */
export function initialReplicas(draft: ScalingDraft): string {
  return (draft.mode === 'static' ? draft.replicas : draft.initial).trim();
}

/** Whether the object is written anew: only then is asked where its numbers come from. */
export const isWrittenAnew = ({ mode, base }: ScalingDraft): boolean =>
  mode !== 'static' && mode !== 'custom' && readScaling(base).kind !== mode;

const MAX_REPLICAS = 1000;
/** An hour: Kubernetes takes no longer window. */
const MAX_WINDOW_SECONDS = 3600;

export type ScalingField = 'replicas' | 'min' | 'max' | 'initial' | 'up' | 'down' | 'prometheus' | TriggerKey;

/** What is wrong with the fields of the chosen mode, by field. */
export function scalingProblems(draft: ScalingDraft): Partial<Record<ScalingField, string>> {
  const { mode } = draft;
  if (mode === 'static') {
    return countProblems(draft, ['replicas']);
  }
  if (mode === 'custom') {
    return countProblems(draft, ['initial']);
  }
  return {
    ...countProblems(draft, ['min', 'max', 'initial']),
    ...windowProblems(draft),
    ...targetProblems(draft),
    ...boundProblems(draft),
    ...(isWrittenAnew(draft) && !/^https?:\/\/\S+$/.test(draft.prometheus.trim())
      ? {
          prometheus: t(
            'validate.scaling.address-such-as',
            'An address such as http://prometheus-operated.monitoring.svc:9090.'
          ),
        }
      : {}),
  };
}

type Problems = Partial<Record<ScalingField, string>>;

function countProblems(draft: ScalingDraft, fields: Array<'replicas' | 'min' | 'max' | 'initial'>): Problems {
  const isWrong = (field: (typeof fields)[number]) => (count(draft[field]) ?? Infinity) > MAX_REPLICAS;
  return Object.fromEntries(
    fields.filter(isWrong).map((field) => [
      field,
      t('validate.scaling.whole-number-from', 'A whole number from 0 to {{maxReplicas}}.', {
        maxReplicas: MAX_REPLICAS,
      }),
    ])
  );
}

function windowProblems(draft: ScalingDraft): Problems {
  const isWrong = (field: 'up' | 'down') => (count(draft[field]) ?? Infinity) > MAX_WINDOW_SECONDS;
  return Object.fromEntries(
    (['up', 'down'] as const).filter(isWrong).map((field) => [
      field,
      t('validate.scaling.seconds-from-0', 'Seconds, from 0 to {{maxWindowSeconds}}.', {
        maxWindowSeconds: MAX_WINDOW_SECONDS,
      }),
    ])
  );
}

function targetProblems({ thresholds }: ScalingDraft): Problems {
  const wrong = Object.entries(thresholds).filter(([, text]) => targetOf(text) === undefined);
  return Object.fromEntries(wrong.map(([key]) => [key, t('validate.scaling.number-above-0', 'A number above 0.')]));
}

function boundProblems(draft: ScalingDraft): Problems {
  const [min, max] = [count(draft.min), count(draft.max)];
  if (max === undefined || max > MAX_REPLICAS) {
    return {};
  }
  if (max < 1) {
    return { max: t('validate.scaling.autoscaler-needs-maximum', 'The autoscaler needs a maximum of at least 1.') };
  }
  return min !== undefined && min > max
    ? { max: t('validate.scaling.maximum-below-minimum', 'The maximum is below the minimum.') }
    : {};
}

function count(text: string): number | undefined {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text.trim()) : undefined;
}

/** A target a replica: a number above 0. */
function targetOf(text: string): number | undefined {
  const value = /^\d{1,6}(\.\d{1,6})?$/.test(text.trim()) ? Number(text.trim()) : 0;
  return value > 0 ? value : undefined;
}
