/** Reads PromQL with Prometheus' own grammar: for tests and checks, not part of any bundle. */
import { parser } from '@prometheus-io/lezer-promql';

export interface ParsedQuery {
  /** Places where the text is not PromQL, each with a piece of the text; empty for a valid query. */
  errors: string[];
  /** Metric names, also those in `__name__` matchers. */
  metrics: string[];
  /** Label names: in matchers, in `by` and `on`, and those that label_replace reads or writes. */
  labels: string[];
  /** Contents of string literals, unescaped. */
  strings: string[];
}

/** Parses one query, its variables already interpolated. */
export function parseQuery(text: string): ParsedQuery {
  const found: ParsedQuery = { errors: [], metrics: [], labels: [], strings: [] };
  parser.parse(text).iterate({
    enter: ({ type, from, to, node }) => {
      const piece = text.slice(from, to);
      if (type.isError) {
        found.errors.push(`at ${from}: ${text.slice(Math.max(0, from - 20), from + 20)}`);
      } else if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector') {
        found.metrics.push(piece);
      } else if (type.name === 'LabelName') {
        found.labels.push(piece);
      } else if (type.name === 'StringLiteral') {
        found.strings.push(unquote(piece));
      }
    },
  });
  for (const [, names = ''] of text.matchAll(/__name__=~"([^"]*)"/g)) {
    found.metrics.push(...names.split('|'));
  }
  for (const [, to = '', from = ''] of text.matchAll(/, "(\w+)", "[^"]*", "(\w*)", "[^"]*"\)/g)) {
    found.labels.push(...[to, from].filter((label) => label !== ''));
  }
  return found;
}

/** Content of a double-quoted literal, as Go's strconv.Unquote reads the escapes that we write. */
function unquote(literal: string): string {
  return literal.slice(1, -1).replace(/\\(.)/gs, (_all, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}

/** Replaces Grafana's variables, `$name` and `${name}`, as its Prometheus data source does for single values. */
export function interpolate(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)\}|\$([A-Za-z_]\w*)/g, (all, braced: string | undefined, bare: string | undefined) => {
    return variables[braced ?? bare ?? ''] ?? all;
  });
}

/** Grafana's own variables, for a dashboard of the given range that is scraped every 15 s. */
export const builtIns = (rangeSeconds = 3600): Record<string, string> => ({
  __rate_interval: '1m',
  __interval: '15s',
  __range: `${rangeSeconds}s`,
  __range_s: String(rangeSeconds),
});
