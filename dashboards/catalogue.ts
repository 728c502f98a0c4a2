/** The provisioned dashboards, from the boards that the app's pages show. */
import { withDecisionLane } from '../src/panels/decisionLane';
import { controllerBoard } from '../src/panels/controllerBoard';
import { experimentBoard } from '../src/panels/experimentBoard';
import { fleetBoard } from '../src/panels/fleetBoard';
import { gpusBoard, overviewBoard } from '../src/panels/boards';
import { VARIABLE_DIALECT } from '../src/queries/dialect';
import { gpusOfNodeUrl } from '../src/routes';
import type { DashboardSpec } from './dashboard';
import { EXPERIMENT_PANEL } from './experimentPanel';
import { shownRunUrl, variantUrl } from './links';

const dialect = VARIABLE_DIALECT;
/** The chosen variant. */
const CHOSEN = {
  dialect,
  namespace: '$namespace',
  model: '$model',
  variant: '$variant',
  pods: '$pods',
  accelerator: '$accelerator',
};
/** The workload of the run that is shown. */
const OF_RUN = { dialect, namespace: '$namespace', variant: '$variant', pods: '$pods' };
/** The variants of the chosen namespaces. */
const NAMESPACES = { dialect, namespace: '$namespace' };
/** Hardware, held or idle. */
const HARDWARE = { dialect, accelerator: '$accelerator', node: '$node' };
const LAST_HOUR = { from: 'now-1h', to: 'now' };

export interface CatalogueOptions {
  /** Panels that can read what the recording rules keep; those have to be installed. */
  recorded?: boolean;
}

/** All dashboards, in the order in which they link to each other. */
export function catalogue({ recorded }: CatalogueOptions = {}): DashboardSpec[] {
  return [
    {
      board: fleetBoard({ scope: NAMESPACES, variantUrl, recorded }),
      time: LAST_HOUR,
    },
    {
      board: withDecisionLane(overviewBoard({ scope: CHOSEN, fleet: { dialect }, variantUrl, recorded }), CHOSEN),
      time: LAST_HOUR,
    },
    {
      // The accelerator that the experiments run on comes first.
      board: gpusBoard({
        scope: HARDWARE,
        accelerator: 'NVIDIA L40S',
        recorded,
        nodeUrl: gpusOfNodeUrl,
        variantUrl,
      }),
      time: LAST_HOUR,
    },
    {
      board: withDecisionLane(experimentBoard({ scope: OF_RUN, runUrl: shownRunUrl() }), OF_RUN),
      lead: EXPERIMENT_PANEL,
      time: LAST_HOUR,
      showsTekton: true,
    },
    {
      board: controllerBoard({ scope: NAMESPACES }),
      time: { from: 'now-6h', to: 'now' },
    },
  ];
}
