/** The API server's errors: `Status` objects with the texts of k8s.io/apimachinery/pkg/api/errors. */

export interface StatusCause {
  reason?: string;
  message: string;
  field?: string;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: Record<string, string>;
  status: 'Failure';
  message: string;
  reason?: string;
  details?: StatusDetails;
  code: number;
}

/** A resource as error texts name it: `pipelineruns.tekton.dev`, or `pods` in the core group. */
export interface GroupResource {
  group: string;
  resource: string;
}

export class ApiError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: StatusDetails,
    /** Continue token of a 410 Expired. */
    readonly continueToken?: string
  ) {
    super(message);
    this.name = 'ApiError';
  }

  toStatus(): Status {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.continueToken ? { continue: this.continueToken } : {},
      status: 'Failure',
      message: this.message,
      ...(this.reason ? { reason: this.reason } : {}),
      ...(this.details ? { details: this.details } : {}),
      code: this.code,
    };
  }
}

const qualified = ({ group, resource }: GroupResource) => (group ? `${resource}.${group}` : resource);
/** As Status.details does, `kind` holds the resource. */
const details = ({ group, resource }: GroupResource, name?: string): StatusDetails => ({
  ...(name ? { name } : {}),
  ...(group ? { group } : {}),
  kind: resource,
});

export const badRequest = (message: string) => new ApiError(400, 'BadRequest', message);
export const unauthorized = () => new ApiError(401, 'Unauthorized', 'Unauthorized');
export const forbidden = (on: GroupResource, name: string, why: string) =>
  new ApiError(403, 'Forbidden', `${qualified(on)}${name ? ` "${name}"` : ''} is forbidden: ${why}`, details(on, name));
export const notFound = (on: GroupResource, name: string) =>
  new ApiError(404, 'NotFound', `${qualified(on)} "${name}" not found`, details(on, name));
export const noSuchResource = () =>
  new ApiError(404, 'NotFound', 'the server could not find the requested resource', {});
export const methodNotAllowed = () =>
  new ApiError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
export const notAcceptable = (accepted: string[]) =>
  new ApiError(406, 'NotAcceptable', `only the following media types are accepted: ${accepted.join(', ')}`);
export const alreadyExists = (on: GroupResource, name: string) =>
  new ApiError(409, 'AlreadyExists', `${qualified(on)} "${name}" already exists`, details(on, name));
export const conflict = (
  on: GroupResource,
  name: string,
  why = 'the object has been modified; please apply your changes to the latest version and try again'
) =>
  new ApiError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(on)} "${name}": ${why}`,
    details(on, name)
  );
/** Expired resourceVersion of a watch. */
export const tooOldResourceVersion = (asked: number, oldest: number) =>
  new ApiError(410, 'Expired', `too old resource version: ${asked} (${oldest})`);
/** Expired continue token; the new token continues an inconsistent list, as the text says. */
export const expiredContinue = (token: string) =>
  new ApiError(
    410,
    'Expired',
    'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
      'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
      'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or ' +
      'deleted between the time the first chunk was returned and now may show up in the list.',
    undefined,
    token
  );
export const tooLarge = (limit: number) =>
  new ApiError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`);
export const unsupportedMediaType = (accepted: string[]) =>
  new ApiError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')}`
  );
export const tooManyRequests = (retryAfterSeconds: number) =>
  new ApiError(429, 'TooManyRequests', 'Too many requests, please try again later.', { retryAfterSeconds });
export const internalError = (why: string) =>
  new ApiError(500, 'InternalError', `Internal error occurred: ${why}`, { causes: [{ message: why }] });

/** A field's failure, for {@link invalid}. */
export interface FieldFailure {
  field: string;
  /** As `field.ErrorType`: FieldValueInvalid, FieldValueRequired, FieldValueTypeInvalid … */
  reason: string;
  /** With its prefix: `Invalid value: "x": must be …`. */
  message: string;
}

/** 422 of one object; several failures are bracketed, as `ErrorList.ToAggregate` does. */
export function invalid(group: string, kind: string, name: string, failures: FieldFailure[]): ApiError {
  const texts = failures.map((f) => `${f.field}: ${f.message}`);
  const text = texts.length > 1 ? `[${texts.join(', ')}]` : (texts[0] ?? '');
  return new ApiError(422, 'Invalid', `${group ? `${kind}.${group}` : kind} "${name}" is invalid: ${text}`, {
    name,
    ...(group ? { group } : {}),
    kind,
    causes: failures.map(({ field, reason, message }) => ({ reason, message, field })),
  });
}
