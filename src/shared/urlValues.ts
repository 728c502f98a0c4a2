/** URL parameters as Scenes hands them over: a repeated one is a list. */
export type UrlValues = Partial<Record<string, string | string[] | null>>;

/** All values of a parameter that are not empty. */
export function urlList(value: UrlValues[string]): string[] {
  return [value ?? []].flat().filter((v) => v !== '');
}
