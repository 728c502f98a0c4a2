import type { AppRootProps } from '@grafana/data';
import type { SceneApp } from '@grafana/scenes';
import { ErrorBoundary } from '@grafana/ui';
import React, { useEffect, useMemo, useState } from 'react';
import { Navigate, Route, Routes } from 'react-router-dom';

import { effectiveThresholds } from '../domain/variant';
import { overviewPath } from '../routes';
import { adoptAppSettings, useAppSettings, type AppJsonData, type AppSettings } from '../shared/appSettings';
import { ErrorNotice } from '../shared/ErrorNotice';
import { buildApp } from './buildApp';

/** The app's root, mounted by Grafana under `/a/llmd-wva-app/`. */
export default function App({ meta }: AppRootProps<AppJsonData>): React.ReactElement {
  // Once, before the first scene is built.
  useState(() => adoptAppSettings(meta.jsonData));
  const settings = useAppSettings();
  const app = useMemo(() => sceneAppFor(settings), [settings]);
  return <ErrorBoundary>{({ error }) => (error ? <Crash error={error} /> : <AppRoutes app={app} />)}</ErrorBoundary>;
}

function AppRoutes({ app }: { app: SceneApp }): React.ReactElement {
  return (
    <Routes>
      <Route index element={<Navigate replace to={overviewPath()} />} />
      <Route path="*" element={<app.Component model={app} />} />
    </Routes>
  );
}

function Crash({ error }: { error: Error }): React.ReactElement {
  useEffect(() => {
    console.error('llmd-wva-app', error);
  }, [error]);
  return <ErrorNotice error={error} onRetry={() => window.location.reload()} />;
}

let built: { settings: AppSettings; app: SceneApp } | undefined;

/** The scene app of these settings; leaving the app and coming back finds it as it was. */
function sceneAppFor(settings: AppSettings): SceneApp {
  if (built?.settings !== settings) {
    built = {
      settings,
      app: buildApp(settings, effectiveThresholds({ values: settings.thresholds, source: "this app's settings" })),
    };
  }
  return built.app;
}
