import { stringify } from 'yaml';

/** A manifest as YAML, without the bookkeeping of field managers; long texts stay as blocks, as people wrote them. */
export function manifestYaml(manifest: unknown): string {
  const shown = JSON.parse(JSON.stringify(manifest ?? null)) as { metadata?: { managedFields?: unknown } } | null;
  delete shown?.metadata?.managedFields;
  return stringify(shown, { lineWidth: 0, aliasDuplicateObjects: false });
}
