/** @jest-environment node */
import { RUNS, call, create, hello, pass } from './testServer';

describe('writes', () => {
  it('refuse fields that are unknown or given twice when strict, warn otherwise', async () => {
    const odd = {
      ...hello('a'),
      spec: { ...hello('a').spec, podTemplate: {}, params: [{ name: 'x', valeu: '1', value: '2' }] },
    };
    const strict = await create(odd, '?fieldValidation=Strict');
    expect(strict).toMatchObject({ status: 400, json: { reason: 'BadRequest' } });
    expect(strict.json.message).toBe(
      'PipelineRun in version "v1" cannot be handled as a PipelineRun: strict decoding error: unknown field "spec.podTemplate", unknown field "spec.params[0].valeu"'
    );
    const twice = await create(
      '{"apiVersion":"tekton.dev/v1","kind":"PipelineRun","metadata":{"name":"b","name":"c"},"spec":{}}',
      '?fieldValidation=Strict'
    );
    expect(twice.json.message).toContain('strict decoding error: duplicate field "metadata.name"');
    const warned = await create(odd);
    expect(warned.status).toBe(201);
    expect(warned.headers.warning).toContain('299 - "unknown field \\"spec.podTemplate\\""');
    expect(warned.json.spec.podTemplate).toBeUndefined();
    expect((await create(hello('d'), '?fieldValidation=Maybe')).status).toBe(422);
  });

  it('create nothing with dryRun=All', async () => {
    expect((await create(hello('dry'), '?dryRun=All&fieldValidation=Strict')).status).toBe(201);
    pass(3);
    expect((await call(`${RUNS}/dry`)).status).toBe(404);
    expect((await create(hello('dry'), '?dryRun=Some')).status).toBe(422);
  });

  it('meet 409 the second time', async () => {
    expect((await create(hello('once'))).status).toBe(201);
    expect((await create(hello('once'))).json).toMatchObject({
      code: 409,
      reason: 'AlreadyExists',
      details: { name: 'once', group: 'tekton.dev', kind: 'pipelineruns' },
    });
  });

  it.each<[string, unknown, Record<string, string>, number]>([
    ['no JSON', '{', {}, 400],
    ['an array', [], {}, 400],
    ['text', 'x', { 'Content-Type': 'text/plain' }, 415],
    ['more than 3 MB', `"${'x'.repeat(3 * 1024 * 1024)}"`, {}, 413],
  ])('refuse %s', async (_what, body, headers, status) => {
    expect((await create(body, '', { headers })).status).toBe(status);
  });

  it('patch by merge and by JSON patch, nothing else', async () => {
    await create(hello('p'));
    pass(1);
    const patch = (type: string, body: unknown) =>
      call(`${RUNS}/p`, { method: 'PATCH', token: 'runner', body, headers: { 'Content-Type': type } });
    expect(
      (await patch('application/merge-patch+json', { metadata: { annotations: { a: '1' } } })).json.metadata.annotations
        .a
    ).toBe('1');
    expect(
      (await patch('application/json-patch+json', [{ op: 'add', path: '/spec/status', value: 'Cancelled' }])).json.spec
        .status
    ).toBe('Cancelled');
    expect((await patch('application/strategic-merge-patch+json', {})).status).toBe(415);
    expect((await patch('application/json', {})).status).toBe(415);
    pass(1);
    expect((await call(`${RUNS}/p`)).json.status.conditions[0].reason).toBe('Cancelled');
  });
});
