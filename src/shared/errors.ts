/**
 * The one error type that screens show: what failed, and what to do next.
 *
 * The three plugins are bundled apart, so an error that the data source throws is not an `instanceof` the app's class:
 * use {@link isUserError}.
 */
export class UserError extends Error {
  readonly kind = 'user-error';
  /** What failed, in a few words. */
  readonly title: string;
  /** What to do about it, in a sentence. */
  readonly nextStep: string;
  /** HTTP status, where the failure was an answer. */
  readonly status?: number;
  /** Whether the same call may succeed later without anybody changing anything. */
  readonly transient: boolean;

  constructor(init: {
    title: string;
    message: string;
    nextStep: string;
    status?: number;
    transient?: boolean;
    cause?: unknown;
  }) {
    super(init.message, { cause: init.cause });
    this.name = 'UserError';
    this.title = init.title;
    this.nextStep = init.nextStep;
    this.status = init.status;
    this.transient = init.transient ?? false;
  }
}

export function isUserError(error: unknown): error is UserError {
  return error instanceof Error && (error as Partial<UserError>).kind === 'user-error';
}

/** Any thrown value as a {@link UserError}; one that already is stays itself. */
export function toUserError(error: unknown, title: string, nextStep: string): UserError {
  if (isUserError(error)) {
    return error;
  }
  return new UserError({ title, message: messageOf(error), nextStep, cause: error });
}

/** Whether a text is the HTML of a proxy's error page, which tells a reader nothing that its status does not. */
export function isErrorPage(text: string): boolean {
  return /^\s*<(!doctype|html|head|body)\b/i.test(text);
}

/** The most telling text in a thrown value: an Error's message, Grafana's FetchError data, or the value as text. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) {
    return error.message;
  }
  if (typeof error === 'object' && error !== null) {
    const { data, statusText, status } = error as {
      data?: { message?: unknown };
      statusText?: unknown;
      status?: unknown;
    };
    if (typeof data?.message === 'string' && data.message !== '' && !isErrorPage(data.message)) {
      return data.message;
    }
    if (typeof statusText === 'string' && statusText !== '') {
      return `${String(status ?? '')} ${statusText}`.trim();
    }
  }
  return String(error);
}
