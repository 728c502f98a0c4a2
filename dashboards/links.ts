/** Links among the dashboards, and into the app. All keep the time and what was chosen. */
import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';

import type { Board } from '../src/panels/spec';
import { dashboardPath, EXPERIMENT_DASHBOARD, gpusPath, overviewPath, runsPath } from '../src/routes';
import { DATASOURCE_VARIABLE, TEKTON_VARIABLE } from './variables';

/** Uid of the dashboard that shows one variant. */
const ONE_VARIANT = 'llmd-wva-overview';

/** The variant's dashboard for a row of a table; its two placeholders are Grafana's to fill, per row. */
export function variantUrl(namespace: string, variant: string): string {
  const choice = `var-namespace=${namespace}&var-variant=${variant}`;
  return `${dashboardPath(ONE_VARIANT)}?${choice}&\${${DATASOURCE_VARIABLE}:queryparam}&\${__url_time_range}`;
}

/** The dashboard of a run at the time of the one that it shows. */
export function shownRunUrl(): string {
  const choice = 'var-run=${run}&var-namespace=${run_namespace}&var-variant=${run_variant}';
  const data = `\${${DATASOURCE_VARIABLE}:queryparam}&\${${TEKTON_VARIABLE}:queryparam}`;
  return `${dashboardPath(EXPERIMENT_DASHBOARD)}?from=\${run_from}&to=\${run_to}&${choice}&${data}`;
}

/** The page of the app that a board's panels are also on; the list of runs for those of no page. */
const APP_PAGES: Readonly<Record<string, { title: string; url: string }>> = {
  'llmd-wva-overview': { title: 'App: overview', url: overviewPath() },
  'llmd-wva-fleet': { title: 'App: overview', url: overviewPath() },
  'llmd-wva-gpus': { title: 'App: GPUs', url: gpusPath() },
};
const RUNS_PAGE = { title: 'App: experiments', url: runsPath() };

/** Links of one dashboard to all others and to the app. */
export function dashboardLinks(own: Board, all: readonly Board[]): DashboardLinkBuilder[] {
  const others = all.filter(({ id }) => id !== own.id);
  const page = APP_PAGES[own.id] ?? RUNS_PAGE;
  return [
    ...others.map(({ id, title, description }) => link(title, dashboardPath(id), description, true)),
    link(page.title, page.url, 'In the app: decisions, alerts and experiments beside these charts', false),
  ];
}

function link(title: string, url: string, tooltip: string, withVariables: boolean): DashboardLinkBuilder {
  return new DashboardLinkBuilder(title)
    .type(DashboardLinkType.Link)
    .url(url)
    .tooltip(tooltip)
    .icon(withVariables ? 'dashboard' : 'external link')
    .keepTime(true)
    .includeVars(withVariables)
    .targetBlank(false);
}
