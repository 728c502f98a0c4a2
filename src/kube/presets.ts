/** ConfigMaps that carry PipelineRun manifests → presets of the start form. */
import { parse } from 'yaml';

import { t } from '../i18n/t';
import { ANNOTATIONS } from '../constants';
import type { Preset } from '../domain/pipeline';
import { decodeWith } from './decoder';
import { requestFromManifest } from './rerun';
import * as wire from './schemas';

export interface DecodedPresets {
  presets: Preset[];
  /** Keys that hold no manifest that can be started, named `<ConfigMap>/<key>`. */
  broken: Array<{ name: string; error: string }>;
}

/**
 * Presets of one ConfigMap, one for each key of its data.
 *
 * @throws DecodeError when the value is no ConfigMap
 */
export function decodePresets(value: unknown): DecodedPresets {
  const { metadata, data = {} } = decodeWith(wire.ConfigMap, value, 'ConfigMap');
  const keys = Object.keys(data);
  const result: DecodedPresets = { presets: [], broken: [] };
  for (const key of keys) {
    const title = key.replace(/\.ya?ml$/, '');
    try {
      const manifest: unknown = parse(data[key] ?? '', { maxAliasCount: 20, logLevel: 'error' });
      result.presets.push({
        id: `cluster:${metadata.namespace}/${metadata.name}/${key}`,
        name: keys.length === 1 ? metadata.name : title,
        description: descriptionOf(manifest) ?? metadata.annotations?.[ANNOTATIONS.description] ?? '',
        source: 'cluster',
        request: requestFromManifest(manifest, metadata.namespace),
      });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      result.broken.push({ name: `${metadata.name}/${key}`, error: message.split('\n')[0] ?? message });
    }
  }
  if (keys.length === 0) {
    result.broken.push({ name: metadata.name, error: t('validate.preset.holds-no-data', 'holds no data') });
  }
  return result;
}

function descriptionOf(manifest: unknown): string | undefined {
  const annotations = (manifest as { metadata?: { annotations?: Record<string, unknown> } } | null)?.metadata
    ?.annotations;
  const text = annotations?.[ANNOTATIONS.description];
  return typeof text === 'string' ? text : undefined;
}
