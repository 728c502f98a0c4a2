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
    // Without headings and no higher than a wall screen of 1920 x 1080 shows at once, in kiosk mode.
    rows: [
      { panels: fleetFigures(scope, thresholds, recorded).map((panel) => place(panel, 4, 3)) },
      { panels: [place(fleetModels({ scope, recorded }), 24, 4)] },
      { panels: [place(fleetRanking(options), 24, 8)] },
      {
        panels: [place(fleetReplicas(scope, recorded), 12, 5), place(fleetSpread(scope, thresholds, recorded), 12, 5)],
      },
      {
        panels: [
          place(fleetLoad(scope, recorded), 8, 5),
          place(fleetQueue(scope, recorded), 8, 5),
          place(fleetOscillation(scope, 10), 8, 5),
        ],
      },
    ],
  };
}
