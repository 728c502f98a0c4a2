/**
 * Translation through the i18next that Grafana shares. `@grafana/i18n` does the same and is bundled with React's part of
 * i18next: 10.7 kB of the data source's 60 (gzip), and a nested plugin's translations have no folder to load from.
 */
import i18next from 'i18next';

import { DATASOURCE_ID } from '../constants';

// Grafana's module loader may hand the instance over as the module's default.
const instance = (i18next as { default?: typeof i18next }).default ?? i18next;

/** The text of a key, or the default text, with `{{values}}` filled in. */
export function t(key: string, defaultText: string, values: Record<string, string | number> = {}): string {
  return instance.isInitialized
    ? instance.t(key, {
        ns: DATASOURCE_ID,
        defaultValue: defaultText,
        interpolation: { escapeValue: false },
        ...values,
      })
    : defaultText.replace(/{{(\w+)}}/g, (_, name: string) => String(values[name] ?? ''));
}
