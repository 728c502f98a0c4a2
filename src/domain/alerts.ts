/** This project's alerts as a Prometheus has them at a moment, and which of them a page is about. */

/** Groups of this project's alerts, by subject: rules/ names them so, and pages know them by it. */
export const ALERT_GROUPS = {
  scaling: 'llmd-wva-scaling-alerts',
  saturation: 'llmd-wva-saturation-alerts',
  objectives: 'llmd-wva-objective-alerts',
  controller: 'llmd-wva-controller-alerts',
  gpu: 'llmd-wva-gpu-alerts',
} as const;

/** From grave to light; rules/rule.ts says what each asks for. */
export const ALERT_SEVERITIES = ['critical', 'warning', 'info'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** `pending`: the condition holds, and not yet for as long as the rule waits. */
export const ALERT_STATES = ['firing', 'pending'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export interface ProjectAlert {
  /** Name of the rule, and of its runbook's section. */
  name: string;
  group: string;
  state: AlertState;
  severity: AlertSeverity;
  labels: Readonly<Record<string, string>>;
  summary?: string;
  description?: string;
  /** Address of the runbook, http or https only. */
  runbook?: string;
  /** Since when the condition has held, epoch ms. */
  since?: number;
  /** What the rule's expression came to; undefined where that is no number. */
  value?: number;
}

/** What a Prometheus says of this project's alerting rules. */
export interface AlertRules {
  alerts: ProjectAlert[];
  /** How many rules it evaluates; 0: none is loaded. */
  rules: number;
  /** Names of those whose last evaluation failed. */
  broken: string[];
}

/** What a page is about: a variant, or the hardware. */
export type AlertSubject = { kind: 'variant'; namespace: string; variant: string } | { kind: 'gpus' };

/**
 * The alerts about a subject, the most urgent first; each once, however often its rule is loaded. A variant's are those
 * with its labels, and those about WVA itself, on which it depends: of its namespace, or of none.
 */
export function alertsAbout(subject: AlertSubject, alerts: readonly ProjectAlert[]): ProjectAlert[] {
  const once = new Map(alerts.filter((alert) => isAbout(subject, alert)).map((alert) => [keyOf(alert), alert]));
  return [...once.values()].sort(byUrgency);
}

function isAbout(subject: AlertSubject, { group, labels }: ProjectAlert): boolean {
  if (subject.kind === 'gpus') {
    return group === ALERT_GROUPS.gpu;
  }
  if (labels.variant !== undefined) {
    return labels.variant === subject.variant && labels.namespace === subject.namespace;
  }
  const isOfNamespace = labels.namespace === undefined || labels.namespace === subject.namespace;
  return group === ALERT_GROUPS.controller && isOfNamespace;
}

/** What tells one alert from another. */
export function keyOf({ name, severity, labels }: ProjectAlert): string {
  return JSON.stringify([name, severity, Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function byUrgency(a: ProjectAlert, b: ProjectAlert): number {
  return (
    ALERT_STATES.indexOf(a.state) - ALERT_STATES.indexOf(b.state) ||
    ALERT_SEVERITIES.indexOf(a.severity) - ALERT_SEVERITIES.indexOf(b.severity) ||
    (a.since ?? Infinity) - (b.since ?? Infinity) ||
    (keyOf(a) < keyOf(b) ? -1 : 1)
  );
}
