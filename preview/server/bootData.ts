/** The page that every address of the frontend is answered with, and the data that it starts from. */
import type { PreviewState } from './state';
import type { User } from './users';

/** The user as Grafana's frontend knows it, with the permissions of the role that pages look at. */
function bootUser(user: User, theme: string): Record<string, unknown> {
  const permissions: Record<string, boolean> = {
    'annotations:read': true,
    'datasources:query': true,
    'plugins.app:access': true,
  };
  if (user.orgRole !== 'Viewer') {
    Object.assign(permissions, {
      'annotations:create': true,
      'annotations:write': true,
      'annotations:delete': true,
      'datasources:explore': true,
    });
  }
  if (user.orgRole === 'Admin') {
    Object.assign(permissions, { 'datasources:read': true, 'datasources:write': true, 'plugins:write': true });
  }
  return {
    isSignedIn: true,
    id: user.id,
    uid: `u${user.id}`,
    login: user.login,
    name: user.name,
    email: `${user.login}@localhost`,
    orgId: 1,
    orgName: 'Preview',
    orgRole: user.orgRole,
    orgCount: 1,
    isGrafanaAdmin: false,
    hasEditPermissionInFolders: user.orgRole !== 'Viewer',
    gravatarUrl: '',
    timezone: 'browser',
    weekStart: 'browser',
    locale: 'en-US',
    language: 'en-US',
    theme,
    lightTheme: theme === 'light',
    permissions,
    analytics: { identifier: '' },
    authenticatedBy: '',
  };
}

export function indexHtml(state: PreviewState, user: User, theme: 'dark' | 'light'): string {
  const bootData = {
    settings: state.frontendSettings(),
    user: bootUser(user, theme),
    navTree: [],
    assets: { dark: '', light: '', jsFiles: [] },
  };
  // A script element ends at its end tag wherever that stands, so none may stand in the data.
  const json = JSON.stringify(bootData).replace(/</g, '\\u003c');
  const background = theme === 'dark' ? '#111217' : '#f4f5f5';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Preview</title>
<base href="/">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="preview/boot.css">
<style>html, body { margin: 0; height: 100%; background: ${background}; }</style>
</head>
<body class="theme-${theme}">
<div id="reactRoot"></div>
<script>window.__grafana_public_path__ = 'public/'; window.grafanaBootData = ${json};</script>
<script type="module" src="preview/boot.js"></script>
</body>
</html>
`;
}
