/** The page of an app in Grafana's plugin administration, as far as its configuration pages. */
import { PluginContextProvider, PluginIncludeType } from '@grafana/data';
import { config, locationService } from '@grafana/runtime';
import { Alert, EmptyState, LoadingPlaceholder, Stack, Text, TextLink } from '@grafana/ui';
import React from 'react';
import { useLocation, useParams } from 'react-router';

import { PluginPageFrame } from '../frame/PluginPageFrame';
import { loadApp } from '../plugins';
import { useLoaded } from './useLoaded';

export function AppConfigPage() {
  const { pluginId = '' } = useParams();
  const { search } = useLocation();
  const { value: plugin, error } = useLoaded(pluginId, () => loadApp(pluginId));
  if (config.bootData.user.orgRole !== 'Admin') {
    return (
      <Alert severity="warning" title="Access denied">
        You do not have permission to see this page.
      </Alert>
    );
  }
  if (error !== undefined) {
    return (
      <Alert severity="error" title="Plugin not found">
        {error.message}
      </Alert>
    );
  }
  if (plugin === undefined) {
    return <LoadingPlaceholder text="Loading…" />;
  }
  const pages = plugin.configPages ?? [];
  const active = pages.find((page) => page.id === new URLSearchParams(search).get('page')) ?? pages[0];
  const Body = active?.body;
  const url = `/plugins/${pluginId}`;
  const tabs = pages.map((page) => ({
    id: page.id,
    text: page.title,
    icon: page.icon,
    url: `${url}?page=${page.id}`,
    active: page === active,
  }));
  return (
    <PluginPageFrame
      pageNav={{ text: plugin.meta.name, subTitle: plugin.meta.info.description, url, children: tabs as never }}
    >
      <PluginContextProvider meta={plugin.meta}>
        {Body === undefined ? (
          <EmptyState variant="not-found" message="This plugin has nothing to configure" />
        ) : (
          <Body plugin={plugin} query={Object.fromEntries(new URLSearchParams(locationService.getLocation().search))} />
        )}
        <Stack direction="row" gap={2} wrap="wrap">
          <Text color="secondary">Pages:</Text>
          {plugin.meta.includes
            ?.filter((include) => include.type === PluginIncludeType.page && include.path !== undefined)
            .map((include) => (
              <TextLink key={include.name} href={(include.path ?? '').replace('%PLUGIN_ID%', pluginId)} inline={false}>
                {include.name}
              </TextLink>
            ))}
        </Stack>
      </PluginContextProvider>
    </PluginPageFrame>
  );
}
