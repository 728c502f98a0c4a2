/**
 * Panels and boards as plain data: what Scenes pages and provisioned dashboards are both rendered from.
 *
 * Nothing here knows React or Grafana. `unit` is the id of a Grafana unit (`s`, `percentunit`, `reqps`).
 */
import type { RunFact } from '../domain/shownRun';

/** One PromQL query of a panel. */
export interface Target {
  refId: string;
  expr: string;
  /** Its twin over what the recording rules keep: a page asks this where they have been at work ({@link expr} otherwise). */
  recorded?: string;
  /** Legend with `{{label}}` placeholders. */
  legend?: string;
  /** An instant query at the end of the range; else a range query. */
  instant?: boolean;
  format?: 'time_series' | 'table' | 'heatmap';
  /** What the series mean: gives them their colour, line style and name everywhere the same. */
  role?: Role;
  /** For a table: the columns that this one query fills, told apart by the label `series`. */
  cells?: readonly string[];
  /** The same as a question a column: where Prometheus refuses one of them the others are still answered. */
  apart?: readonly Target[];
  /** For a target of several series: the role of each, by the text of its legend. */
  seriesRoles?: Readonly<Record<string, Role>>;
}

/** Colours mean one thing everywhere. */
export type Role =
  | 'desired'
  | 'hpa-desired'
  | 'created'
  | 'ready'
  | 'pending'
  | 'offered'
  | 'served'
  | 'queue'
  | 'kv-cache'
  | 'p50'
  | 'p90'
  | 'p99'
  | 'limit'
  | 'gpu-utilization'
  | 'gpu-tensor'
  | 'gpu-memory'
  | 'gpu-power'
  | 'ok'
  | 'error';

export interface Threshold {
  value: number;
  /** Shown where the panel has room for it, and in the description. */
  label: string;
  severity: 'warning' | 'critical';
  /** Reached from above: the lower, the worse. All thresholds of a panel or column point the same way. */
  below?: true;
  /** Where the number comes from: a ConfigMap key, a vendor's document. */
  source: string;
}

export type Viz =
  | { kind: 'timeseries'; stack?: boolean; fill?: boolean; step?: boolean; shortPodNames?: boolean }
  /** `named`: the value's own name beside it, in place of the panel's title only. */
  | { kind: 'stat'; sparkline?: boolean; named?: boolean }
  | { kind: 'table'; columns: TableColumn[]; sortBy?: { from: TableColumn['from']; desc: boolean } }
  | { kind: 'bargauge' }
  | { kind: 'heatmap'; yUnit?: string }
  /** `states`: words and colour in place of numbers, by the number. */
  | { kind: 'state-timeline'; states?: Readonly<Record<number, { text: string; color: string }>> };

/** A column of a table panel: the value of a target, or a label. */
export interface TableColumn {
  /** `label:<name>` or `value:<refId>`. */
  from: string;
  title: string;
  unit?: string;
  decimals?: number;
  width?: number;
  /** At least so wide, where it takes what others leave. */
  minWidth?: number;
  /** Draws the value: as text, a gauge cell, or a sparkline (the target must then be a range query). */
  cell?: 'text' | 'gauge' | 'sparkline';
  thresholds?: Threshold[];
  /** Words in place of numbers, by the number. */
  words?: Readonly<Record<number, string>>;
  min?: number;
  max?: number;
  /** Link target with `${__data.fields.…}` placeholders, in Grafana's data link syntax. */
  link?: { title: string; url: string };
  role?: Role;
}

export interface PanelSpec {
  /** Stable and unique among all panels, kebab-case. */
  id: string;
  title: string;
  /** The question that the panel answers, and where its thresholds come from. Markdown. */
  description: string;
  unit: string;
  decimals?: number;
  min?: number;
  max?: number;
  targets: Target[];
  /** Most points of a series over time, as many as there is room for ({@link POINTS}). */
  points?: number;
  thresholds?: Threshold[];
  viz: Viz;
  /** Where a click on the value leads, in Grafana's data link syntax. */
  link?: { title: string; url: string };
  /** Said in place of the data when no series comes back: why that may be and what to do. */
  noData: string;
  /** Where the cluster has no metrics of this the panel cannot have data: a page that finds none does not show it. */
  needs?: PanelNeed;
}

/** What a panel may be about: GPUs (DCGM) or vLLM's servers; a subject of `queries/findings.ts`. */
export type PanelNeed = 'gpu' | 'vllm';

/** A row of panels; widths are in 24ths, as in Grafana. */
export interface Row {
  title?: string;
  /** Left free at the left, in 24ths, for what a host puts there. */
  indent?: number;
  /** Repeats nothing, folds nothing: a row is a heading and its panels. */
  panels: Array<{ panel: PanelSpec; width: number; height: number }>;
}

/**
 * Points of a series by the room that a panel has. More cost Prometheus as much again and show nothing.
 *
 * half: one every two pixels of a screen's half; third: one every four of a third; lane: rules in force; fleet, nodes: of sums over many
 * variants or all GPUs, which move slowly, and of which each point reads them all; heatmap: cells that can be told apart;
 * sparkline: the line behind a figure.
 */
export const POINTS = { half: 360, third: 120, lane: 80, fleet: 50, nodes: 60, heatmap: 25, sparkline: 25 } as const;

/** A panel's place in a row: 24ths, and rows of Grafana's grid. */
export const place = (panel: PanelSpec, width: number, height: number): Row['panels'][number] => ({
  panel,
  width,
  height,
});

/** What a scene or dashboard lets its user choose. */
export interface BoardVariable {
  name: string;
  label: string;
  /** PromQL `label_values(...)` query text, as the Prometheus data source's variable query takes it. */
  query: string;
  /** Asked of the data source of the runs instead; `query` says it in words then. */
  runs?: { kind: 'shownRuns' } | { kind: 'runFact'; run: string; fact: RunFact };
  /** Picks from what the query answers, as `/regex/`. */
  regex?: string;
  /** Not shown: a label that was detected, not a choice. */
  hidden?: true;
  multi: boolean;
  includeAll: boolean;
  /** With all chosen, every name is listed; else a matcher for anything stands for them. */
  listed?: true;
  /** Initially chosen value; the first one otherwise. */
  initial?: string;
}

export interface Board {
  /** Also the uid of the provisioned dashboard. */
  id: string;
  title: string;
  description: string;
  tags: string[];
  variables: BoardVariable[];
  rows: Row[];
}
