/**
 * Values for `t()` that come from a cluster or from a person. React escapes what it shows; without this i18next would
 * escape it first, and `ns/run` would read `ns&#x2F;run`.
 */
export function asText<T extends object>(values: T): T & { interpolation: { escapeValue: false } } {
  return { ...values, interpolation: { escapeValue: false } };
}
