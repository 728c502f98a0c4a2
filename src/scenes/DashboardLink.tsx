import { getBackendSrv } from '@grafana/runtime';
import { SceneObjectBase, type SceneComponentProps, type SceneObjectState } from '@grafana/scenes';
import React from 'react';

import { DASHBOARDS } from '../constants';
import { listCache } from '../domain/moduleCaches';
import { t } from '../i18n/t';
import { dashboardPath, withQuery } from '../routes';
import { PageButton } from '../shared/PageButton';
import { useLoad } from '../shared/useLoad';
import { useSearch } from './useSearch';

interface DashboardLinkState extends SceneObjectState {
  /** Of the dashboard with the page's charts. */
  uid: (typeof DASHBOARDS.uids)[number];
  /** Values of variables that the page has decided, which its address does not have. */
  chosen?: Record<string, string>;
}

/** Leads to the dashboard that is the page's twin, with its time and choices, where that dashboard is installed. */
export class DashboardLink extends SceneObjectBase<DashboardLinkState> {
  static Component = DashboardLinkView;
}

function DashboardLinkView({ model }: SceneComponentProps<DashboardLink>): React.ReactElement | null {
  const { uid, chosen } = model.useState();
  const { value: installed } = useLoad(installedDashboards);
  const href = useSearch((search) => twinPath(uid, search, chosen));
  return installed?.has(uid) ? (
    <PageButton
      href={href}
      icon="apps"
      variant="secondary"
      fill="outline"
      tooltip={t(
        'scenes.dashboard-link.about',
        'The same charts as a dashboard: for a wall screen, for playlists and reports, and to copy and change. Decisions, alerts and experiments are here in the app.'
      )}
    >
      {t('scenes.dashboard-link.text', 'Dashboard')}
    </PageButton>
  ) : null;
}

/** @returns path of a dashboard with the time and the variables of a page's address */
export function twinPath(uid: string, search: URLSearchParams, chosen: Record<string, string> = {}): string {
  const kept = [...search].filter(([name]) => name === 'from' || name === 'to' || name.startsWith('var-'));
  const own = Object.entries(chosen).map(([name, value]) => [`var-${name}`, value] as const);
  return withQuery(dashboardPath(uid), [...kept, ...own]);
}

let asked: Promise<ReadonlySet<string>> | undefined;
listCache('dashboards', () => (asked = undefined));

/** Asked once a visit: a dashboard that someone removes meanwhile is Grafana's to miss. A failure is not remembered. */
function installedDashboards(): Promise<ReadonlySet<string>> {
  asked ??= getBackendSrv()
    .get<Array<{ uid: string }>>('/api/search', { type: 'dash-db', tag: DASHBOARDS.tag }, undefined, {
      showErrorAlert: false,
    })
    .then((hits) => new Set(hits.map(({ uid }) => uid)))
    .catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
  return asked;
}
