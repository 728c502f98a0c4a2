/** The thresholds that WVA itself runs with, read from its ConfigMap. */
import { WVA_DEFAULTS } from '../constants';
import { decodeThresholds, type Thresholds } from '../domain/thresholds';
import { t } from '../i18n/t';
import { flatScalars } from './flatScalars';

export type FoundThresholds =
  | { kind: 'found'; thresholds: Partial<Thresholds>; from: string }
  /** No such ConfigMap, or the token may not read it: the API does not tell which. */
  | { kind: 'absent'; from: string }
  | { kind: 'broken'; from: string; reason: string };

/** Who reads a ConfigMap: its data, or undefined where it is not there or may not be read. */
export interface ConfigMapReader {
  configMap(namespace: string, name: string, signal?: AbortSignal): Promise<Record<string, string> | undefined>;
}

/** A threshold text is a screenful; more than this is something else, and not worth the parser's time. */
const MAX_TEXT = 64 * 1024;

export async function findThresholds(
  api: ConfigMapReader,
  namespace: string,
  signal?: AbortSignal
): Promise<FoundThresholds> {
  const from = `${namespace}/${WVA_DEFAULTS.configMap}`;
  const data = await api.configMap(namespace, WVA_DEFAULTS.configMap, signal);
  return data === undefined ? { kind: 'absent', from } : readThresholds(data[WVA_DEFAULTS.configMapKey], from);
}

/** The thresholds in the ConfigMap's YAML text. */
export async function readThresholds(text: string | undefined, from: string): Promise<FoundThresholds> {
  if (text === undefined) {
    return {
      kind: 'broken',
      from,
      reason: t('app.thresholds.no-key', 'no key "{{configMapKey}}"', { configMapKey: WVA_DEFAULTS.configMapKey }),
    };
  }
  if (text.length > MAX_TEXT) {
    return {
      kind: 'broken',
      from,
      reason: t('app.thresholds.characters', '{{length}} characters', { length: text.length }),
    };
  }
  try {
    const thresholds = decodeThresholds(flatScalars(text) ?? (await parseYaml(text)));
    return Object.keys(thresholds).length > 0
      ? { kind: 'found', from, thresholds }
      : { kind: 'broken', from, reason: t('app.thresholds.none-known-thresholds', 'none of the known thresholds') };
  } catch (error) {
    return { kind: 'broken', from, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Lazy: the parser is a sixth of the overview's code, and the text that WVA is installed with does without. */
async function parseYaml(text: string): Promise<unknown> {
  const { parse } = await import(/* webpackChunkName: "yaml" */ 'yaml');
  return parse(text, { maxAliasCount: 10 });
}
