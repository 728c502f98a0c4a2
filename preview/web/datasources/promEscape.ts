/** How values of variables become part of PromQL, after packages/grafana-prometheus/src/escaping.ts. */

/** What looks like a whole label matcher is left alone: ad hoc filters come that way. */
const MATCHER = /^\w+(=|!=|=~|!~)".*"$/;

/** Escapes a variable of one value for use between the quotes of `=`. */
function regularEscape(value: unknown): unknown {
  return typeof value === 'string' && !MATCHER.test(value) ? value.replace(/\\/g, '\\\\').replace(/"/g, '\\"') : value;
}

/** Escapes a variable of many values for use between the quotes of `=~`. */
function regexEscape(value: unknown): unknown {
  return typeof value === 'string'
    ? value
        .replace(/\\/g, '\\\\\\\\')
        .replace(/"/g, '\\\\\\"')
        .replace(/[$^*{}[\]'+?.()|]/g, '\\\\$&')
    : value;
}

/** How a variable's value becomes part of an expression. */
export function interpolateValue(value: unknown, variable: { multi?: boolean; includeAll?: boolean }): string {
  if (variable.multi !== true && variable.includeAll !== true) {
    return String(regularEscape(value));
  }
  if (!Array.isArray(value)) {
    return String(regexEscape(value));
  }
  const escaped = value.map(regexEscape);
  return escaped.length === 1 ? String(escaped[0]) : `(${escaped.join('|')})`;
}
