/** Every address of the frame, and the page that it shows. Paths are Grafana's. */
import { css } from '@emotion/css';
import { EmptyState, TextLink } from '@grafana/ui';
import React from 'react';
import { Navigate, Route, Routes } from 'react-router';

import { APP_ID } from '../../../src/constants';
import { appPages } from '../frame/navigation';
import { TopBar } from '../frame/TopBar';
import { AppConfigPage } from './AppConfigPage';
import { AppPage } from './AppPage';
import { DashboardPage } from './DashboardPage';
import { DataSourcePage } from './DataSourcePage';

export function Pages() {
  return (
    <div className={frame}>
      <TopBar />
      <Routes>
        <Route path="/" element={<Navigate to={appPages()[0]?.url ?? `/a/${APP_ID}`} replace />} />
        <Route path="/a/:pluginId/*" element={<AppPage />} />
        <Route path="/plugins/:pluginId" element={<AppConfigPage />} />
        <Route path="/connections/datasources/edit/:uid" element={<DataSourcePage />} />
        {/* Its older address, which @grafana/plugin-e2e opens. */}
        <Route path="/datasources/edit/:uid" element={<DataSourcePage />} />
        <Route path="/d/:uid" element={<DashboardPage />} />
        <Route path="/d/:uid/:slug" element={<DashboardPage />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </div>
  );
}

export function NotFound({ message = 'Page not found' }: { message?: string }) {
  return (
    <main>
      <EmptyState variant="not-found" message={message}>
        The preview has the app&apos;s pages, its configuration, its data source and the provisioned dashboards.{' '}
        <TextLink href="/">Go to the first page</TextLink>
      </EmptyState>
    </main>
  );
}

const frame = css({ display: 'flex', flexDirection: 'column', minHeight: '100vh' });
