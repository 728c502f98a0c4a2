/** Rules for the settings that the editor and the health check share. */
import { t } from '../i18n/t';

/** What is wrong with the address of the API server; undefined when nothing is. */
export function apiServerProblem(apiServer: string | undefined): string | undefined {
  if (!apiServer?.trim()) {
    return t('datasource.settings.give-address-kubernetes', 'Give the address of the Kubernetes API server.');
  }
  let url: URL;
  try {
    url = new URL(apiServer);
  } catch {
    return t('datasource.settings.server-url-no', 'The server URL is no URL: write it as https://host:6443.');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return t('datasource.settings.server-url-starts', 'The server URL starts with https:// (or http:// in a test).');
  }
  if (url.username || url.password || url.search || url.hash) {
    return t(
      'datasource.settings.server-url-has',
      'The server URL has no user, query or fragment; the tokens have fields of their own.'
    );
  }
  // The proxy joins the two: a slash at the end is harmless, an API path is not.
  return /\/apis?(\/|$)/.test(url.pathname)
    ? t('datasource.settings.server-url-ends', 'The server URL ends before /api: paths are added to it.')
    : undefined;
}
