/**
 * Translation by the i18next that Grafana shares and fills with a plugin's `locales` before it loads the plugin. Not `t` of
 * `@grafana/i18n`: that brings React's part of i18next, 10.7 kB of the data source's 60 (gzip), and knows its plugin only
 * after a promise, too late for texts that modules make as they load.
 */
import i18next from 'i18next';

import { fillIn, setTranslator } from '../i18n/t';

// Grafana's module loader may hand the instance over as the module's default.
const instance = (i18next as { default?: typeof i18next }).default ?? i18next;

/** Looks texts up among the translations of a plugin. The first thing that its entry does. */
export function lookUpTexts(pluginId: string): void {
  setTranslator((key, english, values) =>
    instance.isInitialized
      ? // React escapes what it shows; done twice, a name would show as `&lt;`.
        instance.t(key, { ns: pluginId, defaultValue: english, interpolation: { escapeValue: false }, ...values })
      : fillIn(english, values)
  );
}
