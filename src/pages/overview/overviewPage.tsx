import { EmbeddedScene, SceneAppPage, SceneReactObject } from '@grafana/scenes';

import type { EffectiveThresholds } from '../../domain/variant';
import { DecisionLaneScene } from '../../assessment/decisions/DecisionLaneScene';
import { MarkWindowControl } from '../../assessment/windows/MarkWindowControl';
import { t } from '../../i18n/t';
import { overviewBoard } from '../../panels/boards';
import { VARIABLE_DIALECT } from '../../queries/dialect';
import { LazyReadinessNotice } from '../../readiness-view/LazyReadinessNotice';
import { ROUTES, overviewPath } from '../../routes';
import { BoardLayout } from '../../scenes/BoardLayout';
import { boardRow, boardVariables } from '../../scenes/boardScene';
import { CHOSEN } from '../../scenes/chosen';
import { DashboardLink } from '../../scenes/DashboardLink';
import { DetectionGate } from '../../scenes/DetectionGate';
import { pageScene, withSources, type SceneSources } from '../../scenes/pageScene';
import { VariableGate } from '../../scenes/VariableGate';
import { VariantGpusLink } from '../../scenes/VariantGpusLink';
import type { AppSettings } from '../../shared/appSettings';
import { FleetScene } from './FleetScene';
import { NoVariants } from './NoVariants';
import { OfThisUserScene } from './OfThisUserScene';
import { variantBody } from '../../scenes/strip/variantBody';

/** All variants at a glance and, below, the chosen one: with one variant only, that one. */
export function overviewPage(settings: AppSettings, thresholds: EffectiveThresholds): SceneAppPage {
  return new SceneAppPage({
    title: t('pages.overview.title', 'Overview'),
    subTitle: t('pages.overview.subtitle', 'What the autoscaler sees, wants and gets.'),
    url: overviewPath(),
    routePath: `${ROUTES.overview}/*`,
    getScene: () => withSources(settings, (sources) => overviewScene(sources, thresholds)),
  });
}

function overviewScene(sources: SceneSources, thresholds: EffectiveThresholds): EmbeddedScene {
  const uid = sources.prometheusUid;
  const board = overviewBoard({
    scope: CHOSEN,
    fleet: { dialect: VARIABLE_DIALECT },
    thresholds,
    variantUrl: choosingUrl,
  });
  const [fleet, ...rows] = board.rows;
  return pageScene(sources, {
    controls: [
      new DashboardLink({ uid: 'llmd-wva-overview' }),
      new VariantGpusLink({ workload: CHOSEN }),
      new MarkWindowControl({ workload: CHOSEN }),
    ],
    variables: boardVariables(board.variables, uid),
    body: new DetectionGate({
      uid,
      // Variants are found by what WVA says of them, and by the pods that vLLM runs in.
      needs: { subjects: ['wva', 'dialect', 'vllm', 'kube'], essential: ['wva', 'vllm'] },
      body: new BoardLayout({
        children: [
          new SceneReactObject({ component: LazyReadinessNotice, props: { place: 'overview' } }),
          new OfThisUserScene({ workload: CHOSEN, variantUrl: choosingUrl }),
          ...(fleet ? [new FleetScene({ uid, row: boardRow(fleet, uid), variantUrl: choosingUrl })] : []),
          new VariableGate({
            variable: 'variant',
            empty: NoVariants,
            body: variantBody({
              uid,
              scope: CHOSEN,
              thresholds,
              rows,
              afterReplicas: new DecisionLaneScene({ uid, workload: CHOSEN, thresholds }),
            }),
          }),
        ],
      }),
    }),
  });
}

/** The overview with a variant of the table chosen; time and refresh stay as they are. */
function choosingUrl(namespace: string, variant: string): string {
  return `${overviewPath()}?var-namespace=${namespace}&var-variant=${variant}&\${__url_time_range}`;
}
