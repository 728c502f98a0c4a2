/** Rules as plain data: what Prometheus rule files and the PrometheusRule object are both written from. */

/** How soon somebody has to look: `critical` now, `warning` today, `info` when tidying up. */
export type Severity = 'critical' | 'warning' | 'info';

export interface Alert {
  alert: string;
  /** PromQL over recorded series, and over raw ones where nothing is recorded. */
  expr: string;
  /** How long it must hold, a Prometheus duration. */
  for: string;
  severity: Severity;
  /** One line with the number that matters. A Go template, as all texts of an alert. */
  summary: string;
  /** What was measured against what, with the numbers. */
  description: string;
  /** Path in Grafana of what to look at first; labels in it as templates. */
  dashboard: string;
}

export interface RecordingRule {
  record: string;
  expr: string;
  /** One line for the reader of the file. */
  meaning: string;
}

export interface RuleGroup<Rule = Alert | RecordingRule> {
  name: string;
  /** How often it is evaluated, a Prometheus duration. */
  interval: string;
  rules: readonly Rule[];
}

export const isAlert = (rule: Alert | RecordingRule): rule is Alert => 'alert' in rule;
