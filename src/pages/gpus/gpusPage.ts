import { SceneAppPage, type EmbeddedScene } from '@grafana/scenes';

import { t } from '../../i18n/t';
import { gpusBoard } from '../../panels/boards';
import { VARIABLE_DIALECT } from '../../queries/dialect';
import { gpuSnapshot } from '../../queries/gpu';
import { ROUTES, gpusOfNodeUrl, gpusPath } from '../../routes';
import { AlertsScene } from '../../scenes/alerts/AlertsScene';
import { BoardLayout } from '../../scenes/BoardLayout';
import { boardRow, boardVariables } from '../../scenes/boardScene';
import { DashboardLink } from '../../scenes/DashboardLink';
import { DetectionGate } from '../../scenes/DetectionGate';
import { pageScene, withSources, type SceneSources } from '../../scenes/pageScene';
import type { AppSettings } from '../../shared/appSettings';
import { GpuGridScene } from './GpuGridScene';

/** Hardware, held or idle: by accelerator and node, whatever runs on it. */
const SCOPE = { dialect: VARIABLE_DIALECT, accelerator: '$accelerator', node: '$node' };

/** Panel whose row the grid and its list stand in for, on this page. */
const DRAWN_BY_GRID = 'gpu-ranking';

/** Every GPU of every node. */
export function gpusPage(settings: AppSettings): SceneAppPage {
  return new SceneAppPage({
    title: t('pages.gpus.title', 'GPUs'),
    subTitle: t('pages.gpus.subtitle', 'Every GPU of every node, and the pod that uses it.'),
    url: gpusPath(),
    routePath: `${ROUTES.gpus}/*`,
    getScene: () => withSources(settings, (sources) => gpusScene(sources, settings.acceleratorFilter)),
  });
}

export function gpusScene(sources: SceneSources, acceleratorFilter: string): EmbeddedScene {
  const uid = sources.prometheusUid;
  const board = gpusBoard({ scope: SCOPE, nodeUrl: gpusOfNodeUrl });
  const [figures, ...rest] = board.rows.filter((row) => !row.panels.some(({ panel }) => panel.id === DRAWN_BY_GRID));
  return pageScene(sources, {
    variables: boardVariables(board.variables, uid, { startWith: { accelerator: acceleratorFilter } }),
    controls: [new DashboardLink({ uid: 'llmd-wva-gpus' })],
    body: new DetectionGate({
      uid,
      needs: { subjects: ['gpu'] },
      body: new BoardLayout({
        children: [
          ...(figures ? [boardRow(figures, uid)] : []),
          new AlertsScene({ uid, subject: { kind: 'gpus' } }),
          new GpuGridScene({ uid, queries: gpuSnapshot(SCOPE) }),
          ...rest.map((row) => boardRow(row, uid)),
        ],
      }),
    }),
  });
}
