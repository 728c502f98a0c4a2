/** Where Grafana mounts an app: `/a/<id>/*`. */
import { PluginContextProvider } from '@grafana/data';
import { config } from '@grafana/runtime';
import { Alert, ErrorBoundaryAlert, LoadingPlaceholder } from '@grafana/ui';
import React from 'react';
import { useLocation, useParams } from 'react-router';

import { loadApp } from '../plugins';
import { useLoaded } from './useLoaded';

const ORDER = ['Viewer', 'Editor', 'Admin'];

export function AppPage() {
  const { pluginId = '' } = useParams();
  const location = useLocation();
  const { value: plugin, error } = useLoaded(pluginId, () => loadApp(pluginId));
  if (error !== undefined) {
    return (
      <Alert severity="error" title="App not found">
        {error.message}
      </Alert>
    );
  }
  if (plugin === undefined) {
    return <LoadingPlaceholder text="Loading…" />;
  }
  if (!plugin.meta.enabled) {
    return <Alert severity="warning" title="Application Not Enabled" />;
  }
  const include = plugin.meta.includes?.find((one) => one.path === location.pathname);
  if (include?.role !== undefined && ORDER.indexOf(config.bootData.user.orgRole) < ORDER.indexOf(include.role)) {
    return (
      <Alert severity="warning" title="Access denied">
        You do not have permission to see this page.
      </Alert>
    );
  }
  const Root = plugin.root;
  if (Root === undefined) {
    return <Alert severity="warning" title="No root app page component found" />;
  }
  return (
    <PluginContextProvider meta={plugin.meta}>
      <ErrorBoundaryAlert style="page" boundaryName="plugin">
        <Root
          meta={plugin.meta}
          basename={location.pathname}
          path={location.pathname}
          onNavChanged={() => undefined}
          query={Object.fromEntries(new URLSearchParams(location.search))}
        />
      </ErrorBoundaryAlert>
    </PluginContextProvider>
  );
}
