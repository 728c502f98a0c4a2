import { unanswered } from './unanswered';

/** What jsoniter says in Grafana of an answer that is no JSON. */
const parsed = (text: string) =>
  `ReadObject: expect { or , or } or n, but found B, error found in #1 byte of ...|${text.slice(0, 10)}|..., bigger context ...|${text}|...`;
const TENANCY = 'Bad Request. The request or configuration is malformed.';

test.each<[string, Parameters<typeof unanswered>[0], string, RegExp]>([
  ['no connection', { message: 'connection refused' }, 'connection refused', /is up and can be reached/],
  [
    '400 of Prometheus',
    { message: 'bad_data: parse error', status: 400 },
    'bad_data: parse error',
    /rejected the query/,
  ],
  ['400 of a port for one tenant', { message: TENANCY, status: 400 }, TENANCY, /namespace=<namespace>.*9091/],
  ['the same, as Grafana reads it', { message: parsed(TENANCY), status: 400 }, TENANCY, /namespace=<namespace>.*9091/],
  ['401', { message: 'Unauthorized', status: 401 }, 'Unauthorized', /token or password/],
  ['403', { message: 'Forbidden', status: 403 }, 'Forbidden', /cluster-monitoring-view/],
  ['422', { message: 'execution: too many samples', status: 422 }, 'execution: too many samples', /limits/],
  ['429', { message: 'Too Many Requests', status: 429 }, 'Too Many Requests', /Wait a little/],
  ['500', { message: 'internal', status: 500 }, 'internal', /is up and can be reached/],
  ['503', { message: '503 Service Unavailable', status: 503 }, '503 Service Unavailable', /is up and can be reached/],
  [
    'a query that took too long',
    { message: 'timeout: query timed out', status: 503 },
    'timeout: query timed out',
    /shorter/,
  ],
  [
    'Grafana’s patience',
    { message: 'Post "x": context deadline exceeded', status: 502 },
    'Post "x": context deadline exceeded',
    /shorter/,
  ],
  ['a gateway’s patience', { message: '504 Gateway Timeout', status: 504 }, '504 Gateway Timeout', /shorter/],
  ['text', { message: parsed('hello'), status: 200 }, 'hello', /Check the address/],
  [
    'a web page',
    { message: parsed('<html><body>Sign in</body></html>'), status: 200 },
    'A web page answered in its place (a login page, or that of a proxy).',
    /Check the address/,
  ],
])('%s: its own words, and the next step that fits', (_, failure, message, nextStep) => {
  const error = unanswered(failure);
  expect(error.message).toBe(message);
  expect(error.nextStep).toMatch(nextStep);
});
