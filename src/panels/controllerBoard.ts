/** The board of the autoscaler itself. */
import { t } from '../i18n/t';
import { namespacesVariable } from './boardVariables';
import type { OverviewOptions } from './boards';
import { controllerDecisions, controllerFigures, controllerIdentity, controllerWork } from './controller';
import { controllerSight } from './controllerSight';
import { place, type Board } from './spec';

/** Health of the autoscaler itself. What a version does not tell comes last. */
export function controllerBoard({ scope }: Pick<OverviewOptions, 'scope'>): Board {
  const { ratio, scalings } = controllerDecisions(scope);
  const sight = controllerSight(scope);
  return {
    id: 'llmd-wva-controller',
    title: t('boards.board.llmd-wva-controller.title', 'WVA controller'),
    description: t(
      'boards.board.llmd-wva-controller.description',
      'Whether the autoscaler itself is well: it decides, on fresh numbers, without errors.'
    ),
    tags: ['llm-d', 'wva', 'controller'],
    variables: [namespacesVariable(scope)],
    rows: [
      {
        title: t('boards.board.at-glance', 'At a glance'),
        panels: [place(controllerIdentity(), 10, 4), ...controllerFigures(scope).map((panel) => place(panel, 7, 4))],
      },
      {
        title: t('boards.board.how-works', 'How it works'),
        panels: controllerWork().map((panel) => place(panel, 8, 8)),
      },
      {
        title: t('boards.board.what-decides', 'What it decides'),
        panels: [place(ratio, 16, 8), place(scalings, 8, 8)],
      },
      {
        title: t('boards.board.what-sees-wva', 'What it sees: WVA 0.8 and on'),
        panels: sight.slice(0, 2).map((panel) => place(panel, 12, 8)),
      },
      { panels: sight.slice(2).map((panel) => place(panel, 8, 8)) },
    ],
  };
}
