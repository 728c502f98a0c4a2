/** The board of the autoscaler itself. */
import { namespacesVariable } from './boardVariables';
import type { OverviewOptions } from './boards';
import {
  controllerDecisions,
  controllerFigures,
  controllerIdentity,
  controllerSight,
  controllerWork,
} from './controller';
import { place, type Board } from './spec';

/** Health of the autoscaler itself. What a version does not tell comes last. */
export function controllerBoard({ scope }: Pick<OverviewOptions, 'scope'>): Board {
  const { ratio, scalings } = controllerDecisions(scope);
  const sight = controllerSight(scope);
  return {
    id: 'llmd-wva-controller',
    title: 'WVA controller',
    description: 'Whether the autoscaler itself is well: it decides, on fresh numbers, without errors.',
    tags: ['llm-d', 'wva', 'controller'],
    variables: [namespacesVariable(scope)],
    rows: [
      {
        title: 'At a glance',
        panels: [place(controllerIdentity(), 12, 4), ...controllerFigures(scope).map((panel) => place(panel, 6, 4))],
      },
      { title: 'How it works', panels: controllerWork().map((panel) => place(panel, 8, 8)) },
      { title: 'What it decides', panels: [place(ratio, 16, 8), place(scalings, 8, 8)] },
      { title: 'What it sees: WVA 0.9 and on', panels: sight.slice(0, 2).map((panel) => place(panel, 12, 8)) },
      { panels: sight.slice(2).map((panel) => place(panel, 8, 8)) },
    ],
  };
}
