/**
 * What a page shows as URL parameters and back, from one table: a parameter and a rule for each part of the view. What a URL
 * says is checked: it may come from anywhere. What is at its default is not in the URL.
 */

/** URL parameters as Scenes hands them over: a repeated one is a list. */
export type UrlValues = Partial<Record<string, string | string[] | null>>;

export interface UrlCodec<V> {
  /** Parameters that it reads and writes. */
  keys: readonly string[];
  read: (values: UrlValues) => V;
  /** `null` or an empty list takes a parameter out of the URL. */
  write: (value: V) => UrlValues;
}

/** All parts of a view, each by its own codec; a part may be a view itself. */
export function urlCodec<V extends object>(parts: { [K in keyof V]-?: UrlCodec<V[K]> }): UrlCodec<V> {
  const names = Object.keys(parts) as Array<keyof V>;
  return {
    keys: names.flatMap((name) => parts[name].keys),
    // Object.fromEntries forgets the keys; they are those of the table.
    read: (values) => Object.fromEntries(names.map((name) => [name, parts[name].read(values)])) as V,
    write: (view) => Object.assign({}, ...names.map((name) => parts[name].write(view[name]))) as UrlValues,
  };
}

/** A parameter of which the first value counts. */
export function param<T>(
  key: string,
  read: (text: string | undefined) => T,
  write: (value: T) => string | null
): UrlCodec<T> {
  return { keys: [key], read: (values) => read(listed(values[key])[0]), write: (value) => ({ [key]: write(value) }) };
}

/**
 * A parameter that may be given several times. It is written as a list even when that is empty: Scenes would read only
 * the first value otherwise.
 */
export function listParam<T>(key: string, read: (texts: string[]) => T, write: (value: T) => string[]): UrlCodec<T> {
  return { keys: [key], read: (values) => read(listed(values[key])), write: (value) => ({ [key]: write(value) }) };
}

/** One of a closed set; anything else is the default. */
export function oneOf<T extends string | number>(key: string, all: readonly T[], standard: T): UrlCodec<T> {
  return param(
    key,
    (text) => all.find((known) => String(known) === text) ?? standard,
    (value) => (value === standard ? null : String(value))
  );
}

/** Any of a closed set, in its order. */
export function someOf<T extends string>(key: string, all: readonly T[]): UrlCodec<T[]> {
  return listParam(
    key,
    (texts) => all.filter((known) => texts.includes(known)),
    (values) => values
  );
}

/** Words; none without. */
export function words(key: string): UrlCodec<string> {
  return param(
    key,
    (text) => text ?? '',
    (value) => (value === '' ? null : value)
  );
}

/** Words that may not be there. */
export function optionalWords(key: string): UrlCodec<string | undefined> {
  return param(
    key,
    (text) => text,
    (value) => value ?? null
  );
}

/** Words, several of them. */
export function wordList(key: string): UrlCodec<string[]> {
  return listParam(
    key,
    (texts) => texts,
    (values) => values
  );
}

/** `true`, or not there. */
export function flag(key: string): UrlCodec<boolean> {
  return param(
    key,
    (text) => text === 'true',
    (value) => (value ? 'true' : null)
  );
}

/** All values of a parameter that are not empty. */
function listed(value: UrlValues[string]): string[] {
  return [value ?? []].flat().filter((text) => text !== '');
}
