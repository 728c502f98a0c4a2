/** The rows of the table of figures: which, in which order. Pure. */
import { KPI_IDS, KPIS, type KpiGroup, type KpiId } from '../../domain/analysis/kpis';
import { figures } from '../../domain/comparison/apart';
import { delta, type Delta } from '../../domain/comparison/deltas';
import { groupKpi, type Member } from '../../domain/comparison/groups';
import type { Estimate } from '../../domain/comparison/statistics';

/** A column: one run, or the repeats of one. */
export interface KpiColumn {
  key: string;
  members: readonly Member[];
}

export interface KpiCell {
  /** Over the members; of one run its value. */
  estimate?: Estimate;
  /** Each run as a point. */
  points: number[];
  delta?: Delta;
  /** Why there is no figure. */
  why?: string;
  /** Whether such runs can have the figure at all. */
  applies: boolean;
  /** Most that a member's figure can be off by, in the figure's unit. */
  error?: number;
  /** Why the figure is not to be relied on. */
  problem?: string;
  source?: string;
}

export interface KpiRow {
  kpi: KpiId;
  cells: KpiCell[];
}

export interface KpiFilter {
  figures: 'key' | 'all';
  differing: boolean;
  search: string;
  /** Key of a column; rows in the order of its change, largest first. */
  sort?: string;
}

/** The figures that tell a run's story: what the lab's notebook shows first. */
export const KEY_KPIS: ReadonlySet<KpiId> = new Set<KpiId>([
  'ttft-p50',
  'ttft-p99',
  'itl-p50',
  'itl-p99',
  'e2e-p50',
  'e2e-p99',
  'error-rate',
  'requests-served',
  'served-share',
  'tokens-per-second',
  'goodput-share',
  'goodput',
  'goodput-per-gpu-hour',
  'kv-mean',
  'queue-mean',
  'replicas-mean',
  'replicas-peak',
  'idle-share',
  'gap-count',
  'gap-total',
  'scale-ups',
  'scale-downs',
  'oscillations',
  'gpu-hours',
  'requests-per-gpu-hour',
  'energy',
]);

/** All rows with their deltas against the baseline's column. */
export function kpiRows(columns: readonly KpiColumn[], baselineKey: string | undefined): KpiRow[] {
  const baseline = columns.find(({ key }) => key === baselineKey);
  return KPI_IDS.map((kpi) => {
    return { kpi, cells: columns.map((column) => cellOf(column, kpi, column === baseline ? undefined : baseline)) };
  });
}

function cellOf({ members }: KpiColumn, kpi: KpiId, baseline: KpiColumn | undefined): KpiCell {
  const { points, estimate } = groupKpi({ members: [...members] }, kpi);
  const own = sideOf(members, kpi);
  const errors = own.flatMap(({ error }) => error ?? []);
  return {
    estimate,
    points: points.map(({ value }) => value),
    delta: baseline && delta(kpi, own, sideOf(baseline.members, kpi)),
    why: estimate ? undefined : own.map(({ why }) => why).find(Boolean),
    applies: own.some(({ applies }) => applies !== false),
    error: errors.length === 0 ? undefined : Math.max(...errors),
    problem: own.map(({ problem }) => problem).find(Boolean),
    source: own.map(({ source }) => source).find(Boolean),
  };
}

const sideOf = (members: readonly Member[], kpi: KpiId) =>
  figures(
    kpi,
    members.map(({ kpis }) => kpis)
  );

/** The rows that pass, sorted. A row without any figure says nothing and is left out, unless it is searched for. */
export function selectRows(rows: readonly KpiRow[], columns: readonly KpiColumn[], filter: KpiFilter): KpiRow[] {
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  const passed = rows.filter(
    (row) =>
      (filter.figures === 'all' || words.length > 0 || KEY_KPIS.has(row.kpi)) &&
      (!filter.differing || row.cells.some(({ delta: d }) => d !== undefined && d.absolute !== 0)) &&
      (words.length > 0 || row.cells.some(({ estimate }) => estimate !== undefined)) &&
      matches(row.kpi, words)
  );
  const column = columns.findIndex(({ key }) => key === filter.sort);
  return column < 0 ? passed : [...passed].sort((a, b) => change(b, column) - change(a, column));
}

function matches(kpi: KpiId, words: string[]): boolean {
  const text = `${kpi} ${KPIS[kpi].title} ${KPIS[kpi].group}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Size of a change; what rose from 0 is larger than any share, what is not known the smallest of all. */
function change(row: KpiRow, column: number): number {
  const d = row.cells[column]?.delta;
  if (d === undefined) {
    return -1;
  }
  // A fall by half and a rise to twice as much are the same distance.
  return d.absolute === 0
    ? 0
    : d.relative === undefined || d.relative <= -1
      ? Infinity
      : Math.abs(Math.log(1 + d.relative));
}

/** Rows under the headings of their groups; in the order of a sort there are no headings. */
export function byGroup(rows: readonly KpiRow[], sorted: boolean): Array<{ group?: KpiGroup; rows: KpiRow[] }> {
  if (sorted) {
    return [{ rows: [...rows] }];
  }
  const groups = new Map<KpiGroup, KpiRow[]>();
  for (const row of rows) {
    const { group } = KPIS[row.kpi];
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  return [...groups].map(([group, inGroup]) => ({ group, rows: inGroup }));
}
