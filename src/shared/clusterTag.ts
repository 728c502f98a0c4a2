import { clusterTag } from '../domain/runAnnotation';
import { currentAppSettings } from './appSettings';

/** The tag of annotations of the chosen cluster; undefined for the first one, and where there is one only. */
export function chosenClusterTag(): string | undefined {
  const { cluster, clusters } = currentAppSettings();
  return cluster === undefined || cluster === clusters[0]?.name ? undefined : clusterTag(cluster);
}
