/** A query in Grafana's Explore, over a time; without the path that Grafana is served under. */
import type { Span } from '../../domain/analysis/types';

/** @param range epoch ms */
export function exploreUrl(uid: string, expr: string, { from, to }: Span): string {
  const datasource = { type: 'prometheus', uid };
  const pane = {
    datasource: uid,
    queries: [{ refId: 'A', datasource, expr, range: true, legendFormat: '{{series}}' }],
    range: { from: String(Math.floor(from)), to: String(Math.ceil(to)) },
  };
  const panes = encodeURIComponent(JSON.stringify({ decision: pane }));
  return `/explore?schemaVersion=1&panes=${panes}`;
}
