/** Ids, prefixes and names that more than one plugin, or something outside the plugins, has to agree on. */

export const APP_ID = 'llmd-wva-app';
export const DATASOURCE_ID = 'llmd-tekton-datasource';
export const PANEL_ID = 'llmd-experiment-panel';

/** Where Grafana mounts the app. */
export const APP_PATH = `/a/${APP_ID}`;

/** Prefix of every label and annotation that this plugin puts on a Kubernetes object. */
export const MARK_PREFIX = `${APP_ID}/`;
