/** A case looks at few rules, and Prometheus takes its time for all that it is given: those that are looked at, and what they read. */
import { parse, stringify } from 'yaml';

interface Rule {
  alert?: string;
  record?: string;
  expr: string;
  /** Texts, with queries in them. */
  annotations?: Record<string, string>;
}

interface RuleFile {
  groups: Array<{ name: string; rules: Rule[] }>;
}

interface TestFile {
  tests: Array<{
    alert_rule_test?: Array<{ alertname: string }>;
    promql_expr_test?: Array<{ expr: string }>;
  }>;
}

/**
 * The rules that a file of cases needs, as rule files.
 *
 * @param cases YAML, as `promtool test rules` takes it
 * @param files YAML of all rules, by the file's name
 */
export function rulesRead(cases: string, files: Record<string, string>): Record<string, string> {
  const parsed = Object.entries(files).map(([name, content]) => [name, parse(content) as RuleFile] as const);
  const needed = neededBy(
    parse(cases) as TestFile,
    parsed.flatMap(([, { groups }]) => groups.flatMap(({ rules }) => rules))
  );
  return Object.fromEntries(
    parsed.map(([name, { groups }]) => {
      const kept = groups.map((group) => ({ ...group, rules: group.rules.filter((rule) => needed.has(rule)) }));
      return [name, stringify({ groups: kept }, { aliasDuplicateObjects: false })];
    })
  );
}

function neededBy({ tests }: TestFile, rules: readonly Rule[]): ReadonlySet<Rule> {
  const alerts = new Set(tests.flatMap((one) => (one.alert_rule_test ?? []).map(({ alertname }) => alertname)));
  const exprs = tests.flatMap((one) => (one.promql_expr_test ?? []).map(({ expr }) => expr));
  const needed = new Set(rules.filter(({ alert }) => alert !== undefined && alerts.has(alert)));
  const waiting = [...exprs, ...[...needed].flatMap(textsOf)];
  for (let text = waiting.pop(); text !== undefined; text = waiting.pop()) {
    const names = new Set(text.match(/[a-z_:][a-z0-9_:]*/gi));
    for (const rule of rules) {
      if (rule.record !== undefined && names.has(rule.record) && !needed.has(rule)) {
        needed.add(rule);
        waiting.push(rule.expr);
      }
    }
  }
  return needed;
}

const textsOf = ({ expr, annotations = {} }: Rule): string[] => [expr, ...Object.values(annotations)];
