/** What is wrong with a request, and where. */
export interface Problem {
  /**
   * Where: `name`, `generateName`, `namespace`, `pipeline`, `experiment`, `serviceAccountName`, `timeouts.<which>`,
   * `params.<name>`, `params.<name>[<index>]`, `workspaces.<name>`.
   */
  field: string;
  /** What is wrong and what would be right: a sentence. */
  message: string;
  /** An `error` keeps the run from being started; a `warning` does not. */
  severity: 'error' | 'warning';
}

/** A problem that keeps the run from being started. */
export const error = (field: string, message: string): Problem => ({ field, message, severity: 'error' });
