/** The thresholds that WVA itself runs with, read from its ConfigMap through the Tekton data source. */
import { t } from '../i18n/t';
import { WVA_DEFAULTS } from '../constants';
import type { TektonApi } from '../datasource/types';
import { decodeThresholds, type Thresholds } from '../domain/thresholds';

export type FoundThresholds =
  | { kind: 'found'; thresholds: Partial<Thresholds>; from: string }
  /** No such ConfigMap, or the token may not read it: the API does not tell which. */
  | { kind: 'absent'; from: string }
  | { kind: 'broken'; from: string; reason: string };

/** A threshold text is a screenful; more than this is something else, and not worth the parser's time. */
const MAX_TEXT = 64 * 1024;

export async function findThresholds(
  api: Pick<TektonApi, 'configMap'>,
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
    // Lazy: the pages are on screen long before anybody needs a YAML parser.
    const { parse } = await import(/* webpackChunkName: "yaml" */ 'yaml');
    const thresholds = decodeThresholds(parse(text, { maxAliasCount: 10 }));
    return Object.keys(thresholds).length > 0
      ? { kind: 'found', from, thresholds }
      : { kind: 'broken', from, reason: t('app.thresholds.none-known-thresholds', 'none of the known thresholds') };
  } catch (error) {
    return { kind: 'broken', from, reason: error instanceof Error ? error.message : String(error) };
  }
}
