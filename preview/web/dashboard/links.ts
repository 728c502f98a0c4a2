/** Links of a dashboard, with the time and the choices that they take along. */
import { type LinkJson } from './model';

/** @param search the page's own query: Scenes keeps time and variables there */
export function linkUrl({ url = '', keepTime, includeVars }: LinkJson, search: string): string {
  const taken = [...new URLSearchParams(search)].filter(
    ([name]) =>
      (keepTime === true && ['from', 'to', 'timezone'].includes(name)) ||
      (includeVars === true && name.startsWith('var-'))
  );
  return taken.length === 0 ? url : `${url}${url.includes('?') ? '&' : '?'}${new URLSearchParams(taken).toString()}`;
}
