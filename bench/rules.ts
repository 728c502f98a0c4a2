/** What views of a whole fleet ask of Prometheus with and without the recording rules, and what the rules cost. */
import { startStack } from '../scripts/stack';
import { recordingGroups } from '../rules/recording';
import type { PresetName } from '../simulator/world/presets';
import { effectiveThresholds } from '../src/domain/variant';
import { gpusBoard, panelsOf } from '../src/panels/boards';
import { fleetTable } from '../src/panels/fleet';
import { fleetBoard } from '../src/panels/fleetBoard';
import { POINTS, type Board, type PanelSpec, type Target } from '../src/panels/spec';
import { detect, probe, type Detection, type Sample } from '../src/queries/detection';
import { interpolate } from '../src/queries/grammar';
import { RULE_WINDOWS } from '../src/queries/recordings';
import { RECORDED_LIMITS } from '../src/queries/records';
import type { Dialect } from '../src/queries/selector';
import { until } from '../tests/cluster/until';
import type { Measure } from './report';

/** Least seconds between two points of a range query: the scrape interval, as a data source is configured. */
const LEAST_STEP_SECONDS = 15;

/** What a detection has to have found. */
const NEEDED = ['gpu', 'dialect'] as const;

interface Answer {
  data: {
    result: Array<{ metric: Record<string, string>; value: [number, string] }>;
    stats: { samples: { totalQueryableSamples: number } };
  };
}

/** What a set of queries cost. */
export interface Cost {
  queries: number;
  /** Samples that Prometheus read for them, by its own count. */
  samples: number;
  seconds: number;
}

export interface View {
  name: string;
  raw: PanelSpec[];
  recorded: PanelSpec[];
  /** Most that the samples of `recorded` may be of those of `raw`; without one some panels read raw series either way. */
  budget?: number;
  /** Most samples of an hour of 1,200 GPUs and 100 variants. */
  most?: { raw: number; recorded: number };
}

/** The views that recording rules make cheap: every panel of a board once over raw series, once over recorded ones. */
export function recordedViews(dialect: Dialect): View[] {
  const thresholds = effectiveThresholds();
  const table = (recorded: boolean) => [fleetTable({ scope: { dialect }, thresholds, recorded })];
  const fleet = (recorded: boolean): Board => fleetBoard({ scope: { dialect }, thresholds, recorded });
  const gpus = (recorded: boolean): Board => gpusBoard({ scope: { dialect, accelerator: '.+', node: '.+' }, recorded });
  return [
    { name: 'table of variants', raw: table(false), recorded: table(true), budget: 0.25 },
    {
      name: 'fleet',
      raw: panelsOf(fleet(false)),
      recorded: panelsOf(fleet(true)),
      most: { raw: 1_000_000, recorded: 150_000 },
    },
    {
      name: 'GPU nodes',
      raw: panelsOf(gpus(false)),
      recorded: panelsOf(gpus(true)),
      budget: 0.25,
      most: { raw: 1_000_000, recorded: 100_000 },
    },
  ];
}

/**
 * Asks everything that panels ask, one query after the other.
 *
 * @param seconds length of the range that they show
 * @throws Error with Prometheus' own message when it refuses a query
 */
export async function costOf(promUrl: string, panels: readonly AskingPanel[], seconds: number): Promise<Cost> {
  const cost: Cost = { queries: 0, samples: 0, seconds: 0 };
  for (const { expr, instant, points } of panels.flatMap(askedBy)) {
    const query = interpolate(expr, { ...RULE_WINDOWS, __range: `${seconds}s`, __range_s: String(seconds) });
    const end = Math.floor(Date.now() / 1000);
    const range = { start: String(end - seconds), end: String(end), step: stepOf(seconds, points) };
    const began = performance.now();
    const answer = instant
      ? await ask(promUrl, 'query', { query, time: String(end) })
      : await ask(promUrl, 'query_range', { query, ...range });
    cost.seconds += (performance.now() - began) / 1000;
    cost.queries += 1;
    cost.samples += answer.data.stats.samples.totalQueryableSamples;
  }
  return cost;
}

type AskingPanel = Pick<PanelSpec, 'targets' | 'points'>;

const askedBy = ({ targets, points = POINTS.half }: AskingPanel): Array<Target & { points: number }> =>
  targets.map((target) => ({ ...target, points }));

/** As Grafana has it, which then takes a round number near it. */
const stepOf = (seconds: number, points: number): string =>
  String(Math.max(LEAST_STEP_SECONDS, Math.ceil(seconds / points)));

async function ask(promUrl: string, path: string, parameters: Record<string, string>): Promise<Answer> {
  const body = new URLSearchParams({ ...parameters, stats: 'all' });
  const response = await fetch(`${promUrl}/api/v1/${path}`, { method: 'POST', body });
  const answer = (await response.json()) as Answer & { error?: string };
  if (!response.ok) {
    throw new Error(`Prometheus refused: ${answer.error}\n${parameters.query}`);
  }
  return answer;
}

/**
 * @param preset size of the simulated cluster
 * @param historySeconds how much of the past there is, and is shown
 */
export async function measureRules(preset: PresetName, gpus: number, historySeconds: number): Promise<Measure[]> {
  const stack = await startStack({ simulator: { preset, historySeconds } });
  try {
    const measures: Measure[] = [];
    const at = (name: string) => `${name}, ${gpus} GPUs`;
    for (const { name, raw, recorded, budget, most } of recordedViews(await dialectOf(stack.promUrl))) {
      const before = await costOf(stack.promUrl, raw, historySeconds);
      const after = await costOf(stack.promUrl, recorded, historySeconds);
      measures.push(
        { name: `${at(name)}: queries`, unit: 'queries', value: before.queries },
        { name: `${at(name)}: samples, raw`, unit: 'samples', value: before.samples, budget: most?.raw },
        { name: `${at(name)}: samples, recorded`, unit: 'samples', value: after.samples, budget: most?.recorded },
        { name: `${at(name)}: recorded over raw`, unit: '×', value: after.samples / before.samples, budget },
        { name: `${at(name)}: time, raw`, unit: 's', value: before.seconds },
        { name: `${at(name)}: time, recorded`, unit: 's', value: after.seconds }
      );
    }
    const rules = await costOfRules(stack.promUrl);
    return [
      ...measures,
      { name: at('one evaluation of the recording rules: samples'), unit: 'samples', value: rules.samples },
      { name: at('one evaluation of the recording rules: time'), unit: 's', value: rules.seconds },
    ];
  } finally {
    await stack.stop();
  }
}

/** The labels that there are; waits for the first scrape, without which nothing tells them. */
export async function dialectOf(promUrl: string): Promise<Dialect> {
  let detection: Detection | undefined;
  await until('the first scrape of the GPUs and of WVA', async () => {
    const { data } = await ask(promUrl, 'query', { query: probe() });
    detection = detect(data.result.map(({ metric, value }): Sample => ({ labels: metric, value: Number(value[1]) })));
    const found = detection.findings.filter(({ state }) => state === 'found').map(({ subject }) => subject);
    return NEEDED.every((subject) => found.includes(subject));
  });
  return detection!.dialect;
}

async function costOfRules(promUrl: string): Promise<Cost> {
  const rules = recordingGroups(RECORDED_LIMITS).flatMap((group) => group.rules);
  const targets = rules.map(({ record, expr }): Target => ({ refId: record, expr, instant: true }));
  return costOf(promUrl, [{ targets }], 0);
}
