/** Bodies and parameters of writes: decoding, strict field validation, dry run. */
import { parse as parseYaml } from 'yaml';

import { pruned, unknownFields } from '../tekton/schema';
import { isObject } from './patch';
import { badRequest, invalid, unsupportedMediaType } from './status';
import { duplicateFields } from './strictJson';

const BODY_TYPES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

export function dryRunOf(query: URLSearchParams): boolean {
  const values = query.getAll('dryRun');
  const wrong = values.find((value) => value !== 'All');
  if (wrong !== undefined) {
    const message = `Unsupported value: ${JSON.stringify(wrong)}: supported values: "All"`;
    throw invalid('meta.k8s.io', 'CreateOptions', '', [{ field: 'dryRun', reason: 'FieldValueNotSupported', message }]);
  }
  return values.length > 0;
}

export function parseJson(body: string, what: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    throw badRequest(`${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

interface DecodedBody {
  value: unknown;
  /** The JSON text, when it was JSON: for duplicate fields. */
  text?: string;
}

export function decodeBody(body: string, contentType: string): DecodedBody {
  const type = contentType.split(';')[0]?.trim() ?? '';
  if (type === 'application/yaml') {
    try {
      return { value: parseYaml(body, { logLevel: 'error' }) as unknown };
    } catch (error) {
      throw badRequest(
        `error converting YAML to JSON: yaml: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`
      );
    }
  }
  if (type !== '' && type !== 'application/json') {
    throw unsupportedMediaType(BODY_TYPES);
  }
  const what =
    "the object provided is unrecognized (must be of type PipelineRun): couldn't get version/kind; json parse error";
  return { value: parseJson(body, what), text: body };
}

/** Strict refuses fields that are unknown or given twice, Warn (the default) tells of them; what is unknown is dropped. */
export function checkedFields(
  { value, text }: DecodedBody,
  query: URLSearchParams,
  refusal: (why: string) => Error
): { value: unknown; warnings: string[] } {
  const mode = query.get('fieldValidation') ?? 'Warn';
  if (!['Strict', 'Warn', 'Ignore', ''].includes(mode)) {
    const message = `Unsupported value: ${JSON.stringify(mode)}: supported values: "Ignore", "Strict", "Warn"`;
    throw invalid('meta.k8s.io', 'CreateOptions', '', [
      { field: 'fieldValidation', reason: 'FieldValueNotSupported', message },
    ]);
  }
  if (!isObject(value)) {
    return { value, warnings: [] };
  }
  const problems = [
    ...(text === undefined ? [] : duplicateFields(text).map((path) => `duplicate field ${JSON.stringify(path)}`)),
    ...unknownFields(value).map((path) => `unknown field ${JSON.stringify(path)}`),
  ];
  if (mode === 'Strict' && problems.length) {
    throw refusal(`strict decoding error: ${problems.join(', ')}`);
  }
  return { value: pruned(value), warnings: mode === 'Ignore' ? [] : problems };
}

/** Of an object that is sent whole. */
export const notDecoded = (kind: string) => (why: string) =>
  badRequest(`${kind} in version "v1" cannot be handled as a ${kind}: ${why}`);

/** Of a patch: the API server decodes what would come of it, and calls it by no name. */
export const notPatched = (patch: string) => (why: string) =>
  invalid('', '', '', [
    { field: 'patch', reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(patch)}: ${why}` },
  ]);

export function warningHeader(warnings: string[]): Record<string, string> {
  return warnings.length ? { Warning: warnings.map((text) => `299 - ${JSON.stringify(text)}`).join(', ') } : {};
}
