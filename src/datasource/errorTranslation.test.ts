import { DecodeError } from '../domain/decodeError';
import { translateError, type Call } from './errorTranslation';
import { HttpFailure, retryAfterSeconds } from './httpFailure';

const LIST: Call = { verb: 'list', resource: 'pipelineruns', namespace: 'experiment-01' };
const GET: Call = { verb: 'get', resource: 'pipelineruns', namespace: 'experiment-01', name: 'stair' };
const CREATE: Call = { verb: 'create', resource: 'pipelineruns', namespace: 'experiment-01' };
const status = (code: number, message: string, reason = '', details = {}) =>
  new HttpFailure(code, { kind: 'Status', code, message, reason, details });

const FORBIDDEN =
  'pipelineruns.tekton.dev is forbidden: User "system:serviceaccount:grafana:wva-reader" cannot list resource "pipelineruns" in API group "tekton.dev" in the namespace "experiment-01"';
const DENIED =
  'admission webhook "validation.webhook.pipeline.tekton.dev" denied the request: validation failed: missing field(s): spec.pipelineRef.name';

const FACTS: Array<[what: string, error: unknown, call: Call, expected: object]> = [
  [
    'a webhook that denies',
    status(400, DENIED),
    CREATE,
    { status: 400, title: expect.stringContaining('spec.pipelineRef.name'), message: DENIED },
  ],
  [
    'Grafana’s word for 401',
    { status: 400, data: { message: 'Authentication to data source failed' } },
    LIST,
    { title: expect.stringContaining('token'), nextStep: expect.stringContaining('reader') },
  ],
  [
    'the same as text',
    new HttpFailure(400, 'Authentication to data source failed'),
    CREATE,
    { nextStep: expect.stringContaining('runner') },
  ],
  [
    'a right that is missing',
    status(403, FORBIDDEN, 'Forbidden'),
    LIST,
    {
      status: 403,
      title: 'Not allowed to list pipelineruns',
      nextStep: expect.stringMatching(
        /wva-reader the verb "list" on pipelineruns\.tekton\.dev in the namespace experiment-01/
      ),
    },
  ],
  [
    'a Viewer who starts',
    { status: 403, data: { message: 'plugin proxy route access denied' } },
    CREATE,
    { title: 'Your role may not do this' },
  ],
  ['no Tekton', new HttpFailure(404, '404 page not found\n'), LIST, { title: 'Tekton is not installed' }],
  [
    'a run that is gone',
    status(404, 'pipelineruns "stair" not found', 'NotFound', { name: 'stair', kind: 'pipelineruns' }),
    GET,
    { status: 404, title: 'The run is gone' },
  ],
  [
    'a pod that is gone',
    status(404, 'pods "p" not found', 'NotFound', { name: 'p', kind: 'pods' }),
    { verb: 'get', resource: 'pods/log', name: 'p' },
    { title: 'The pod is gone' },
  ],
  [
    'a missing ConfigMap',
    status(404, 'configmaps "c" not found', 'NotFound', { name: 'c', kind: 'configmaps' }),
    { verb: 'get', resource: 'configmaps', name: 'c' },
    { title: 'configmaps not found' },
  ],
  [
    'a name that is taken',
    status(409, 'already exists', 'AlreadyExists'),
    CREATE,
    { status: 409, title: 'The name is taken' },
  ],
  ['a conflict', status(409, 'the object has been modified', 'Conflict'), CREATE, { status: 409, transient: true }],
  [
    'an old list',
    status(410, 'The provided continue parameter is too old', 'Expired'),
    LIST,
    { status: 410, transient: true },
  ],
  [
    'a schema error',
    status(422, 'PipelineRun "x" is invalid: spec.timeouts.pipeline: Invalid value', 'Invalid'),
    CREATE,
    { title: expect.stringContaining('spec.timeouts.pipeline') },
  ],
  [
    'too many calls',
    status(429, 'Too many requests', 'TooManyRequests', { retryAfterSeconds: 7 }),
    LIST,
    { status: 429, transient: true },
  ],
  [
    'a broken server',
    status(500, 'etcdserver: leader changed'),
    LIST,
    { status: 500, transient: true, message: 'etcdserver: leader changed' },
  ],
  [
    'an API server slower than the proxy waits',
    new HttpFailure(504, ''),
    LIST,
    { title: 'The cluster takes too long to answer', transient: true },
  ],
  [
    'no answer behind the proxy',
    new HttpFailure(502, ''),
    LIST,
    { title: 'The cluster cannot be reached', transient: true },
  ],
  [
    'a strange certificate',
    new HttpFailure(502, 'x509: certificate signed by unknown authority'),
    LIST,
    { title: 'The certificate is not trusted' },
  ],
  ['no network', new TypeError('Failed to fetch'), LIST, { title: 'No answer', transient: true, status: undefined }],
  [
    'an answer of another kind',
    new DecodeError('Table', 'kind', 'expected one of "Table"'),
    LIST,
    { message: 'Table: kind: expected one of "Table"' },
  ],
  [
    'a Status that Grafana wrapped',
    { status: 403, data: { message: '', response: JSON.stringify({ kind: 'Status', message: FORBIDDEN }) } },
    LIST,
    { title: 'Not allowed to list pipelineruns' },
  ],
];

test.each(FACTS)('%s is said in words with what to do', (_what, error, call, expected) => {
  const said = translateError(error, call);
  expect(said).toMatchObject({ kind: 'user-error', ...expected });
  expect(said.nextStep).not.toBe('');
  expect(said.message).not.toBe('');
  expect(said.cause).toBe(error);
  expect(translateError(said, call)).toBe(said);
});

test('what the server asks to wait is read from header or body', () => {
  expect(retryAfterSeconds(status(429, '', '', { retryAfterSeconds: 7 }))).toBe(7);
  expect(retryAfterSeconds(translateError(new HttpFailure(429, '', new Headers({ 'Retry-After': '3' })), LIST))).toBe(
    3
  );
  expect(retryAfterSeconds(new TypeError('x'))).toBeUndefined();
});
