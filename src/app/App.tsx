import type { AppRootProps } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import type { SceneApp } from '@grafana/scenes';
import { ErrorBoundary } from '@grafana/ui';
import React, { Suspense, lazy, useEffect, useMemo, useState } from 'react';
import { Navigate, Route, Routes, useLocation } from 'react-router-dom';

import { listCache } from '../domain/moduleCaches';
import type { EffectiveThresholds } from '../domain/variant';
import { CLUSTER_PARAM, comparePath, overviewPath, readinessPath, runsPath, trendPath } from '../routes';
import { ChartsSkeleton } from '../scenes/ChartsSkeleton';
import { adoptAppSettings, useAppSettings, type AppJsonData, type AppSettings } from '../shared/appSettings';
import { ErrorNotice } from '../shared/ErrorNotice';
import { buildApp } from './buildApp';
import { ClusterPicker, useClusterInUrl } from './ClusterPicker';
import { useThresholds } from './useThresholds';

/** The app's root, mounted by Grafana under `/a/llmd-wva-app/`. */
export default function App({ meta }: AppRootProps<AppJsonData>): React.ReactElement {
  // Once, before the first scene is built.
  const wanted = new URLSearchParams(useLocation().search).get(CLUSTER_PARAM) ?? undefined;
  useState(() => adoptAppSettings(meta.jsonData, wanted));
  const settings = useAppSettings();
  useClusterInUrl(settings, wanted);
  const thresholds = useThresholds(settings);
  return (
    <ErrorBoundary>
      {({ error }) =>
        error ? (
          <Crash error={error} />
        ) : thresholds ? (
          <>
            <Suspense fallback={null}>
              <LazyKeepAnnotations />
            </Suspense>
            <ClusterPicker />
            <AppRoutes settings={settings} thresholds={thresholds} />
          </>
        ) : (
          <Waiting />
        )
      }
    </ErrorBoundary>
  );
}

// Lazy, because it brings the start form, a YAML parser and the Tekton wire format, which no other page needs.
const LazyRuns = lazy(() => import(/* webpackChunkName: "runs" */ './RunsApp'));

// Lazy, because few visits compare runs, and what it takes to do so is the largest part of the pages.
const LazyCompare = lazy(() => import(/* webpackChunkName: "compare" */ './CompareApp'));

// Lazy, because it brings the checks and a YAML parser, and is opened once a cluster.
const LazyReadiness = lazy(() => import(/* webpackChunkName: "readiness" */ './ReadinessApp'));

// Lazy, so that the first charts do not wait for it.
const LazyKeepAnnotations = lazy(() => import(/* webpackChunkName: "annotations" */ '../experiment/KeepAnnotations'));

function AppRoutes({ settings, thresholds }: Built): React.ReactElement {
  const app = useMemo(() => sceneAppFor({ settings, thresholds }), [settings, thresholds]);
  // By the path and not by a route of its own: the pages' routes are relative to the app's.
  const pathname = `${useLocation().pathname}/`;
  const isBelow = (...paths: string[]): boolean => paths.some((path) => pathname.startsWith(`${path}/`));
  return (
    <Routes>
      <Route index element={<Navigate replace to={overviewPath()} />} />
      <Route
        path="*"
        element={
          isBelow(runsPath()) ? (
            <Suspense fallback={<Waiting />}>
              <LazyRuns settings={settings} thresholds={thresholds} />
            </Suspense>
          ) : isBelow(comparePath({ runs: [] }), trendPath({})) ? (
            <Suspense fallback={<Waiting />}>
              <LazyCompare thresholds={thresholds} />
            </Suspense>
          ) : isBelow(readinessPath()) ? (
            <Suspense fallback={<Waiting />}>
              <LazyReadiness />
            </Suspense>
          ) : (
            <app.Component model={app} />
          )
        }
      />
    </Routes>
  );
}

function Waiting(): React.ReactElement {
  return (
    <PluginPage>
      <ChartsSkeleton />
    </PluginPage>
  );
}

function Crash({ error }: { error: Error }): React.ReactElement {
  useEffect(() => {
    console.error('llmd-wva-app', error);
  }, [error]);
  return <ErrorNotice error={error} onRetry={() => window.location.reload()} />;
}

interface Built {
  settings: AppSettings;
  thresholds: EffectiveThresholds;
}

let last: (Built & { app: SceneApp }) | undefined;
listCache('scenes of the pages', () => (last = undefined));

/** The scene app of these settings; leaving the app and coming back finds it as it was. */
function sceneAppFor({ settings, thresholds }: Built): SceneApp {
  if (last?.settings !== settings || last.thresholds !== thresholds) {
    last = { settings, thresholds, app: buildApp(settings, thresholds) };
  }
  return last.app;
}
