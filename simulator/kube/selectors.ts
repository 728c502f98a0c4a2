/** Label selectors (equality and set based) and the field selectors that the API server accepts for these resources. */
import { ApiError, badRequest } from './status';
import { labelValueErrors, qualifiedNameErrors } from './names';

export type Predicate<T> = (value: T) => boolean;
type Labels = Record<string, string>;

const everything = () => true;

/** Splits at commas that are not inside parentheses. */
function requirements(selector: string): string[] {
  return selector.split(/,(?![^(]*\))/).map((text) => text.trim());
}

function unparsable(selector: string, why: string): ApiError {
  return badRequest(`unable to parse requirement: ${why}${why.includes('found') ? '' : ` (${selector})`}`);
}

function checked(key: string, values: string[], selector: string): string {
  const [keyError] = qualifiedNameErrors(key);
  if (keyError) {
    throw unparsable(selector, `<nil>: Invalid value: ${JSON.stringify(key)}: ${keyError}`);
  }
  for (const value of values) {
    const [valueError] = labelValueErrors(value);
    if (valueError) {
      throw unparsable(selector, `values[0][${key}]: Invalid value: ${JSON.stringify(value)}: ${valueError}`);
    }
  }
  return key;
}

const has = (labels: Labels, key: string) => Object.hasOwn(labels, key);

function requirement(text: string, selector: string): Predicate<Labels> {
  const set = /^(\S+)\s+(in|notin)\s*\(([^)]*)\)$/.exec(text);
  if (set) {
    const values = (set[3] ?? '').split(',').map((value) => value.trim());
    const key = checked(set[1] ?? '', values, selector);
    const within = (labels: Labels) => has(labels, key) && values.includes(labels[key] ?? '');
    return set[2] === 'in' ? within : (labels) => !within(labels);
  }
  const equality = /^([^=!<>()\s]+)\s*(==|=|!=)\s*([^=!<>()\s]*)$/.exec(text);
  if (equality) {
    const value = equality[3] ?? '';
    const key = checked(equality[1] ?? '', [value], selector);
    const equal = (labels: Labels) => has(labels, key) && labels[key] === value;
    return equality[2] === '!=' ? (labels) => !equal(labels) : equal;
  }
  const numeric = /^([^=!<>()\s]+)\s*([<>])\s*(-?\d+)$/.exec(text);
  if (numeric) {
    const key = checked(numeric[1] ?? '', [], selector);
    const bound = Number(numeric[3]);
    return (labels) =>
      /^-?\d+$/.test(labels[key] ?? '') &&
      (numeric[2] === '<' ? Number(labels[key]) < bound : Number(labels[key]) > bound);
  }
  const existence = /^(!?)\s*([^=!<>()\s]+)$/.exec(text);
  if (existence) {
    const key = checked(existence[2] ?? '', [], selector);
    return (labels) => has(labels, key) !== (existence[1] === '!');
  }
  throw unparsable(selector, `found '${text}', expected: in, notin, =, ==, !=, gt, lt`);
}

/** Throws a 400 when the selector cannot be parsed. The empty selector selects everything. */
export function labelPredicate(selector: string): Predicate<Labels | undefined> {
  if (selector.trim() === '') {
    return everything;
  }
  const all = requirements(selector).map((text) => requirement(text, selector));
  return (labels) => all.every((matches) => matches(labels ?? {}));
}

/** Fields that a resource can be selected by; custom resources have metadata.name and metadata.namespace only. */
export type FieldReader<T> = Record<string, (object: T) => string>;

/** Throws a 400 for any other field, as the API server does. */
export function fieldPredicate<T>(selector: string, fields: FieldReader<T>): Predicate<T> {
  if (selector.trim() === '') {
    return everything;
  }
  const all = selector.split(',').map((text): Predicate<T> => {
    const [, field = '', operator, value = ''] = /^([^=!]+)(==|=|!=)(.*)$/.exec(text.trim()) ?? [];
    if (!operator) {
      throw badRequest(`invalid field selector: ${JSON.stringify(selector)}; can't understand ${JSON.stringify(text)}`);
    }
    const read = fields[field];
    if (!read) {
      throw badRequest(`field label not supported: ${field}`);
    }
    return (object) => (read(object) === value) === (operator !== '!=');
  });
  return (object) => all.every((matches) => matches(object));
}
