/** The one way in which decoding fails: what was read, which field is wrong, and how. */
import * as z from 'zod/mini';

// Grafana may run under a content security policy that forbids `new Function`, which zod's compiler would try.
z.config({ jitless: true });

export class DecodeError extends Error {
  readonly kind = 'decode-error';
  /** Path of the field, for example `spec.params[0].name`; empty for the value itself. */
  readonly path: string;

  constructor(what: string, path: string, problem: string) {
    super(path === '' ? `${what}: ${problem}` : `${what}: ${path}: ${problem}`);
    this.name = 'DecodeError';
    this.path = path;
  }
}

/**
 * Checks a value against a schema.
 *
 * @param what names the value in the error, for example `PipelineRun`
 * @throws DecodeError that names the first field that does not fit
 */
export function decodeWith<S extends z.ZodMiniType>(schema: S, value: unknown, what: string): z.output<S> {
  const result = z.safeParse(schema, value);
  if (result.success) {
    return result.data;
  }
  const issue = result.error.issues[0];
  throw new DecodeError(what, formatPath(issue?.path ?? []), issue === undefined ? 'is not valid' : problemOf(issue));
}

function problemOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}`;
    case 'invalid_value':
      return `expected one of ${issue.values.map((v) => JSON.stringify(v)).join(', ')}`;
    default:
      return issue.message;
  }
}

function formatPath(path: PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') {
      return `${text}[${key}]`;
    }
    const name = String(key);
    if (/^[A-Za-z_][\w-]*$/.test(name)) {
      return text === '' ? name : `${text}.${name}`;
    }
    return `${text}[${JSON.stringify(name)}]`;
  }, '');
}
