/** The board of the autoscaler itself. */
import { namespacesVariable } from './boardVariables';
import type { OverviewOptions } from './boards';
import { controllerDecisions, controllerFigures, controllerIdentity, controllerWork } from './controller';
import { place, type Board } from './spec';

/** Health of the autoscaler itself. */
export function controllerBoard({ scope }: Pick<OverviewOptions, 'scope'>): Board {
  const [reconcileCount, reconcileTime, ...others] = controllerWork(scope).map((panel) => place(panel, 12, 8));
  const [ratio, ...decisions] = controllerDecisions(scope);
  return {
    id: 'llmd-wva-controller',
    title: 'WVA controller',
    description: 'Whether the autoscaler itself is well: it decides, on fresh numbers, without errors.',
    tags: ['llm-d', 'wva', 'controller'],
    variables: [namespacesVariable(scope)],
    rows: [
      {
        title: 'At a glance',
        panels: [place(controllerIdentity(), 12, 4), ...controllerFigures(scope).map((panel) => place(panel, 4, 4))],
      },
      { title: 'What it decides', panels: ratio ? [place(ratio, 24, 8)] : [] },
      { panels: decisions.slice(0, 2).map((panel) => place(panel, 12, 8)) },
      { panels: decisions.slice(2).map((panel) => place(panel, 12, 5)) },
      {
        title: 'How it works: up to 0.8',
        panels: [reconcileCount, reconcileTime].filter((item) => item !== undefined),
      },
      { title: 'How it works: 0.9 and on', panels: others.slice(0, 2) },
      { panels: others.slice(2) },
    ],
  };
}
