/**
 * Holds a value against a schema. Ours, because a validator for all of JSON Schema is larger than what the app may load;
 * a test holds it equal to one.
 */
import type { Schema, SchemaType } from './schema';

/** What is wrong, each with the path of the field; empty where nothing is. Never throws. */
export function violations(value: unknown, schema: Schema, path = ''): string[] {
  const at = path === '' ? 'the record' : path;
  if (schema.const !== undefined && value !== schema.const) {
    return [`${at} must be ${JSON.stringify(schema.const)}`];
  }
  if (schema.type !== undefined && !typesOf(schema).some((type) => type === typeOf(value))) {
    return [`${at} must be of type ${typesOf(schema).join(' or ')}`];
  }
  if (schema.enum !== undefined && !schema.enum.includes(value as string)) {
    return [`${at} must be one of ${schema.enum.join(', ')}`];
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    return items === undefined ? [] : value.flatMap((one, i) => violations(one, items, `${path}[${i}]`));
  }
  return typeof value === 'object' && value !== null
    ? fieldViolations(value as Record<string, unknown>, schema, path)
    : [];
}

function fieldViolations(value: Record<string, unknown>, schema: Schema, path: string): string[] {
  const name = (field: string): string => (path === '' ? field : `${path}.${field}`);
  const missing = (schema.required ?? []).filter((field) => !Object.hasOwn(value, field));
  const wrong = Object.entries(value).flatMap(([field, one]) => {
    const own = schema.properties && Object.hasOwn(schema.properties, field) ? schema.properties[field] : undefined;
    const rule = own ?? schema.additionalProperties;
    return rule === undefined ? [] : violations(one, rule, name(field));
  });
  return [...wrong, ...missing.map((field) => `${name(field)} is missing`)];
}

const typesOf = ({ type = [] }: Schema): readonly SchemaType[] => (typeof type === 'string' ? [type] : type);

function typeOf(value: unknown): SchemaType | undefined {
  if (value === null) {
    return 'null';
  }
  if (Array.isArray(value)) {
    return 'array';
  }
  switch (typeof value) {
    case 'object':
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value as SchemaType;
    default:
      return undefined;
  }
}
