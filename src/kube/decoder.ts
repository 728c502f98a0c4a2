/**
 * Decoders of unknown JSON, small enough for a plugin's bundle: a schema library costs 6.6 kB of the data source's 60 (gzip),
 * these cost 0.6. A decoder reads what it names, is blind to the rest, and fails with the path of the field.
 */
import { DecodeError } from '../domain/decodeError';

/** @param path of the value; a decoder that fails throws a {@link FieldError} with the path of what is wrong. */
export type Decoder<T> = (value: unknown, path: string) => T;

export type Decoded<D> = D extends Decoder<infer T> ? T : never;

type Shape = Record<string, Decoder<unknown>>;
type OfShape<S extends Shape> = { [K in keyof S]: Decoded<S[K]> };

class FieldError extends Error {
  constructor(
    readonly path: string,
    readonly problem: string
  ) {
    super(problem);
  }
}

/**
 * Checks a value.
 *
 * @param what names the value in the error, for example `PipelineRun`
 * @throws DecodeError that names the first field that is wrong
 */
export function decodeWith<T>(decoder: Decoder<T>, value: unknown, what: string): T {
  try {
    return decoder(value, '');
  } catch (error) {
    throw error instanceof FieldError ? new DecodeError(what, error.path, error.problem) : error;
  }
}

export function fail(path: string, problem: string): never {
  throw new FieldError(path, problem);
}

export const unknown: Decoder<unknown> = (value) => value;

export const string: Decoder<string> = (value, path) =>
  typeof value === 'string' ? value : fail(path, 'expected string');

export const number: Decoder<number> = (value, path) =>
  typeof value === 'number' ? value : fail(path, 'expected number');

export const boolean: Decoder<boolean> = (value, path) =>
  typeof value === 'boolean' ? value : fail(path, 'expected boolean');

/** Text that is not empty. */
export const name: Decoder<string> = (value, path) => string(value, path) || fail(path, 'must not be empty');

export function oneOf<const T extends string>(...values: T[]): Decoder<T> {
  return (value, path) =>
    values.find((v) => v === value) ?? fail(path, `expected ${values.map((v) => `"${v}"`).join(' or ')}`);
}

export function array<T>(item: Decoder<T>): Decoder<T[]> {
  return (value, path) =>
    Array.isArray(value) ? value.map((v, i) => item(v, `${path}[${i}]`)) : fail(path, 'expected array');
}

/** A map with keys of any kind. */
export function record<T>(item: Decoder<T>): Decoder<Record<string, T>> {
  return (value, path) =>
    Object.fromEntries(Object.entries(asObject(value, path)).map(([key, v]) => [key, item(v, join(path, key))]));
}

/** The named fields, and no other. */
export function object<S extends Shape>(shape: S): Decoder<OfShape<S>> {
  const fields = Object.entries(shape);
  return (value, path) => {
    const given = asObject(value, path);
    return Object.fromEntries(fields.map(([key, field]) => [key, field(given[key], join(path, key))])) as OfShape<S>;
  };
}

/** The named fields checked, and all others as they are. */
export function looseObject<S extends Shape>(shape: S): Decoder<OfShape<S> & Record<string, unknown>> {
  const checked = object(shape);
  return (value, path) => ({ ...asObject(value, path), ...checked(value, path) });
}

/** Go omits empty fields, and sometimes writes them as null: both read as undefined. */
export function maybe<T>(decoder: Decoder<T>): Decoder<T | undefined> {
  return (value, path) => (value === undefined || value === null ? undefined : decoder(value, path));
}

export function map<A, B>(decoder: Decoder<A>, change: (value: A, path: string) => B): Decoder<B> {
  return (value, path) => change(decoder(value, path), path);
}

function asObject(value: unknown, path: string): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : fail(path, 'expected object');
}

function join(path: string, key: string): string {
  if (!/^[A-Za-z_][\w-]*$/.test(key)) {
    return `${path}[${JSON.stringify(key)}]`;
  }
  return path === '' ? key : `${path}.${key}`;
}
