/** The one way in which decoding fails: what was read, which field is wrong, and how. */
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
