/**
 * Every page's pattern and, beside it, the function that builds a path to it.
 *
 * Patterns are relative to {@link APP_PATH}, as SceneApp wants them; built paths are absolute. Segments that come from
 * the cluster (namespaces, names) are percent-encoded, so a hostile name can not leave its segment.
 */
import { APP_PATH } from './constants';

export const ROUTES = {
  overview: 'overview',
  variant: 'variants/:namespace/:name',
  gpus: 'gpus',
  runs: 'runs',
  run: 'runs/:namespace/:name',
  compare: 'compare',
  readiness: 'readiness',
} as const;

export type RouteName = keyof typeof ROUTES;

interface ObjectPath {
  namespace: string;
  name: string;
}

const segment = encodeURIComponent;

export const overviewPath = (): string => `${APP_PATH}/${ROUTES.overview}`;
export const gpusPath = (): string => `${APP_PATH}/${ROUTES.gpus}`;
export const runsPath = (): string => `${APP_PATH}/${ROUTES.runs}`;
export const readinessPath = (): string => `${APP_PATH}/${ROUTES.readiness}`;
export const configPath = (): string => `/plugins/${APP_PATH.slice(3)}`;
export const variantPath = ({ namespace, name }: ObjectPath): string =>
  `${APP_PATH}/variants/${segment(namespace)}/${segment(name)}`;
export const runPath = ({ namespace, name }: ObjectPath): string =>
  `${APP_PATH}/runs/${segment(namespace)}/${segment(name)}`;
