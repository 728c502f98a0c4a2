import { EmbeddedScene, SceneAppPage, SceneReactObject, type SceneRouteMatch } from '@grafana/scenes';
import React from 'react';
import { Navigate } from 'react-router-dom';

import type { EffectiveThresholds } from '../../domain/variant';
import { t } from '../../i18n/t';
import { variantBoard } from '../../panels/boards';
import { DecisionLaneScene } from '../../assessment/decisions/DecisionLaneScene';
import { MarkWindowControl } from '../../assessment/windows/MarkWindowControl';
import { APP_PATH } from '../../constants';
import { ROUTES, overviewPath, variantPath } from '../../routes';
import { boardVariables } from '../../scenes/boardScene';
import { CHOSEN } from '../../scenes/chosen';
import { DashboardLink } from '../../scenes/DashboardLink';
import { DetectionGate } from '../../scenes/DetectionGate';
import { pageScene, withSources, type SceneSources } from '../../scenes/pageScene';
import { VariantGpusLink } from '../../scenes/VariantGpusLink';
import type { AppSettings } from '../../shared/appSettings';
import { variantBody } from '../../scenes/strip/variantBody';

interface VariantRef {
  namespace: string;
  name: string;
}

const [BASE = '', ...REST] = ROUTES.variant.split('/');

/** `variants/:namespace/:name`: the overview's charts bound to one variant. Without a name the overview is the place. */
export function variantsPage(
  settings: AppSettings,
  thresholds: EffectiveThresholds,
  parent: () => SceneAppPage
): SceneAppPage {
  return new SceneAppPage({
    title: t('pages.variants.title', 'Variants'),
    url: `${APP_PATH}/${BASE}`,
    routePath: `${BASE}/*`,
    getScene: () =>
      new EmbeddedScene({
        body: new SceneReactObject({
          component: () => React.createElement(Navigate, { to: overviewPath(), replace: true }),
        }),
      }),
    drilldowns: [
      {
        routePath: `${REST.join('/')}/*`,
        getPage: (match: SceneRouteMatch<VariantRef>) => variantPage(match.params, settings, thresholds, parent),
      },
    ],
  });
}

function variantPage(
  ref: VariantRef,
  settings: AppSettings,
  thresholds: EffectiveThresholds,
  parent: () => SceneAppPage
): SceneAppPage {
  return new SceneAppPage({
    title: ref.name,
    subTitle: t('pages.variant.subtitle', 'Variant in {{namespace}}', {
      namespace: ref.namespace,
    }),
    url: variantPath(ref),
    routePath: '*',
    getParentPage: parent,
    getScene: () => withSources(settings, (sources) => variantScene(sources, thresholds, ref)),
  });
}

function variantScene(
  sources: SceneSources,
  thresholds: EffectiveThresholds,
  { namespace, name }: VariantRef
): EmbeddedScene {
  const uid = sources.prometheusUid;
  const board = variantBoard({ scope: CHOSEN, thresholds });
  return pageScene(sources, {
    controls: [
      new DashboardLink({ uid: 'llmd-wva-overview', chosen: { namespace, variant: name } }),
      new VariantGpusLink({ workload: { namespace, variant: name } }),
      new MarkWindowControl({ workload: { namespace, variant: name } }),
    ],
    // Bound through variables, not through query text: Grafana escapes what stands in a URL.
    variables: boardVariables(board.variables, uid, { bound: { namespace, variant: name } }),
    body: new DetectionGate({
      uid,
      needs: { subjects: ['wva', 'dialect', 'vllm', 'kube'] },
      body: variantBody({
        uid,
        scope: CHOSEN,
        thresholds,
        rows: board.rows,
        named: { namespace, name },
        afterReplicas: new DecisionLaneScene({ uid, workload: { namespace, variant: name }, thresholds }),
      }),
    }),
  });
}
