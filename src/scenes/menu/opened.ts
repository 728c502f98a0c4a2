/** Which panel's menu has opened something, as it stands in the URL, by Grafana's own names where it has one. */
import { locationService } from '@grafana/runtime';

import { useSearch } from '../useSearch';

/**
 * What a panel's menu opens: the form that puts it on a dashboard, what it shows as data, the panel over the whole page. Where
 * several are open the first is on top.
 */
export type Opened = keyof typeof PARAMS;

const PARAMS = { dashboard: 'addToDashboard', inspect: 'inspect', view: 'viewPanel' } as const;
const ALL = Object.keys(PARAMS) as Opened[];
/** Part of the inspection that is shown. */
const INSPECT_TAB_PARAM = 'inspectTab';

/** @param key of the panel; what is opened of it, one at a time */
export function useOpened(key: string | undefined): Opened | undefined {
  return useSearch((search) => (key === undefined ? undefined : ALL.find((one) => search.get(PARAMS[one]) === key)));
}

/** Opens something of a panel, over its view where that is open. */
export function openPanel(key: string, what: Opened, tab?: string): void {
  locationService.partial({ [PARAMS[what]]: key, [INSPECT_TAB_PARAM]: tab ?? null });
}

export function closePanel(what: Opened): void {
  locationService.partial({ [PARAMS[what]]: null, [INSPECT_TAB_PARAM]: null });
}

/**
 * The page's address with a panel's view open.
 *
 * @param span epoch ms, where the page's time is the panel's: so that who opens the link sees the same
 */
export function panelLink(href: string, key: string, span?: { from: number; to: number }): string {
  const url = new URL(href);
  for (const param of [...Object.values(PARAMS), INSPECT_TAB_PARAM]) {
    url.searchParams.delete(param);
  }
  url.searchParams.set(PARAMS.view, key);
  if (span) {
    url.searchParams.set('from', String(span.from));
    url.searchParams.set('to', String(span.to));
  }
  return url.toString();
}

/** The part of the inspection that the URL names. */
export function useInspectTab(): string | null {
  return useSearch((search) => search.get(INSPECT_TAB_PARAM));
}
