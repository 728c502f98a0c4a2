/** Presets as people choose them: by the load, then by who scales. */
import { totalSeconds } from '../../domain/loadProfile';
import { experimentOf, PARAMS, stringParam } from '../../domain/params';
import type { Preset } from '../../domain/pipeline';
import type { RunMode } from '../../domain/run';
import { formatDuration } from '../../domain/format';
import { t } from '../../i18n/t';
import { intensityText } from '../LoadProfileChart';
import type { RunFormValues } from './model';
import { readScalingDraft, type ScalingMode } from './scaling';

/** Presets that differ by who scales, and in their names, only. */
export interface PresetLoad {
  /** Id of the first. */
  id: string;
  label: string;
  /** Length, intensity and tokens, as far as the steps tell. */
  description: string;
  source: Preset['source'];
  presets: Preset[];
}

const BY_SCALER: readonly string[] = [PARAMS.scaledObject, PARAMS.initialReplicas];

export const modeOfPreset = ({ request }: Preset): RunMode | undefined =>
  experimentOf(request.params, request.pipeline).mode;

/** In the order of their first presets. */
export function presetLoads(presets: readonly Preset[]): PresetLoad[] {
  const groups = new Map<string, Preset[]>();
  for (const preset of presets) {
    const key = keyOf(preset);
    groups.set(key, [...(groups.get(key) ?? []), preset]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first
      ? [
          {
            id: first.id,
            label: loadName(first),
            description: [loadFacts(first), group.length === 1 ? first.description : ''].filter(Boolean).join(' · '),
            source: first.source,
            presets: group,
          },
        ]
      : [];
  });
}

function keyOf(preset: Preset): string {
  const { source, request } = preset;
  const mode = modeOfPreset(preset);
  const apart = mode === undefined ? [] : [...BY_SCALER, PARAMS.experiment, PARAMS.namespace];
  const params = request.params.filter(({ name }) => !apart.includes(name));
  return JSON.stringify([source, request.namespace, request.pipeline, loadName(preset), params]);
}

/** `preset-stair-short-wva` → `Stair short`: the scaler is chosen apart. */
function loadName(preset: Preset): string {
  const mode = modeOfPreset(preset);
  const bare = preset.name.replace(/^preset-/, '');
  const load = mode !== undefined && bare.endsWith(`-${mode}`) ? bare.slice(0, -mode.length - 1) : bare;
  const words = load.replace(/-/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function loadFacts({ request }: Preset): string {
  const { loadProfile } = experimentOf(request.params, request.pipeline);
  return loadProfile
    ? t('experiment.loads.facts', '{{length}}, at most {{peak}}', {
        length: formatDuration(totalSeconds(loadProfile)),
        peak: intensityText(loadProfile),
      })
    : '';
}

/** The replicas and GPUs of a preset, for the choice among scalers. */
export function presetScale({ request }: Preset, gpusPerReplica: number): string {
  const { initial, bounds } = experimentOf(request.params, request.pipeline).replicas;
  const most = bounds?.max ?? initial;
  if (most === undefined) {
    return '';
  }
  const gpus = most * gpusPerReplica;
  return bounds
    ? t('experiment.loads.scaled', '{{min}} to {{max}} replicas, at most {{gpus}} GPUs', { ...bounds, gpus })
    : t('experiment.loads.static', 'Replicas: {{count}} throughout. GPUs: {{gpus}}', { count: most, gpus });
}

/** The preset of a load for a scaler; else the one by WVA, else the first. */
export function presetFor(load: PresetLoad, mode: RunMode | undefined): Preset | undefined {
  const by = (wanted: RunMode | undefined) => load.presets.find((preset) => modeOfPreset(preset) === wanted);
  return (mode && by(mode)) ?? by('wva') ?? load.presets[0];
}

/** The scaling of a preset, as the form holds it. */
export function presetScaling({ request }: Preset) {
  const text = (name: string) => stringParam(request.params, name) ?? '';
  return readScalingDraft(text(PARAMS.scaledObject), text(PARAMS.initialReplicas));
}

/** Names that end with the scaler end with the new one. */
export function renamedFor(values: RunFormValues, from: ScalingMode, to: ScalingMode): Partial<RunFormValues> {
  const renamed = (text: string, tail = '') =>
    text.endsWith(`-${from}${tail}`) ? `${text.slice(0, -from.length - tail.length)}${to}${tail}` : text;
  return {
    generateName: renamed(values.generateName, '-'),
    params: values.params.map((param) =>
      param.name === PARAMS.experiment ? { ...param, text: renamed(param.text) } : param
    ),
  };
}
