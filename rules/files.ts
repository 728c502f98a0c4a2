/** The files that the rules are written to: Prometheus rule files, and a PrometheusRule for its operator. */
import { Document, type Pair, Scalar, visit, YAMLMap } from 'yaml';

import { APP_ID } from '../src/constants';
import type { SaturationLimits } from '../src/queries/saturation';
import { RECORDED_LIMITS } from '../src/queries/records';
import { alertGroups } from './alerts';
import { recordingGroups } from './recording';
import { OBJECTIVE_DEFAULTS, type RuleObjectives } from './objectives';
import { isAlert, type Alert, type RecordingRule, type RuleGroup } from './rule';

export interface RuleOptions {
  limits: SaturationLimits;
  /** What users were promised. */
  objectives: RuleObjectives;
  /** Where the runbooks can be read, without an anchor. */
  runbooks: string;
  /** Address of Grafana, without a slash at the end. Empty: links are paths. */
  grafana: string;
}

export const DEFAULTS: RuleOptions = {
  limits: RECORDED_LIMITS,
  objectives: OBJECTIVE_DEFAULTS,
  runbooks: 'https://github.com/llm-d/llmd-wva-app/blob/main/docs/runbooks.md',
  grafana: '',
};

export const RECORDING_FILE = 'provisioning/rules/llmd-wva-recording.yaml';
export const ALERTS_FILE = 'provisioning/rules/llmd-wva-alerts.yaml';

const HEADER = ' Generated from rules/ by `npm run rules`; do not edit.';

/** On OpenShift the namespace's label is forced on rules of user projects, and most of what these read lies elsewhere. */
const OBJECT_NOTE = `${HEADER}

 The rules read series of many namespaces, of platform monitoring (kube-state-metrics, DCGM) and of user workloads. On
 OpenShift, list the namespace of this object under namespacesWithoutLabelEnforcement in the ConfigMap
 user-workload-monitoring-config (openshift-user-workload-monitoring), and leave the label
 openshift.io/prometheus-rule-evaluation-scope off, so that the Thanos Ruler evaluates them, who sees both. Elsewhere,
 give it the labels that the ruleSelector of your Prometheus asks for.`;

/** The text of every file, by its path in the repository. */
export function ruleFiles(options: RuleOptions = DEFAULTS): Record<string, string> {
  const recording = recordingGroups(options.limits).map((group) => plainGroup(group, options));
  const alerts = alertGroups(options.limits, options.objectives).map((group) => plainGroup(group, options));
  const object = {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: {
      name: 'llmd-wva',
      labels: { 'app.kubernetes.io/name': 'llmd-wva-rules', 'app.kubernetes.io/part-of': APP_ID },
    },
    spec: { groups: [...recording, ...alerts] },
  };
  return {
    [RECORDING_FILE]: yaml({ groups: recording }, HEADER),
    [ALERTS_FILE]: yaml({ groups: alerts }, HEADER),
    'deploy/base/rules/prometheusrule.yaml': yaml(object, OBJECT_NOTE),
    'deploy/base/rules/kustomization.yaml': yaml(
      { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: ['prometheusrule.yaml'] },
      HEADER
    ),
  };
}

/** Anchor of an alert's section, as a heading of its name gets it. */
export const anchorOf = (alert: string): string => alert.toLowerCase();

function plainGroup({ name, interval, rules }: RuleGroup, options: RuleOptions) {
  return { name, interval, rules: rules.map((rule) => plainRule(rule, options)) };
}

/** A rule in the keys, and their order, of a rule file. `meaning` becomes a comment. */
function plainRule(rule: Alert | RecordingRule, { runbooks, grafana }: RuleOptions) {
  if (!isAlert(rule)) {
    return rule;
  }
  const { alert, expr, severity, summary, description, dashboard } = rule;
  return {
    alert,
    expr,
    for: rule.for,
    labels: { severity, app: 'llmd-wva' },
    annotations: {
      summary,
      description,
      runbook_url: `${runbooks}#${anchorOf(alert)}`,
      dashboard_url: `${grafana}${dashboard}`,
    },
  };
}

function yaml(value: object, comment: string): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  document.commentBefore = comment;
  visit(document, { Map: (_key, map) => meaningToComment(map), Pair: (_key, pair) => foldExpression(pair) });
  return document.toString({ lineWidth: 120 });
}

function meaningToComment(map: YAMLMap): void {
  const meaning = map.get('meaning');
  if (typeof meaning === 'string') {
    map.delete('meaning');
    map.commentBefore = ` ${meaning}`;
  }
}

/** A long expression over several lines, which fold into one again. */
function foldExpression({ key, value }: Pair): void {
  if (key instanceof Scalar && key.value === 'expr' && value instanceof Scalar && String(value.value).length > 100) {
    value.type = Scalar.BLOCK_FOLDED;
  }
}
