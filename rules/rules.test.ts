/**
 * @jest-environment node
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { mapValues, pick } from 'lodash';
import { parse } from 'yaml';

import { THRESHOLD_DEFAULTS } from '../src/domain/thresholds';
import { parseQuery } from '../src/queries/grammar';
import { KNOWN_LABELS, METRICS, namesOf, type MetricKey } from '../src/queries/metrics';
import { RECORDINGS, RULE_GROUPS } from '../src/queries/recordings';
import { OWNER_RECORD, RECORDED_LIMITS } from '../src/queries/records';
import { alertGroups } from './alerts';
import { ALERTS_FILE, anchorOf, DEFAULTS, RECORDING_FILE, ruleFiles } from './files';
import { recordingGroups } from './recording';
import { isAlert } from './rule';
import { FINE } from './tests/case';
import { testFiles } from './tests/files';
import { rulesRead } from './tests/read';

const ROOT = path.resolve(__dirname, '..');
const GROUPS = [...recordingGroups(DEFAULTS.limits), ...alertGroups(DEFAULTS.limits)];
const RULES = GROUPS.flatMap((group) => [...group.rules]);
const ALERTS = RULES.filter(isAlert);
const RECORDED = new Set(Object.values(RECORDINGS).flatMap((group) => group.map(({ record }) => record)));

function promtool(...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync('promtool', args, { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? '' : `${error?.message ?? ''}${stdout}${stderr}`;
}

/** What promtool says of cases, with those of the rules that they read; nothing when all hold. */
function tested(cases: string, rules: Record<string, string>): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'rules-'));
  try {
    const files = rulesRead(cases, pick(rules, [RECORDING_FILE, ALERTS_FILE]));
    Object.entries(files).forEach(([name, content]) => writeFileSync(path.join(dir, path.basename(name)), content));
    const test = path.join(dir, 'cases.yaml');
    writeFileSync(test, cases.replaceAll(`../../${path.dirname(RECORDING_FILE)}/`, ''));
    return promtool('test', 'rules', test);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

test.each(Object.entries({ ...ruleFiles(), ...testFiles() }))(
  '%s is what rules/ says; if not: npm run rules',
  (name, content) => {
    expect(readFileSync(path.join(ROOT, name), 'utf8')).toBe(content);
  }
);

test('groups are named so that those with alerts are told from the others', () => {
  const named = (groups: Array<{ name: string }>, names: string) =>
    groups.map(({ name }) => new RegExp(`^(?:${names})$`).test(name));
  const [alerts, recording] = [alertGroups(RECORDED_LIMITS), recordingGroups(RECORDED_LIMITS)];
  expect(named([...alerts, ...recording], RULE_GROUPS.all)).not.toContain(false);
  expect(named(alerts, RULE_GROUPS.alerts)).not.toContain(false);
  expect(named(recording, RULE_GROUPS.alerts)).not.toContain(true);
});

test('promtool accepts the rule files', () => {
  expect(promtool('check', 'rules', RECORDING_FILE, ALERTS_FILE)).toBe('');
});

test.each(Object.entries(testFiles()))('promtool test rules %s', (_file, cases) => {
  expect(tested(cases, ruleFiles())).toBe('');
});

describe('every rule has a firing and a quiet case', () => {
  interface TestFile {
    tests: Array<{
      alert_rule_test?: Array<{ alertname: string; exp_alerts: Array<{ exp_labels: Record<string, string> }> }>;
      promql_expr_test?: Array<{ expr: string; exp_samples: unknown[] }>;
    }>;
  }
  const tests = Object.values(testFiles()).flatMap((content) => (parse(content) as TestFile).tests);
  const alertTests = tests.flatMap((one) => one.alert_rule_test ?? []);
  const recordTests = tests.flatMap((one) => one.promql_expr_test ?? []);

  test.each(ALERTS.map((rule) => [rule.alert, rule.severity] as const))('%s, %s', (alert, severity) => {
    const own = alertTests.filter(({ alertname }) => alertname === alert);
    const severities = own.map(({ exp_alerts }) => exp_alerts.map(({ exp_labels }) => exp_labels.severity));
    expect(severities.filter((found) => found.includes(severity))).not.toEqual([]);
    expect(severities.filter((found) => !found.includes(severity))).not.toEqual([]);
  });

  test.each([...RECORDED])('%s', (record) => {
    const own = recordTests.filter(({ expr }) => expr === record || expr === `round(${record}, ${FINE})`);
    expect(own.filter(({ exp_samples }) => exp_samples.length > 0)).not.toEqual([]);
    expect(own.filter(({ exp_samples }) => exp_samples.length === 0)).not.toEqual([]);
  });
});

describe('a rule that is changed is noticed', () => {
  const mutants: Array<[name: string, test: string, from: string | RegExp, to: string]> = [
    ['an alert that waits less', 'wva-desired-above-ready', 'for: 10m', 'for: 1m'],
    ['an alert that never waits long enough', 'wva-queue-saturated', 'for: 20m', 'for: 1h'],
    [
      'an excuse that is dropped',
      'wva-autoscaler-inert',
      /unless\s+namespace_variant:hpa_desired_replicas:max >=/,
      'and',
    ],
    ['a threshold that is moved', 'wva-kv-cache-saturated', '>= 0.8', '>= 0.75'],
    ['a text with another number', 'wva-gpu-hot', 'at or above 80', 'at or above 85'],
    ['a label that is not followed', 'owners', 'llm_d_ai_variant!=""', 'llm_d_ai_variant!="",pod="none"'],
    ['a rule that is not read', 'owners', /namespace_workload_pod:kube_pod_owner:relabel\b/g, 'up'],
    ['an owner that is not looked up', 'owners', /kube_replicaset_owner\b/g, 'up'],
    ['a worker that is no replica of its leader', 'owners', /("replica",\s+"\$1",\s+)"owner_name"/g, '$1"none"'],
    ['a pod of a Job that is called a replica', 'owners', /\(\?i:job\|/g, '(?i:none|'],
    ['a name that is not read', 'owners', /"source",\s+"name"/, '"source", "guess"'],
  ];

  test.each(mutants)('%s', (_name, file, from, to) => {
    const rules = ruleFiles();
    const changed = mapValues(rules, (content) => content.replace(from, to));
    const read = (files: Record<string, string>) => [files[RECORDING_FILE], files[ALERTS_FILE]];
    expect(read(changed)).not.toEqual(read(rules));
    expect(tested(testFiles()[`rules/tests/${file}.test.yaml`]!, changed)).toMatch(/FAILED|error|parse/i);
  });
});

describe('expressions', () => {
  const SAMPLE_NAMES = new Set(
    (Object.keys(METRICS) as MetricKey[]).flatMap((key) =>
      namesOf(key).flatMap((name) => [name, `${name}_count`, `${name}_bucket`])
    )
  );

  test.each(RULES.map((rule) => [isAlert(rule) ? `${rule.alert} ${rule.severity}` : rule.record, rule.expr] as const))(
    '%s reads what there is',
    (_name, expr) => {
      const { errors, metrics, labels } = parseQuery(expr);
      expect(errors).toEqual([]);
      expect(metrics.filter((name) => !SAMPLE_NAMES.has(name) && !RECORDED.has(name))).toEqual([]);
      expect(labels.filter((label) => !KNOWN_LABELS.has(label))).toEqual([]);
      expect(expr).not.toMatch(/undefined|NaN|\$__/);
    }
  );

  test('a recording reads raw series, and of recorded ones only whose pods are whose, recorded before it in its group', () => {
    for (const [group, recordings] of Object.entries(RECORDINGS)) {
      for (const { record, expr } of recordings) {
        expect([group, record]).toEqual([group, expect.stringMatching(/^[a-z_]+:[a-z0-9_]+:[a-z0-9_]+$/)]);
        const read = parseQuery(expr(RECORDED_LIMITS)).metrics.filter((name) => RECORDED.has(name));
        expect(read.filter((name) => name !== OWNER_RECORD || recordings[0]?.record !== OWNER_RECORD)).toEqual([]);
      }
    }
    expect(RECORDED.size).toBe(Object.values(RECORDINGS).flat().length);
  });

  test("recorded without other word are WVA's default thresholds", () => {
    expect(THRESHOLD_DEFAULTS).toMatchObject(RECORDED_LIMITS);
  });

  test('thresholds that a cluster has otherwise reach rules and texts', () => {
    const limits = { ...RECORDED_LIMITS, kvCacheThreshold: 0.65, queueLengthThreshold: 9 };
    const text = Object.values(ruleFiles({ ...DEFAULTS, limits })).join('\n');
    expect(text).toContain('namespace_variant:vllm_kv_cache_usage:max >= 0.65');
    expect(text).toContain('queueLengthThreshold (9)');
  });
});

describe('runbooks', () => {
  const document = readFileSync(path.join(ROOT, 'docs', 'runbooks.md'), 'utf8');
  const sections = document.split(/^## /m).slice(1);
  const titles = sections.map((section) => section.slice(0, section.indexOf('\n')).trim());
  const names = [...new Set(ALERTS.map(({ alert }) => alert))];

  test('every alert has a section, and every section with the name of an alert an alert', () => {
    expect(titles.filter((title) => title.startsWith('Wva')).sort()).toEqual([...names].sort());
    expect(new Set(titles.map(anchorOf)).size).toBe(titles.length);
  });

  test.each(names)('%s: what it means, how it is computed, what to do, when to silence', (alert) => {
    const section = sections.find((text) => text.startsWith(`${alert}\n`)) ?? '';
    const parts = [...section.matchAll(/^\*\*([^*]+)\.\*\*/gm)].map((match) => match[1]);
    expect(parts).toEqual([
      'What it means',
      'How it is computed',
      'First checks',
      'Likely causes',
      'What to do',
      'When to silence',
    ]);
    for (const rule of ALERTS.filter((one) => one.alert === alert)) {
      expect(section).toContain(`\`${rule.for}\``);
      expect(section).toContain(rule.severity);
    }
  });

  test.each(Object.entries(ruleFiles()).filter(([name]) => name.endsWith('.yaml')))(
    'links in %s lead there',
    (_name, content) => {
      for (const [, anchor] of content.matchAll(/runbooks\.md#(\S+)/g)) {
        expect(titles.map(anchorOf)).toContain(anchor);
      }
    }
  );
});
