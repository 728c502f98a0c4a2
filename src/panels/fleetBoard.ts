/** The board of many variants. */
import { t } from '../i18n/t';
import { effectiveThresholds } from '../domain/variant';
import { namespacesVariable } from './boardVariables';
import type { OverviewOptions } from './boards';
import { fleetFigures } from './fleetFigures';
import { fleetModels } from './fleetModels';
import { fleetLoad, fleetOscillation, fleetQueue, fleetRanking, fleetReplicas, fleetSpread } from './fleetRanking';
import { place, type Board } from './spec';

/** Many variants, those that need attention first. */
export function fleetBoard({
  scope,
  thresholds = effectiveThresholds(),
  variantUrl,
  recorded,
}: Omit<OverviewOptions, 'fleet'>): Board {
  const options = { scope, thresholds, variantUrl, recorded };
  return {
    id: 'llmd-wva-fleet',
    title: t('boards.board.llmd-wva-fleet.title', 'Fleet'),
    description: t('boards.board.llmd-wva-fleet.description', 'All variants, ranked by what needs attention.'),
    tags: ['llm-d', 'wva', 'autoscaling', 'fleet'],
    variables: [namespacesVariable(scope)],
    rows: [
      {
        title: t('boards.board.at-glance', 'At a glance'),
        panels: fleetFigures(scope, thresholds, recorded).map((panel) => place(panel, 4, 4)),
      },
      {
        title: t('boards.board.models', 'Models'),
        panels: [place(fleetModels({ scope, recorded }), 24, 5)],
      },
      {
        title: t('boards.board.what-needs-attention', 'What needs attention'),
        panels: [place(fleetRanking(options), 24, 14)],
      },
      {
        title: t('boards.board.over-time', 'Over time'),
        panels: [place(fleetReplicas(scope, recorded), 12, 9), place(fleetSpread(scope, thresholds, recorded), 12, 9)],
      },
      {
        panels: [
          place(fleetLoad(scope, recorded), 8, 9),
          place(fleetQueue(scope, recorded), 8, 9),
          place(fleetOscillation(scope, 10), 8, 9),
        ],
      },
    ],
  };
}
