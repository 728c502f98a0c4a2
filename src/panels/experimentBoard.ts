/** The board of a run. */
import { t } from '../i18n/t';
import { effectiveThresholds } from '../domain/variant';
import { RUN_SCOPE, runVariables, variantVariables } from './boardVariables';
import { variantRows, type OverviewOptions } from './boards';
import { runFigures, runLength } from './runFigures';
import { place, type Board, type Row } from './spec';

/** Width that the board of a run leaves at the left for the Experiment panel, in 24ths. */
const EXPERIMENT_WIDTH = 8;

interface ExperimentOptions extends Pick<OverviewOptions, 'scope' | 'thresholds'> {
  /** The dashboard at the time of the run that is shown. */
  runUrl: string;
}

/** What a run is judged by, beside a place for the panel that starts and follows it. */
export function experimentBoard({ scope, runUrl, thresholds = effectiveThresholds() }: ExperimentOptions): Board {
  const link = { title: t('boards.link.zoom-to-run', 'Show the time of ${run_name}'), url: runUrl };
  const figures = runFigures({ dialect: scope.dialect, ...RUN_SCOPE }, link).map((panel) => place(panel, 4, 4));
  const [chain, ...rest] = variantRows(scope, thresholds);
  const beside = (panels: Row['panels']): Row => ({ indent: EXPERIMENT_WIDTH, panels });
  const wide = (chain?.panels ?? []).map(({ panel }) => beside([place(panel, 24 - EXPERIMENT_WIDTH, 8)]));
  return {
    id: 'llmd-wva-experiment',
    title: t('boards.board.llmd-wva-experiment.title', 'Experiment'),
    description: t(
      'boards.board.llmd-wva-experiment.description',
      'Start an experiment, watch the autoscaler answer it, and see what a run is judged by.'
    ),
    tags: ['llm-d', 'wva', 'experiment'],
    variables: [...variantVariables(scope), ...runVariables(scope)],
    rows: [
      beside([place(runLength('${run_name}', link), 24 - EXPERIMENT_WIDTH, 3)]),
      beside(figures.slice(0, 4)),
      beside(figures.slice(4)),
      ...wide,
      ...rest,
    ],
  };
}
