import { useCallback, useMemo } from 'react';

import { t } from '../i18n/t';
import type { TektonApi } from '../datasource/types';
import { listCache } from '../domain/moduleCaches';
import { effectiveThresholds, type EffectiveThresholds, type ThresholdLayer } from '../domain/variant';
import type { AppSettings } from '../shared/appSettings';
import { chooseTekton, getDataSourceInstance } from '../shared/dataSources';
import { useLoad } from '../shared/useLoad';
import { findThresholds } from '../kube/foundThresholds';

/** What the ConfigMap said last: the app is built with it at once when its user comes back. */
let remembered: ThresholdLayer | undefined;
listCache('thresholds of the ConfigMap', () => (remembered = undefined));

/** The pages wait so long for the ConfigMap, and are built without it else: WVA's defaults are a good guess. */
const PATIENCE_MS = 1000;

/**
 * The thresholds in force: WVA's defaults, over them its ConfigMap, over that what is set by hand. Undefined while the
 * ConfigMap is on its way: queries and titles carry the numbers, so building the pages twice would ask everything twice.
 */
export function useThresholds(settings: AppSettings): EffectiveThresholds | undefined {
  const { tektonUid, autoscalerNamespace } = settings;
  const load = useCallback(
    (signal: AbortSignal) => {
      const asked = configMapLayer({ tektonUid, autoscalerNamespace }, signal).then((layer) => (remembered = layer));
      return Promise.race([asked, new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE_MS))]);
    },
    [tektonUid, autoscalerNamespace]
  );
  const { value, loading } = useLoad(load);
  const ready = !loading || remembered !== undefined;
  const layer = value ?? remembered;
  const text = JSON.stringify([ready, layer, settings.thresholds]);
  return useMemo(
    () =>
      ready
        ? effectiveThresholds(layer ?? NOTHING, {
            values: settings.thresholds,
            source: t('app.thresholds.this-app-settings', "this app's settings"),
          })
        : undefined,
    // eslint-disable-next-line react-hooks/exhaustive-deps -- equal numbers must not build the pages anew
    [text]
  );
}

const NOTHING: ThresholdLayer = { values: {}, source: '' };

/** Undefined where there is no ConfigMap to read: the configuration page says why. */
async function configMapLayer(
  { tektonUid, autoscalerNamespace }: Pick<AppSettings, 'tektonUid' | 'autoscalerNamespace'>,
  signal: AbortSignal
): Promise<ThresholdLayer | undefined> {
  const choice = chooseTekton({ tektonUid });
  if (choice.kind !== 'found') {
    return undefined;
  }
  const api = await getDataSourceInstance<TektonApi>(choice.uid);
  const found = await findThresholds(api, autoscalerNamespace, signal);
  return found.kind === 'found'
    ? { values: found.thresholds, source: t('app.thresholds.configmap', 'ConfigMap {{from}}', { from: found.from }) }
    : undefined;
}
