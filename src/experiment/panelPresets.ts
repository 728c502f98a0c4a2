/** Presets of a panel's options: PipelineRun manifests as YAML or JSON, several parted by `---` or in a list. */
import { parseAllDocuments } from 'yaml';

import { t } from '../i18n/t';
import { ANNOTATIONS } from '../constants';
import type { Preset } from '../domain/pipeline';
import { requestFromManifest } from '../kube/rerun';

export interface PanelPresets {
  presets: Preset[];
  /** What cannot be read, and why. */
  broken: Array<{ name: string; error: string }>;
}

const MAX_CHARS = 256 * 1024;

interface Metadata {
  name?: unknown;
  generateName?: unknown;
  annotations?: Record<string, unknown>;
}

/** Never throws: a manifest that cannot be read comes back in `broken`, and the others are there. */
export function readPanelPresets(text: string, namespace: string): PanelPresets {
  const result: PanelPresets = { presets: [], broken: [] };
  if (text.trim() === '') {
    return result;
  }
  if (text.length > MAX_CHARS) {
    return {
      presets: [],
      broken: [
        {
          name: 'presets',
          error: t('validate.preset.longer-than-kb', 'is longer than {{value}} kB', { value: MAX_CHARS / 1024 }),
        },
      ],
    };
  }
  for (const [i, manifest] of manifestsIn(text, result.broken).entries()) {
    const metadata = (manifest as { metadata?: Metadata } | null)?.metadata ?? {};
    const name = nameOf(metadata) ?? t('validate.preset.unnamed', 'preset {{number}}', { number: i + 1 });
    try {
      const description = metadata.annotations?.[ANNOTATIONS.description];
      result.presets.push({
        id: `panel:${i}:${name}`,
        name,
        description: typeof description === 'string' ? description : '',
        source: 'panel',
        request: requestFromManifest(manifest, namespace),
      });
    } catch (error) {
      result.broken.push({ name, error: firstLine(error) });
    }
  }
  return result;
}

function manifestsIn(text: string, broken: PanelPresets['broken']): unknown[] {
  try {
    return parseAllDocuments(text, { logLevel: 'silent' }).flatMap((doc, i) => {
      const [error] = doc.errors;
      if (error) {
        broken.push({
          name: t('validate.preset.document', 'document {{value}}', { value: i + 1 }),
          error: firstLine(error),
        });
        return [];
      }
      const value: unknown = doc.toJS({ maxAliasCount: 20 });
      return Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
    });
  } catch (error) {
    broken.push({ name: 'presets', error: firstLine(error) });
    return [];
  }
}

function nameOf({ name, generateName }: Metadata): string | undefined {
  const text = typeof name === 'string' && name !== '' ? name : generateName;
  return typeof text === 'string' && text !== '' ? text.replace(/-$/, '') : undefined;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
