/**
 * @jest-environment node
 *
 * The rules over a real Prometheus: they evaluate without an error, and what they record is what the raw series say.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { ruleFiles, ALERTS_FILE, RECORDING_FILE } from '../../rules/files';
import { effectiveThresholds } from '../../src/domain/variant';
import { fleetTable } from '../../src/panels/fleet';
import { gpusBoard, panelsOf } from '../../src/panels/boards';
import { fleetBoard } from '../../src/panels/fleetBoard';
import type { PanelSpec } from '../../src/panels/spec';
import { detect, probe } from '../../src/queries/detection';
import { builtIns, interpolate } from '../../src/queries/grammar';
import { latency, latencyPercentiles } from '../../src/queries/latency';
import { ownedPods, podsOf, withPods } from '../../src/queries/owners';
import * as raw from '../../src/queries/replicas';
import * as recorded from '../../src/queries/recorded';
import {
  LATENCY_RECORDINGS,
  NODE_RECORDINGS,
  POD_RECORDINGS,
  RULE_WINDOWS,
  VARIANT_RECORDINGS,
} from '../../src/queries/recordings';
import { saturatedReplicas } from '../../src/queries/saturation';
import { quote, quoteRegex, type Dialect, type Scope } from '../../src/queries/selector';
import { LAB_NAMESPACE, LAB_VARIANT } from '../../simulator/world/presets';
import { askInstant, type InstantSample } from './promClient';
import { labPrometheus, type FilledPrometheus } from './simulatedPrometheus';

const HISTORY_SECONDS = 25 * 60;
const THRESHOLDS = effectiveThresholds();
const ROOT = path.resolve(__dirname, '..', '..');
const WORLDS = [
  { wvaVersion: '0.5', labels: 'openshift' },
  { wvaVersion: '0.4', labels: 'plain' },
  { wvaVersion: '0.9', labels: 'openshift' },
  { wvaVersion: '0.9', labels: 'plain' },
] as const;

interface RuleGroups {
  data: { groups: Array<{ rules: Array<{ name: string; health: string; lastError?: string }> }> };
}

describe.each(WORLDS)('WVA $wvaVersion, labels $labels', ({ wvaVersion, labels }) => {
  let world: FilledPrometheus;
  let dialect: Dialect;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'wva-rules-'));
    const files = ruleFiles();
    const live = [RECORDING_FILE, ALERTS_FILE].map((name) => {
      const file = path.join(folder, path.basename(name));
      writeFileSync(file, files[name]!.replace(/interval: \w+/g, 'interval: 2s'));
      return file;
    });
    const past = path.join(ROOT, RECORDING_FILE);
    world = await labPrometheus(HISTORY_SECONDS, { wvaVersion, labels }, { past, live });
    dialect = detect(await askInstant(world.url, probe(), world.end - 60)).dialect;
  }, 60_000);
  afterAll(async () => {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (expr: string, time: number) => {
    const variables = { ...builtIns(HISTORY_SECONDS), ...RULE_WINDOWS };
    return normal(await askInstant(world.url, interpolate(expr, variables), time));
  };

  /** Times within the history at which a series was recorded. */
  const recordedAt = async (record: string): Promise<number[]> => {
    const times: number[] = [];
    for (let time = world.start + 300; time < world.end - 60; time += 180) {
      const [sample] = await askInstant(world.url, `max(timestamp(${record}))`, time);
      times.push(sample!.value);
    }
    expect(new Set(times).size).toBeGreaterThan(5);
    return times;
  };

  /** Pairs of a query and its twin that differ in their text, each with what it is called. */
  const expectTwins = async (pairs: Array<[name: string, raw: string, twin: string]>, record: string) => {
    const empty = new Set(pairs.map(([name]) => name));
    for (const time of await recordedAt(record)) {
      for (const [name, original, twin] of pairs) {
        const answer = await ask(twin, time);
        expect([name, time, answer]).toEqual([name, time, await ask(original, time)]);
        if (answer.length > 0) {
          empty.delete(name);
        }
      }
    }
    expect([...empty]).toEqual([]);
  };

  test('the fleet, one row a variant', async () => {
    const namespace = quoteRegex(LAB_NAMESPACE);
    const pairs = [{ dialect }, { dialect, namespace }].flatMap((scope: Scope) => {
      const options = { scope, thresholds: THRESHOLDS };
      const { current, hpaDesired, hpaMax, hpaMin } = raw;
      return [
        ...twins([fleetTable(options)], [fleetTable({ ...options, recorded: true })]),
        ...Object.entries({ current, hpaDesired, hpaMax, hpaMin }).map(([name, query]): [string, string, string] => [
          name,
          query(scope),
          recorded[name as 'current'](scope),
        ]),
        [
          'saturated',
          saturatedReplicas(scope, THRESHOLDS.values),
          recorded.saturatedReplicas(scope, THRESHOLDS.values),
        ] as [string, string, string],
      ];
    });
    expect(pairs).toHaveLength(2 * (2 + 5));
    await expectTwins(pairs, VARIANT_RECORDINGS.desired.record);
  }, 60_000);

  test('the fleet board', async () => {
    const options = { scope: { dialect }, thresholds: THRESHOLDS };
    const pairs = twins(panelsOf(fleetBoard(options)), panelsOf(fleetBoard({ ...options, recorded: true })));
    expect(pairs.length).toBeGreaterThanOrEqual(15);
    await expectTwins(pairs, VARIANT_RECORDINGS.desired.record);
  }, 60_000);

  test('the rules are found at work all over a range that they cover', async () => {
    const at = async (seconds: number) => detect(await askInstant(world.url, probe(seconds), world.end - 60));
    expect(await at(HISTORY_SECONDS - 300)).toMatchObject({ recorded: true, dialect });
    // Nothing served before the beginning: there was nothing to keep.
    expect(await at(2 * HISTORY_SECONDS)).toMatchObject({ recorded: true });
  });

  test('one variant: its replicas, its latencies, its pods', async () => {
    const one = { dialect, namespace: quoteRegex(LAB_NAMESPACE), variant: quote(LAB_VARIANT) };
    const asked = await askInstant(world.url, podsOf(one, HISTORY_SECONDS), world.end - 60);
    const scope = withPods(one, ownedPods(asked.map(({ labels }) => labels)));
    expect(scope).toHaveProperty('pods');
    await expectTwins(
      [
        ['chain', raw.chain(scope), recorded.chain(scope)],
        ['desired', raw.desired(scope), recorded.desired(scope)],
      ],
      VARIANT_RECORDINGS.desired.record
    );
    await expectTwins([['pods', podsOf(one, 120), recorded.podsOf(one, 120)]], POD_RECORDINGS.owner.record);
    const kept = ['ttft', 'itl', 'e2e'] as const;
    await expectTwins(
      kept.map((which) => [which, latencyPercentiles(scope, which), recorded.latencyPercentiles(scope, which)]),
      LATENCY_RECORDINGS.buckets.record
    );
  }, 60_000);

  test('the hardware, all of it and a part', async () => {
    const time = world.end - 60;
    const nodes = (await ask(`group by (node) (${NODE_RECORDINGS.count.record})`, time)).map((one) => one.labels.node);
    const parts: Scope[] = [
      { dialect, accelerator: 'NVIDIA L40S', node: '.+' },
      { dialect, node: quoteRegex(nodes[0] ?? '') },
    ];
    const pairs = parts.flatMap((scope) =>
      twins(panelsOf(gpusBoard({ scope })), panelsOf(gpusBoard({ scope, recorded: true })))
    );
    expect(nodes).toHaveLength(3);
    // Figures, bands, power, and the table of nodes; the ranked list stays as it is.
    expect(pairs).toHaveLength(2 * (6 + 1 + 1 + 1));
    await expectTwins(pairs, NODE_RECORDINGS.count.record);
  }, 60_000);

  test('what rules do not keep is asked of the raw series', () => {
    const scope = { dialect, namespace: 'n', variant: 'v' };
    const other = { ...THRESHOLDS.values, kvCacheThreshold: 0.7 };
    expect(recorded.ready(scope)).toBe(raw.ready(scope));
    expect(recorded.desired({ ...scope, model: 'm' })).toBe(raw.desired({ ...scope, model: 'm' }));
    expect(recorded.latency(scope, 'queueTime', 0.5)).toBe(latency(scope, 'queueTime', 0.5));
    expect(recorded.headroom({ dialect }, other)).toContain('0.7');
    expect(recorded.gpuCount(scope)).not.toContain(NODE_RECORDINGS.count.record);
  });

  test('every rule evaluates, and records', async () => {
    let rules: RuleGroups['data']['groups'][number]['rules'] = [];
    for (const end = Date.now() + 45_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 1000))) {
      const response = await fetch(`${world.url}/api/v1/rules`);
      rules = ((await response.json()) as RuleGroups).data.groups.flatMap((group) => group.rules);
      if (rules.every(({ health }) => health !== 'unknown')) {
        break;
      }
    }
    expect(rules).toHaveLength(39 + 27);
    expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
    const [live] = await askInstant(
      world.url,
      `${VARIANT_RECORDINGS.desired.record}{variant="${LAB_VARIANT}"}`,
      Date.now() / 1000
    );
    expect(live?.value).toBeGreaterThan(0);
  }, 60_000);
});

/** Targets of the same id whose queries differ. */
function twins(originals: PanelSpec[], others: PanelSpec[]): Array<[string, string, string]> {
  return originals.flatMap((panel, p) =>
    panel.targets.flatMap(({ refId, expr }, i): Array<[string, string, string]> => {
      const twin = others[p]?.targets[i]?.expr ?? '';
      return twin === expr ? [] : [[`${panel.id}/${refId}`, expr, twin]];
    })
  );
}

/** Samples in an order of their own, rounded where the order of a sum shows. */
function normal(samples: InstantSample[]): InstantSample[] {
  const key = ({ labels }: InstantSample) => JSON.stringify(Object.entries(labels).sort());
  return samples
    .map(({ labels, value }) => ({ labels, value: Number(value.toPrecision(12)) }))
    .sort((a, b) => key(a).localeCompare(key(b)));
}
