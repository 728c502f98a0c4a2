/**
 * @jest-environment node
 *
 * The generated dashboards against a real Prometheus over the simulated cluster: variables first, as Grafana asks for
 * them, then every query of every panel with their values.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { TimeRange } from '@grafana/data';

import { findMetrics } from '../../preview/web/datasources/metricFind';
import { LAB_NAMESPACE, LAB_VARIANT } from '../../simulator/world/presets';
import { DIALECTS, DIALECT_VARIABLE_NAMES } from '../../src/queries/dialect';
import { builtIns, interpolate, parseQuery } from '../../src/queries/grammar';
import type { WvaVersion } from '../../src/queries/metrics';
import { AUTOMATIC, runFacts, type RunFact } from '../../src/domain/shownRun';
import { aRun } from '../../src/experiment/testing/samples';
import type { Dialect } from '../../src/queries/selector';
import { askInstant, askRange, hasNumbers } from './promClient';
import { labPrometheus, type FilledPrometheus } from './simulatedPrometheus';
import { WORLDS } from './worlds';

const FOLDER = path.resolve('dashboards/generated');
const HISTORY_SECONDS = 25 * 60;

interface Target {
  refId: string;
  expr: string;
  instant?: boolean;
}

interface VariableJson {
  name: string;
  type: string;
  query?: string | { query?: string; kind?: string; fact?: RunFact };
  regex?: string;
  includeAll?: boolean;
  allValue?: string;
}

interface DashboardJson {
  uid: string;
  panels: Array<{ type: string; title: string; targets?: Target[] }>;
  templating: { list: VariableJson[] };
}

const DASHBOARDS = readdirSync(FOLDER).map(
  (file) => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as DashboardJson
);

const SINCE_0_8 = [
  'Demand over capacity',
  'KV-cache tokens in use',
  'Readings by freshness',
  'Allocatable GPUs',
  'Decisions cut down',
];
/** Titles of the panels that a version has nothing for; they say so themselves. */
const EMPTY: Record<WvaVersion, string[]> = {
  '0.4': SINCE_0_8,
  '0.5': [...SINCE_0_8, 'Scaling decisions'],
  '0.7': [...SINCE_0_8, 'Scaling decisions'],
  '0.8': [],
  '0.9': [],
};

describe.each(WORLDS)('WVA $wvaVersion, labels $labels', ({ wvaVersion, labels }) => {
  let world: FilledPrometheus;

  beforeAll(async () => {
    world = await labPrometheus(HISTORY_SECONDS, { wvaVersion, labels });
  }, 60_000);
  afterAll(() => world.stop());

  /** Every variable's first choice, or all of them, in the order in which Grafana can find them. */
  async function valuesOf({ templating }: DashboardJson): Promise<Record<string, string>> {
    const values: Record<string, string> = builtIns(HISTORY_SECONDS);
    // As the data source of the runs answers for a run that took all but the first minutes.
    const range = { from: world.start * 1000, to: world.end * 1000, isFixed: true };
    const times = { startedAt: range.from + 120_000, finishedAt: range.to - 30_000, createdAt: range.from + 110_000 };
    const run = aRun({ ...times, phase: 'succeeded', variant: LAB_VARIANT, workloadNamespace: LAB_NAMESPACE });
    const facts = runFacts(run, { now: range.to, range, otherwise: '' });
    for (const { name, type, query, regex, includeAll, allValue } of templating.list) {
      if (type !== 'query' || typeof query !== 'object') {
        continue;
      }
      if (query.kind !== undefined) {
        values[name] = query.fact === undefined ? AUTOMATIC : facts[query.fact];
        continue;
      }
      const options = await choices(interpolate(query.query ?? '', values), regex);
      expect([name, options.length]).not.toEqual([name, 0]);
      values[name] = (includeAll ? (allValue ?? options.join('|')) : options[0]) ?? '';
    }
    return values;
  }

  async function choices(query: string, regex: string | undefined): Promise<string[]> {
    // Only their time is read; Grafana's own library does not load in Node.
    const range = { from: new Date(world.start * 1000), to: new Date(world.end * 1000) } as unknown as TimeRange;
    const found = await findMetrics(query, range, async (resource, params) => {
      const response = await fetch(`${world.url}/${resource}?${new URLSearchParams(params as Record<string, string>)}`);
      const body: unknown = await response.json();
      expect([query, response.status]).toEqual([query, 200]);
      return body;
    });
    const pattern = regex ? new RegExp(regex.slice(1, -1)) : undefined;
    return found.map(({ text }) => (pattern ? (pattern.exec(text)?.[1] ?? '') : text)).filter((text) => text !== '');
  }

  test.each(DASHBOARDS.map((dashboard) => [dashboard.uid, dashboard] as const))(
    '%s: labels are detected, and every panel has what the version can give',
    async (_uid, dashboard) => {
      const values = await valuesOf(dashboard);
      const expected: Dialect = {
        ...DIALECTS[labels],
        // Exporters of that time write it small.
        gpuNode: wvaVersion === '0.9' ? 'hostname' : 'Hostname',
      };
      for (const label of Object.keys(DIALECT_VARIABLE_NAMES) as Array<keyof Dialect>) {
        const value = values[DIALECT_VARIABLE_NAMES[label]];
        expect([label, value ?? expected[label]]).toEqual([label, expected[label]]);
      }
      expect([undefined, LAB_NAMESPACE, '.+']).toContain(values.namespace);
      expect([undefined, LAB_VARIANT]).toContain(values.variant);

      const empty = new Set<string>();
      for (const { title, targets = [] } of dashboard.panels) {
        for (const { expr, instant, refId } of targets) {
          const query = interpolate(expr, values);
          expect([title, refId, parseQuery(query).errors]).toEqual([title, refId, []]);
          if (!(await answers(query, instant === true))) {
            empty.add(title);
          }
        }
      }
      const titles = dashboard.panels.map(({ title }) => title);
      expect([...empty].sort()).toEqual(EMPTY[wvaVersion].filter((title) => titles.includes(title)).sort());
    },
    60_000
  );

  async function answers(query: string, instant: boolean): Promise<boolean> {
    return instant
      ? (await askInstant(world.url, query, world.end - 20)).some(({ value }) => Number.isFinite(value))
      : hasNumbers(await askRange(world.url, query, { start: world.start + 60, end: world.end, step: 30 }));
  }
});

test('without any metric every hidden label still has its plain value', async () => {
  const world = await labPrometheus(60, { wvaVersion: '0.5', labels: 'openshift' });
  try {
    const labels = new Set(Object.values(DIALECT_VARIABLE_NAMES));
    const variables = DASHBOARDS.flatMap(({ templating }) => templating.list);
    for (const { name, query } of variables.filter((one) => labels.has(one.name))) {
      const inner = typeof query === 'object' ? /^query_result\((.+)\)$/.exec(query.query ?? '')?.[1] : undefined;
      if (inner !== undefined) {
        // A day before there was anything.
        const answer = await askInstant(world.url, inner, world.start - 86_400);
        const label = (Object.keys(DIALECT_VARIABLE_NAMES) as Array<keyof Dialect>).find(
          (key) => DIALECT_VARIABLE_NAMES[key] === name
        );
        expect(answer.map((sample) => sample.labels.series)).toEqual([label && DIALECTS.plain[label]]);
      }
    }
  } finally {
    await world.stop();
  }
}, 60_000);
