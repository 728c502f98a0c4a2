/** Every address of the frame, and the page that it shows. Paths are Grafana's. */
import { css, cx } from '@emotion/css';
import React from 'react';
import { Navigate, Route, Routes } from 'react-router';

import { APP_ID } from '../../../src/constants';
import { MegaMenu, MENU_WIDTH } from '../frame/MegaMenu';
import { useKiosk } from '../frame/kiosk';
import { useMenuDock } from '../frame/menuDock';
import { appPages } from '../frame/navigation';
import { TopBar } from '../frame/TopBar';
import { AppConfigPage } from './AppConfigPage';
import { AppPage } from './AppPage';
import { DashboardPage } from './DashboardPage';
import { DataSourcePage } from './DataSourcePage';
import { NotFound } from './NotFound';

export function Pages() {
  const { docked, open } = useMenuDock();
  const isKiosk = useKiosk();
  return (
    <div className={cx(frame, !isKiosk && docked && open && besideMenu)}>
      {!isKiosk && (
        <>
          <MegaMenu />
          <TopBar />
        </>
      )}
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

const frame = css({ display: 'flex', flexDirection: 'column', minHeight: '100vh' });
/** As Grafana makes room for its docked menu. */
const besideMenu = css({ paddingLeft: MENU_WIDTH });
