/** How a command reaches Prometheus. Secrets come from files or the environment, never from the list of processes. */
import { readFileSync } from 'node:fs';

import { httpPrometheus, type HttpAccess } from '../src/prometheus/http/httpPrometheus';
import type { Prometheus } from '../src/domain/prometheus';
import type { Given, Io, Option } from './command';
import { UsageError } from './usage';
import { webUrl } from './webUrl';

export const PROMETHEUS_OPTIONS = {
  prometheus: { value: 'URL', about: "root of Prometheus' API", env: 'WVA_PROMETHEUS' },
  'token-file': { value: 'FILE', about: 'file with a bearer token (or the token itself in WVA_PROMETHEUS_TOKEN)' },
  'basic-auth-file': {
    value: 'FILE',
    about: 'file with user:password (or that itself in WVA_PROMETHEUS_BASIC_AUTH)',
  },
  'ca-file': { value: 'FILE', about: 'certificates to trust, PEM', env: 'WVA_PROMETHEUS_CA_FILE' },
  param: {
    value: 'NAME=VALUE',
    about: "parameter of each request's URL, such as namespace=exp for a tenant's port",
    many: true,
  },
  timeout: { value: 'SECONDS', about: 'how long to wait for an answer, default 60' },
} as const satisfies Record<string, Option>;

/** @throws UsageError */
export function prometheusOf(given: Given, env: Io['env'], turn?: HttpAccess['turn']): Prometheus {
  return httpPrometheus({ ...accessOf(given, env), turn });
}

/** @throws UsageError */
export function accessOf(given: Given, env: Io['env']): HttpAccess {
  const caFile = given.text('ca-file');
  return {
    url: urlOf(given.needed('prometheus')),
    authorization: authorizationOf(given, env),
    ca: caFile === undefined ? undefined : contentOf('ca-file', caFile),
    parameters: given.many('param').map(parameterOf),
    timeoutMs: timeoutOf(given.text('timeout')),
  };
}

function urlOf(text: string): string {
  const url = webUrl(text);
  if (url === undefined) {
    throw new UsageError(`--prometheus ${JSON.stringify(text)} is no URL with http or https`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new UsageError('--prometheus must not carry a password: use --basic-auth-file');
  }
  url.search = '';
  url.hash = '';
  return url.href;
}

function authorizationOf(given: Given, env: Io['env']): string | undefined {
  const tokenFile = given.text('token-file');
  const basicFile = given.text('basic-auth-file');
  if (tokenFile !== undefined && basicFile !== undefined) {
    throw new UsageError('--token-file and --basic-auth-file exclude each other');
  }
  const token = tokenFile === undefined ? env.WVA_PROMETHEUS_TOKEN : contentOf('token-file', tokenFile);
  const basic = basicFile === undefined ? env.WVA_PROMETHEUS_BASIC_AUTH : contentOf('basic-auth-file', basicFile);
  if (basicFile === undefined && token?.trim()) {
    return `Bearer ${headerText('token', token)}`;
  }
  return basic?.trim() ? `Basic ${Buffer.from(headerText('user:password', basic)).toString('base64')}` : undefined;
}

/** Node would refuse the header later, with the secret in its message. */
function headerText(what: string, text: string): string {
  const trimmed = text.trim();
  if (/[\r\n\0]/.test(trimmed)) {
    throw new UsageError(`the ${what} for Prometheus has more than one line`);
  }
  return trimmed;
}

/** @throws UsageError when the file cannot be read */
export function contentOf(option: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--${option}: ${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

function parameterOf(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) {
    throw new UsageError(`--param ${JSON.stringify(text)} is not NAME=VALUE`);
  }
  return [text.slice(0, at), text.slice(at + 1)];
}

function timeoutOf(text: string | undefined): number | undefined {
  if (text === undefined) {
    return undefined;
  }
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= 3600)) {
    throw new UsageError(`--timeout ${JSON.stringify(text)} is not a number of seconds from 1 to 3600`);
  }
  return seconds * 1000;
}
