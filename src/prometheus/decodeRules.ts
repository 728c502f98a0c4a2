/**
 * The answer of Prometheus' rules API (`/api/v1/rules`), as far as it is about this project's alerts. Groups of others are
 * not looked at: what is odd in them is no matter of ours.
 */
import { ALERT_GROUPS, ALERT_SEVERITIES, type AlertRules, type ProjectAlert } from '../domain/alerts';
import {
  array,
  decodeWith,
  map,
  maybe,
  name,
  object,
  oneOf,
  record,
  string,
  unknown,
  type Decoded,
} from '../kube/decoder';

const TEXTS = map(maybe(record(string)), (texts) => texts ?? {});

const Answer = object({
  status: oneOf('success'),
  data: object({ groups: array(object({ name, rules: unknown })) }),
});

/** Of a rule's kind only alerts have more; Go writes an empty list as null. */
const Rules = array(object({ type: string, name, health: maybe(string), alerts: unknown }));

const Alerts = maybe(
  array(object({ state: string, labels: TEXTS, annotations: TEXTS, activeAt: maybe(string), value: maybe(string) }))
);

const GROUP_NAMES: readonly string[] = Object.values(ALERT_GROUPS);

/** @throws DecodeError that names the first field that is wrong */
export function decodeRules(value: unknown): AlertRules {
  const { groups } = decodeWith(Answer, value, 'Rules').data;
  const rules = groups
    .filter((group) => GROUP_NAMES.includes(group.name))
    .flatMap((group) =>
      decodeWith(Rules, group.rules, group.name)
        .filter(({ type }) => type === 'alerting')
        .map((rule) => ({ ...rule, group: group.name }))
    );
  return {
    rules: rules.length,
    broken: [...new Set(rules.filter(({ health }) => health === 'err').map((rule) => rule.name))],
    alerts: rules.flatMap((rule) =>
      (decodeWith(Alerts, rule.alerts, rule.name) ?? []).flatMap((alert) => projectAlert(rule, alert))
    ),
  };
}

type WireAlert = NonNullable<Decoded<typeof Alerts>>[number];

/** None for one that neither fires nor is about to: some servers list those too. */
function projectAlert(rule: { name: string; group: string }, alert: WireAlert): ProjectAlert[] {
  const { state, annotations, activeAt, value } = alert;
  if (state !== 'firing' && state !== 'pending') {
    return [];
  }
  const { alertname: _name, severity, app: _app, ...labels } = alert.labels;
  return [
    {
      name: rule.name,
      group: rule.group,
      state,
      severity: ALERT_SEVERITIES.find((one) => one === severity) ?? 'warning',
      labels,
      summary: annotations.summary,
      description: annotations.description,
      runbook: webAddress(annotations.runbook_url),
      since: finite(Date.parse(activeAt ?? '')),
      value: finite(value ? Number(value) : NaN),
    },
  ];
}

const finite = (value: number): number | undefined => (Number.isFinite(value) ? value : undefined);

/** Whoever writes rules can write any address; only these are links. */
const webAddress = (text: string | undefined): string | undefined =>
  text !== undefined && /^https?:\/\/\S+$/i.test(text) ? text : undefined;
