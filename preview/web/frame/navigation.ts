/** The frame's navigation: what the plugins put into Grafana's, and the provisioned dashboards. */
import { config, getBackendSrv } from '@grafana/runtime';
import { useEffect, useState } from 'react';

import { APP_ID } from '../../../src/constants';

export interface NavigationItem {
  text: string;
  url: string;
}

/** A part of Grafana's main menu. */
export interface NavigationSection {
  text: string;
  items: NavigationItem[];
}

interface Include {
  type: string;
  name: string;
  path: string;
  role?: string;
  addToNav?: boolean;
}

const ORDER = ['Viewer', 'Editor', 'Admin'];

function mayOpen(role: string | undefined): boolean {
  return ORDER.indexOf(config.bootData.user.orgRole) >= ORDER.indexOf(role ?? 'Viewer');
}

/** Pages of the app that the user's role may open. */
export function appPages(): NavigationItem[] {
  const { includes = [] } = (config.apps[APP_ID] ?? {}) as { includes?: Include[] };
  return includes
    .filter((include) => include.type === 'page' && include.addToNav === true && mayOpen(include.role))
    .map(({ name, path }) => ({ text: name, url: path.replace('%PLUGIN_ID%', APP_ID) }));
}

/** In Grafana's order; parts with nothing in them are left out. */
export function useNavigation(): NavigationSection[] {
  const [boards, setBoards] = useState<NavigationItem[]>([]);
  useEffect(() => {
    getBackendSrv()
      .get<Array<{ title: string; url: string }>>('/api/search', { type: 'dash-db' }, undefined, {
        showErrorAlert: false,
      })
      .then(
        (hits) => setBoards(hits.map(({ title, url }) => ({ text: title, url }))),
        () => setBoards([])
      );
  }, []);
  const sources = mayOpen('Admin')
    ? Object.values(config.datasources)
        .filter((source) => !source.meta.module.startsWith('core:'))
        .map(({ name, uid }) => ({ text: name, url: `/connections/datasources/edit/${uid}` }))
    : [];
  return [
    { text: 'Dashboards', items: boards },
    { text: 'Workload Variant Autoscaler', items: appPages() },
    { text: 'Connections', items: sources },
  ].filter(({ items }) => items.length > 0);
}
