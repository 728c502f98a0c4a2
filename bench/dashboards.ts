/** What one load of each generated dashboard asks of Prometheus, over raw series and over what the recording rules keep. */
import { catalogue, type CatalogueOptions } from '../dashboards/catalogue';
import { render } from '../dashboards/render';
import { startStack } from '../scripts/stack';
import { LAB_NAMESPACE, LAB_VARIANT, type PresetName } from '../simulator/world/presets';
import { panelsOf } from '../src/panels/boards';
import type { Board, PanelSpec } from '../src/panels/spec';
import { DIALECT_VARIABLE_NAMES } from '../src/queries/dialect';
import { interpolate } from '../src/queries/grammar';
import type { Dialect } from '../src/queries/selector';
import type { Measure } from './report';
import { costOf, dialectOf } from './rules';

/** The dashboards that a budget holds together: what an operator of the autoscaler opens, and of the GPUs. */
const BUDGETED = ['llmd-wva-overview', 'llmd-wva-gpus'];
const BUDGET = 60;

/**
 * @param preset size of the simulated cluster
 * @param historySeconds how much of the past there is, and is shown
 */
export async function measureDashboards(preset: PresetName, gpus: number, historySeconds: number): Promise<Measure[]> {
  const stack = await startStack({ simulator: { preset, historySeconds } });
  try {
    const dialect = await dialectOf(stack.promUrl);
    const measures: Measure[] = [];
    let budgeted = 0;
    const recorded = boardsBy({ recorded: true });
    for (const [id, board] of boardsBy({})) {
      const raw = await costOf(stack.promUrl, filled(board, dialect), historySeconds);
      const kept = await costOf(stack.promUrl, filled(recorded.get(id) ?? board, dialect), historySeconds);
      const queries = raw.queries + variableQueries(id);
      budgeted += BUDGETED.includes(id) ? queries : 0;
      const name = `${board.title}, ${gpus} GPUs`;
      measures.push(
        { name: `${name}: queries, its variables' among them`, unit: 'queries', value: queries },
        { name: `${name}: samples`, unit: 'samples', value: raw.samples },
        { name: `${name}: samples with the recording rules`, unit: 'samples', value: kept.samples },
        { name: `${name}: time`, unit: 's', value: raw.seconds },
        { name: `${name}: time with the recording rules`, unit: 's', value: kept.seconds }
      );
    }
    const together = { name: 'Autoscaling and GPU nodes together: queries', unit: 'queries', value: budgeted };
    return [...measures, { ...together, budget: BUDGET }];
  } finally {
    await stack.stop();
  }
}

const boardsBy = (options: CatalogueOptions): Map<string, Board> =>
  new Map(catalogue(options).map(({ board }) => [board.id, board]));

/** Variables that ask Prometheus. */
function variableQueries(id: string): number {
  const specs = catalogue();
  const spec = specs.find(({ board }) => board.id === id);
  const boards = specs.map(({ board }) => board);
  const json = spec && render(spec, boards);
  return json?.templating.list?.filter(({ type }) => type === 'query').length ?? 0;
}

/** A board's panels with the values that its variables have at first: one variant where one is chosen, else all. */
function filled(board: Board, dialect: Dialect): Array<Pick<PanelSpec, 'targets' | 'points'>> {
  const first: Record<string, string> = { namespace: LAB_NAMESPACE, variant: LAB_VARIANT };
  const values = Object.fromEntries([
    ...(Object.keys(dialect) as Array<keyof Dialect>).map((label) => [DIALECT_VARIABLE_NAMES[label], dialect[label]]),
    ...board.variables.map(({ name, includeAll, initial }) => [
      name,
      initial ?? (includeAll ? '.+' : (first[name] ?? '')),
    ]),
  ]);
  return panelsOf(board).map(({ targets, points }) => ({
    points,
    targets: targets.map((target) => ({ ...target, expr: interpolate(target.expr, values) })),
  }));
}
