/**
 * @jest-environment node
 *
 * The rules API of a real Prometheus with this project's rules: what it answers, read as pages read it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { ALERTS_FILE, DEFAULTS, RECORDING_FILE, ruleFiles } from '../../rules/files';
import { alertGroups } from '../../rules/alerts';
import { ALERT_GROUPS, alertsAbout, type AlertRules, type AlertState } from '../../src/domain/alerts';
import { decodeRules } from '../../src/prometheus/decodeRules';
import { writtenPrometheus, type FilledPrometheus, type WrittenSeries } from './simulatedPrometheus';

const VARIANT = { kind: 'variant', namespace: 'experiment-01', variant: 'decode' } as const;
const RULES = alertGroups(DEFAULTS.limits).flatMap(({ rules }) => rules);

const gauge = (series: string, value: number): WrittenSeries => ({ series, at: () => value });
/** Three replicas are wanted, one of which serves; and a hot GPU. */
const SERIES = [
  gauge('wva_desired_replicas{variant_name="decode",namespace="experiment-01"}', 3),
  gauge('kube_deployment_status_replicas_ready{deployment="decode",namespace="experiment-01"}', 1),
  gauge('kube_deployment_status_replicas{deployment="decode",namespace="experiment-01"}', 1),
  gauge('DCGM_FI_DEV_GPU_TEMP{UUID="u",gpu="0",modelName="NVIDIA L40S",Hostname="n1"}', 90),
];

let prometheus: FilledPrometheus;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'wva-alerts-'));
  const files = ruleFiles();
  const live = [RECORDING_FILE, ALERTS_FILE].map((name) => {
    const file = path.join(folder, path.basename(name));
    // Ten minutes are six seconds here; the heat waits as long as in a cluster.
    const quick = files[name]!.replace(/interval: \w+/g, 'interval: 1s').replace(/for: 10m/g, 'for: 6s');
    writeFileSync(file, quick);
    return file;
  });
  prometheus = await writtenPrometheus(600, SERIES, 15, { live });
}, 60_000);
afterAll(async () => {
  await prometheus.stop();
  rmSync(folder, { recursive: true, force: true });
});

const ask = async (query = ''): Promise<AlertRules> =>
  decodeRules(await (await fetch(`${prometheus.url}/api/v1/rules?type=alert${query}`)).json());

/** The rules once the alert of the variant is in a state. */
async function once(state: AlertState): Promise<AlertRules> {
  for (const end = Date.now() + 40_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 200))) {
    const known = await ask();
    if (alertsAbout(VARIANT, known.alerts).some((alert) => alert.state === state)) {
      return known;
    }
  }
  throw new Error(`No alert was ${state}.`);
}

test('an alert is pending, then fires, with what a page shows of it', async () => {
  const began = Date.now();
  await once('pending');
  const { alerts, rules, broken } = await once('firing');
  expect({ rules, broken }).toEqual({ rules: RULES.length, broken: [] });
  const [alert, ...more] = alertsAbout(VARIANT, alerts);
  expect(more).toEqual([]);
  expect(alert).toMatchObject({
    name: 'WvaDesiredAboveReady',
    group: ALERT_GROUPS.scaling,
    severity: 'warning',
    labels: { namespace: 'experiment-01', variant: 'decode' },
    summary: 'experiment-01/decode lacks 2 ready replica(s)',
    runbook: `${DEFAULTS.runbooks}#wvadesiredaboveready`,
    value: 2,
  });
  expect(Math.abs(alert!.since! - began)).toBeLessThan(60_000);
}, 90_000);

test('the hardware has its own, and another variant has none', async () => {
  const { alerts } = await once('firing');
  const hot = alertsAbout({ kind: 'gpus' }, alerts);
  expect(hot.map(({ name, state, severity, value }) => [name, state, severity, value])).toEqual([
    ['WvaGpuHot', 'pending', 'critical', 90],
    ['WvaGpuHot', 'pending', 'warning', 90],
  ]);
  expect(alertsAbout({ ...VARIANT, variant: 'other' }, alerts)).toEqual([]);
}, 60_000);

test('named groups: all of them, whether the server knows the parameter or not', async () => {
  const query = Object.values(ALERT_GROUPS).map((name) => `&rule_group[]=${name}`);
  expect((await ask(query.join(''))).rules).toBe(RULES.length);
}, 60_000);
