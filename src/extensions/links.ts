/**
 * Where the app offers itself in the rest of Grafana: menus of dashboard panels, Explore, the command palette, alerts. Each link
 * stands in plugin.json too, by which Grafana knows when to load the app for it.
 */
import { PluginExtensionPoints, type PluginExtensionAddedLinkConfig } from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';

import { t } from '../i18n/t';
import { CLUSTER_PARAM, comparePath, gpusPath, overviewPath, runsPath, variantPath, withQuery } from '../routes';
import { alertFacts, clusterOf, isOwnDashboard, queriesFacts } from './context';
import { isName, subjectOf, subjectOfAlert, type Subject } from './subject';

/** @param jsonData reads the app's settings, which are not there before the plugin is */
export function extensionLinks(jsonData: () => unknown): PluginExtensionAddedLinkConfig[] {
  return [
    {
      targets: [PluginExtensionPoints.DashboardPanelMenu, PluginExtensionPoints.ExploreToolbarAction],
      title: t('extensions.open', 'Open in Workload Variant Autoscaler'),
      description: t(
        'extensions.open-about',
        'Shows the variant or the GPUs that these queries are about, at this time.'
      ),
      icon: 'chart-line',
      path: overviewPath(),
      configure: (context) => {
        const { queries, dataSourceUid, ...time } = queriesFacts(context);
        const subject = chosenOn(context, subjectOf(queries.map((query) => filledIn(query, context))));
        return subject && { path: pathOf(subject, { ...time, [CLUSTER_PARAM]: clusterOf(jsonData(), dataSourceUid) }) };
      },
    },
    {
      targets: [PluginExtensionPoints.AlertingAlertingRuleAction, PluginExtensionPoints.AlertInstanceAction],
      title: t('extensions.alert', 'Show in Workload Variant Autoscaler'),
      description: t('extensions.alert-about', 'Shows the variant or the GPUs that this alert is about.'),
      icon: 'chart-line',
      path: overviewPath(),
      configure: (context) => {
        const subject = subjectOfAlert(alertFacts(context));
        return subject && { path: pathOf(subject, {}) };
      },
    },
    palette(
      t('extensions.runs', 'Experiments of the Workload Variant Autoscaler'),
      t('extensions.runs-about', 'Runs in progress and finished runs; start another.'),
      runsPath()
    ),
    palette(
      t('extensions.compare', 'Compare experiments of the Workload Variant Autoscaler'),
      t('extensions.compare-about', 'Holds runs beside each other and says whether one is better.'),
      comparePath({ runs: [] })
    ),
  ];
}

function palette(title: string, description: string, path: string): PluginExtensionAddedLinkConfig {
  return { targets: [PluginExtensionPoints.CommandPalette], title, description, path };
}

/** A query with the values of its dashboard's variables; several values make a pattern, which names no single variant. */
function filledIn(query: string, context: object | undefined): string {
  const scopedVars = context && 'scopedVars' in context ? (context.scopedVars as object) : undefined;
  return getTemplateSrv().replace(query, { ...scopedVars }, (value: string | string[]) =>
    Array.isArray(value) ? value.join('|') : value
  );
}

/** On the app's own dashboards a variant is chosen, which says what their queries do not: they name its pods one by one. */
function chosenOn(context: object | undefined, subject: Subject | undefined): Subject | undefined {
  const [namespace, name] = isOwnDashboard(context)
    ? ['$namespace', '$variant'].map((variable) => filledIn(variable, context))
    : [];
  return subject?.kind === 'fleet' && namespace && name && isName(namespace) && isName(name)
    ? { kind: 'variant', namespace, name }
    : subject;
}

function pathOf(subject: Subject, query: Record<string, string | undefined>): string {
  switch (subject.kind) {
    case 'variant':
      return withQuery(variantPath(subject), Object.entries(query));
    case 'gpus':
      return withQuery(gpusPath(), Object.entries({ ...query, 'var-node': subject.node }));
    case 'fleet':
      return withQuery(overviewPath(), Object.entries({ ...query, 'var-namespace': subject.namespace }));
  }
}
