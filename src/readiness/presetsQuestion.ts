/** What is asked of presets: apart, because reading them takes a YAML parser, and a run starts without a preset. */
import { LABELS } from '../constants';
import { decodePresets, type DecodedPresets } from '../kube/presets';
import { question, readable } from './questions';

export const PRESETS = question({
  group: '',
  versions: ['v1'],
  resource: 'configmaps',
  scope: 'runs',
  labelSelector: LABELS.preset,
  item: readable(
    (value): DecodedPresets => decodePresets(value),
    (value, error) => ({ presets: [], broken: [{ name: nameOf(value), error: error.message }] })
  ),
});

function nameOf(value: unknown): string {
  const name = (value as { metadata?: { name?: unknown } } | null)?.metadata?.name;
  return typeof name === 'string' ? name : '';
}
