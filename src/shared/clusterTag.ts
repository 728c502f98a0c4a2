import { clusterTag } from '../domain/runAnnotation';
import { currentAppSettings } from './appSettings';

/**
 * The tag of annotations of a cluster; undefined for the first one, and where there is one only.
 *
 * @param cluster the chosen one, unless another is named
 */
export function annotationClusterTag(cluster = currentAppSettings().cluster): string | undefined {
  return cluster === undefined || cluster === currentAppSettings().clusters[0]?.name ? undefined : clusterTag(cluster);
}
