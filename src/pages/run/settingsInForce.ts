/** The configuration that a run was under, as far as its own object tells: bounds of scaling, images. Pure. */
import { t } from '../../i18n/t';
import { flattenParams } from '../../domain/comparison/paramDiff';
import { PARAMS } from '../../domain/params';
import type { NamedValue, Run } from '../../domain/run';
import { THRESHOLD_NAMES } from '../../domain/thresholds';
import type { EffectiveThresholds } from '../../domain/variant';

/** A setting, its value, and who says so. */
export interface Setting {
  name: string;
  value: string;
  source: string;
}

/** Settings of a ScaledObject, or the HPA in it, that decide how far and how fast the run could scale. */
const SCALING =
  /(?:minReplicaCount|maxReplicaCount|pollingInterval|cooldownPeriod|stabilizationWindowSeconds|minReplicas|maxReplicas|threshold|value|periodSeconds|selectPolicy)$/;

export function scalingSettings(params: readonly NamedValue[]): Setting[] {
  const scaled = params.filter(({ name }) => name === PARAMS.scaledObject);
  const fixed = params.find(
    ({ name, value }) => name === PARAMS.initialReplicas && typeof value === 'string' && value !== ''
  );
  const leaves = [...flattenParams(scaled)].filter(([path]) => SCALING.test(path));
  const own = leaves.map(([path, value]) => ({
    name: path.replace(`${PARAMS.scaledObject}.`, '').replace(/^spec\./, ''),
    value,
    source: paramText(PARAMS.scaledObject),
  }));
  return fixed
    ? [
        {
          name: t('run.config.initial-replicas', 'initial replicas'),
          value: String(fixed.value),
          source: paramText(PARAMS.initialReplicas),
        },
        ...own,
      ]
    : own;
}

const paramText = (name: string): string => t('run.config.param', 'param {{name}}', { name });

export function thresholdSettings({ values, sources }: EffectiveThresholds): Setting[] {
  return THRESHOLD_NAMES.map((name) => ({ name, value: String(values[name]), source: sources[name] }));
}

/** A manifest is a few hundred lines deep in all; a hostile one cannot make the page run away. */
const MAX_NODES = 20_000;
const IMAGE_KEYS = new Set(['image', 'imageID']);

/** Images that the run's object names, each once: of its steps, in its params, and in its results. */
export function imagesOf(run: Pick<Run, 'manifest' | 'params' | 'results'>): Setting[] {
  const images = new Map<string, Setting>();
  const add = (name: string, value: string, source: string): void => {
    if (value !== '' && !images.has(value)) {
      images.set(value, { name, value, source });
    }
  };
  for (const [source, values] of [
    ['result', run.results],
    ['param', run.params],
  ] as const) {
    for (const [path, value] of flattenParams(values)) {
      if (/(?:image|version|digest)[\w-]*$/i.test(path) && !/apiVersion$/.test(path)) {
        add(path, value, source);
      }
    }
  }
  let left = MAX_NODES;
  const visit = (node: unknown, name: string): void => {
    if (left-- <= 0 || typeof node !== 'object' || node === null) {
      return;
    }
    const own = 'name' in node && typeof node.name === 'string' ? node.name : name;
    for (const [key, value] of Object.entries(node)) {
      if (IMAGE_KEYS.has(key) && typeof value === 'string') {
        add(own, value, 'step');
      } else {
        visit(value, own);
      }
    }
  };
  visit((run.manifest as { status?: unknown } | null)?.status, '');
  visit((run.manifest as { spec?: unknown } | null)?.spec, '');
  return [...images.values()];
}
