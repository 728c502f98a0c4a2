/** What stands in the menu of every panel, as in the menus of Grafana's dashboards. */
import { AppEvents, locationUtil, type PanelMenuItem } from '@grafana/data';
import { config, getAppEvents } from '@grafana/runtime';
import { getExploreURL, sceneGraph, type VizPanel } from '@grafana/scenes';

import { t } from '../../i18n/t';
import { copyText } from '../../shared/copyText';
import { openPanel, panelLink } from './opened';
import { asksQueries } from './panelJson';

export async function menuItems(panel: VizPanel): Promise<PanelMenuItem[]> {
  const key = panel.state.key ?? '';
  const explore = await exploreLink(panel);
  const inspect = (tab: string, text: string): PanelMenuItem => ({
    text,
    onClick: () => openPanel(key, 'inspect', tab),
  });
  return [
    { text: t('scenes.menu.view', 'View'), iconClassName: 'eye', onClick: () => openPanel(key, 'view') },
    ...(explore === ''
      ? []
      : [{ text: t('scenes.menu.explore', 'Explore'), iconClassName: 'compass', href: explore } as const]),
    {
      text: t('scenes.menu.inspect', 'Inspect'),
      iconClassName: 'info-circle',
      onClick: () => openPanel(key, 'inspect'),
      subMenu: [
        inspect('data', t('scenes.menu.data', 'Data')),
        ...(asksQueries(panel) ? [inspect('query', t('scenes.menu.query', 'Query'))] : []),
        inspect('json', t('scenes.menu.json', 'Panel JSON')),
      ],
    },
    { text: t('scenes.menu.link', 'Copy link'), iconClassName: 'link', onClick: () => void copyLink(panel, key) },
    {
      text: t('scenes.menu.dashboard', 'Add to dashboard'),
      iconClassName: 'apps',
      onClick: () => openPanel(key, 'dashboard'),
    },
  ];
}

/** Explore with what the panel asks, its variables filled in; empty where it asks nothing or the user may not explore. */
async function exploreLink(panel: VizPanel): Promise<string> {
  const { data } = sceneGraph.getData(panel).state;
  const mayExplore = config.bootData.user.permissions?.['datasources:explore'] ?? false;
  if (!mayExplore || !data || !asksQueries(panel)) {
    return '';
  }
  const { from, to } = sceneGraph.getTimeRange(panel).state;
  const url = await getExploreURL(data, panel, { from, to });
  return url === '' ? '' : locationUtil.assureBaseUrl(url);
}

async function copyLink(panel: VizPanel, key: string): Promise<void> {
  const { from, to } = sceneGraph.getTimeRange(panel).state.value;
  // A chart of measured runs has a time of its own, which the page's address does not choose.
  const span = panel.state.$timeRange ? undefined : { from: from.valueOf(), to: to.valueOf() };
  const isCopied = await copyText(panelLink(window.location.href, key, span));
  getAppEvents().publish(
    isCopied
      ? { type: AppEvents.alertSuccess.name, payload: [t('scenes.menu.copied', 'Link copied')] }
      : {
          type: AppEvents.alertError.name,
          payload: [
            t('scenes.menu.not-copied', 'The browser did not let the link be copied. Open View and copy the address.'),
          ],
        }
  );
}
