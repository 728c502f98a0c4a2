/** A route of the API and the two ways in which handlers use it. */
import type { Call } from './http';

export interface ApiRoute {
  method: string;
  /** Path with `:name` parts; a `*` at the end takes the rest. */
  pattern: string;
  handle: (call: Call) => void | Promise<void>;
}

export function route(method: string, pattern: string, handle: ApiRoute['handle']): ApiRoute {
  return { method, pattern, handle };
}

export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}
