/**
 * Every page's pattern and, beside it, the function that builds a path to it.
 *
 * Patterns are relative to {@link APP_PATH}, as SceneApp wants them; built paths are absolute. Segments that come from
 * the cluster (namespaces, names) are percent-encoded, so a hostile name cannot leave its segment.
 */
import { APP_PATH } from './constants';

export const ROUTES = {
  overview: 'overview',
  variant: 'variants/:namespace/:name',
  gpus: 'gpus',
  runs: 'runs',
  run: 'runs/:namespace/:name',
  compare: 'compare',
  trend: 'trend',
  readiness: 'readiness',
} as const;

interface ObjectPath {
  /** Of several clusters; the chosen one without. */
  cluster?: string;
  namespace: string;
  name: string;
}

/** The URL's parameter that chooses one of several clusters, on every page. */
export const CLUSTER_PARAM = 'cluster';

/** The parameter of the GPUs page that leaves only those of a variant: its namespace, a slash, its name. */
export const HOLDER_PARAM = 'holder';

const segment = encodeURIComponent;
const inCluster = (cluster: string | undefined): string =>
  cluster === undefined ? '' : `?${CLUSTER_PARAM}=${segment(cluster)}`;

/** Uid of the provisioned dashboard of a run. */
export const EXPERIMENT_DASHBOARD = 'llmd-wva-experiment';
/** Shown before and after a run, ms: the workload without the load, and the begin of the scale-down. */
const AROUND_RUN_MS = 2 * 60_000;

/** A workload under load, and when; epoch ms. */
export interface RunSpan {
  namespace: string;
  variant: string;
  from: number;
  to: number;
}

export const overviewPath = (): string => `${APP_PATH}/${ROUTES.overview}`;
/** The overview with a variant chosen: below its model, where that has several variants. */
export const overviewOfPath = ({ namespace, name }: ObjectPath): string =>
  `${overviewPath()}?var-namespace=${segment(namespace)}&var-variant=${segment(name)}`;
export const gpusPath = (): string => `${APP_PATH}/${ROUTES.gpus}`;
/** The GPUs of one node of a table, at the same time: two placeholders, which Grafana fills per row. */
export const gpusOfNodeUrl = (node: string): string => `${gpusPath()}?var-node=${node}&\${__url_time_range}`;
/** The GPUs of one node that is known. */
export const gpusOfNodePath = (node: string): string => `${gpusPath()}?var-node=${segment(node)}`;
/** The GPUs that a variant's pods hold. */
export const gpusOfVariantPath = ({ namespace, name }: ObjectPath): string =>
  `${gpusPath()}?${HOLDER_PARAM}=${segment(`${namespace}/${name}`)}`;
export const runsPath = (): string => `${APP_PATH}/${ROUTES.runs}`;
/** The list of runs with the form that starts one open. */
export const startPath = (): string => `${runsPath()}?start=true`;
export const readinessPath = (cluster?: string): string => `${APP_PATH}/${ROUTES.readiness}${inCluster(cluster)}`;
export const configPath = (): string => `/plugins/${APP_PATH.slice(3)}`;
export const dashboardPath = (uid: string): string => `/d/${uid}`;
/** The dashboard of a run, at its time and for its workload. */
export const experimentDashboardPath = ({ namespace, variant, from, to }: RunSpan): string =>
  `${dashboardPath(EXPERIMENT_DASHBOARD)}?from=${from - AROUND_RUN_MS}&to=${to + AROUND_RUN_MS}` +
  `&var-namespace=${segment(namespace)}&var-variant=${segment(variant)}`;
export const variantPath = ({ namespace, name }: ObjectPath): string =>
  `${APP_PATH}/variants/${segment(namespace)}/${segment(name)}`;
export const runPath = ({ cluster, namespace, name }: ObjectPath): string =>
  `${APP_PATH}/runs/${segment(namespace)}/${segment(name)}${inCluster(cluster)}`;

/** A run's page where its decisions are. */
export const runDecisionsPath = (run: ObjectPath): string =>
  `${runPath(run)}${run.cluster === undefined ? '?' : '&'}tab=analysis`;

/** @param baseline the run that the others are held against; the page chooses one without it */
export function comparePath({ runs, baseline }: { runs: readonly ObjectPath[]; baseline?: ObjectPath }): string {
  return withQuery(`${APP_PATH}/${ROUTES.compare}`, [
    ...runs.map((run) => ['run', idOf(run)] as const),
    ['baseline', baseline && idOf(baseline)],
  ]);
}

export const trendPath = ({ experiment, kpi }: { experiment?: string; kpi?: string }): string =>
  withQuery(`${APP_PATH}/${ROUTES.trend}`, Object.entries({ experiment, kpi }));

/** A path with parameters; those without a value are left out. A name may stand there several times. */
export function withQuery(path: string, params: ReadonlyArray<readonly [string, string | undefined]>): string {
  const given = params.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

function idOf({ cluster, namespace, name }: ObjectPath): string {
  return `${cluster === undefined ? '' : `${cluster}:`}${namespace}/${name}`;
}
