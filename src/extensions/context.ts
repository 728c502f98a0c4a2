/** What Grafana says to an extension about the place where it stands. It differs between versions, so nothing of it is trusted. */
import { DASHBOARDS } from '../constants';
import type { AlertFacts } from './subject';

/** Of a dashboard's panel and of Explore alike. */
export interface QueriesFacts {
  /** PromQL as it stands there, variables by their names. */
  queries: string[];
  /** Data source of the first of them. */
  dataSourceUid?: string;
  /** As a URL has it: `now-1h`, or epoch ms. */
  from?: string;
  to?: string;
}

export function queriesFacts(context: unknown): QueriesFacts {
  const { targets, timeRange } = record(context);
  const asked = (Array.isArray(targets) ? targets : []).map(record).filter(({ expr }) => typeof expr === 'string');
  const { from, to } = record(timeRange);
  return {
    queries: asked.map(({ expr }) => expr as string),
    dataSourceUid: text(record(asked[0]?.datasource).uid),
    from: moment(from),
    to: moment(to),
  };
}

/** Whether the place is a panel of a dashboard that this app brings. */
export function isOwnDashboard(context: unknown): boolean {
  const uids: readonly unknown[] = DASHBOARDS.uids;
  return uids.includes(record(record(context).dashboard).uid);
}

/** A rule stands by itself where it has its menu, and beside the alert where that has one. */
export function alertFacts(context: unknown): AlertFacts {
  const whole = record(context);
  const rule = whole.rule === undefined ? whole : record(whole.rule);
  return {
    group: text(rule.group) ?? text(record(rule.group).name),
    expression: text(rule.expression) ?? text(rule.query),
    labels: { ...texts(rule.labels), ...texts(record(whole.instance).labels) },
  };
}

/** A text of the time picker, or an object of a time library. */
function moment(value: unknown): string | undefined {
  const ms = typeof value === 'object' && value !== null ? Number(value) : NaN;
  return Number.isFinite(ms) ? String(ms) : text(value);
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function texts(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(record(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  );
}

/** Name of the cluster, of several in the app's settings, whose Prometheus this is. */
export function clusterOf(jsonData: unknown, dataSourceUid: string | undefined): string | undefined {
  const { clusters } = record(jsonData);
  const all = (Array.isArray(clusters) ? clusters : []).map(record);
  return all.length < 2 || dataSourceUid === undefined
    ? undefined
    : text(all.find(({ prometheusUid }) => prometheusUid === dataSourceUid)?.name);
}
