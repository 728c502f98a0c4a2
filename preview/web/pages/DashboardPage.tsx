/** A provisioned dashboard, rendered with Scenes as Grafana renders it. */
import { PageLayoutType } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { UrlSyncContextProvider } from '@grafana/scenes';
import { Alert, LoadingPlaceholder, TextLink } from '@grafana/ui';
import React, { useMemo } from 'react';
import { useLocation, useParams } from 'react-router';

import { linkUrl } from '../dashboard/links';
import { type DashboardJson } from '../dashboard/model';
import { toScene } from '../dashboard/toScene';
import { useKiosk } from '../frame/kiosk';
import { PluginPageFrame } from '../frame/PluginPageFrame';
import { NotFound } from './NotFound';
import { useLoaded } from './useLoaded';

export function DashboardPage() {
  const { uid = '' } = useParams();
  const { value, error } = useLoaded(uid, () =>
    getBackendSrv().get<{ dashboard: DashboardJson }>(
      `/api/dashboards/uid/${encodeURIComponent(uid)}`,
      undefined,
      undefined,
      { showErrorAlert: false }
    )
  );
  if (error !== undefined) {
    return <NotFound message={error.message} />;
  }
  return value === undefined ? <LoadingPlaceholder text="Loading…" /> : <Dashboard key={uid} json={value.dashboard} />;
}

function Dashboard({ json }: { json: DashboardJson }) {
  const scene = useMemo(() => toScene(json), [json]);
  const { search } = useLocation();
  const isKiosk = useKiosk();
  const links = (json.links ?? []).filter((link) => link.url !== undefined && link.type !== 'dashboards');
  return (
    <PluginPageFrame
      layout={isKiosk ? PageLayoutType.Canvas : undefined}
      pageNav={{ text: json.title, subTitle: json.description, url: `/d/${json.uid}` }}
      actions={links.map((link) => (
        <TextLink key={link.title} href={linkUrl(link, search)} external={link.targetBlank}>
          {link.title}
        </TextLink>
      ))}
    >
      {json.panels?.length === 0 ? (
        <Alert severity="info" title="This dashboard has no panels" />
      ) : (
        <UrlSyncContextProvider scene={scene} updateUrlOnInit createBrowserHistorySteps>
          <scene.Component model={scene} />
        </UrlSyncContextProvider>
      )}
    </PluginPageFrame>
  );
}
