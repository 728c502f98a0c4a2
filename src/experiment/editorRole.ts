/** The role that writing takes, for annotations as for runs. */
import { config } from '@grafana/runtime';

/** Read on each call: the preview and tests switch roles. */
export function isEditor(): boolean {
  const { user } = config.bootData;
  return user.isGrafanaAdmin || user.orgRole === 'Editor' || user.orgRole === 'Admin';
}
