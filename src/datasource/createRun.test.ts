import type { RunRequest } from '../domain/pipeline';
import type { Run, RunRef } from '../domain/run';
import { decodeRun } from '../kube/decode';
import { UserError } from '../shared/errors';
import { cancelRun } from './cancelRun';
import { translateError } from './errorTranslation';
import { HttpFailure } from './httpFailure';
import { createRun, dryRun } from './createRun';

const REQUEST: RunRequest = {
  intent: 'first',
  namespace: 'n',
  pipeline: 'p',
  generateName: 'run-',
  name: 'run-1',
  params: [{ name: 'a', value: 'b' }],
  workspaces: [],
};
const MARKS = { startedBy: 'ada' };
const CALL = { verb: 'create', resource: 'pipelineruns', namespace: 'n' } as const;
const fail = (code: number, reason = '') =>
  translateError(
    new HttpFailure(code, {
      kind: 'Status',
      code,
      reason,
      message: reason,
      details: { name: 'x', kind: 'pipelineruns' },
    }),
    { ...CALL, name: 'x' }
  );
const lost = () => translateError(new TypeError('Failed to fetch'), CALL);

/** A cluster in which creates go wrong as told: before they are carried out, or after. */
function cluster(...faults: Array<{ error: UserError; carriedOut: boolean } | undefined>) {
  const runs = new Map<string, Run>();
  const posts: string[] = [];
  const serve = (body: unknown, extra: object = {}) => {
    const manifest = body as { metadata: { name: string } };
    return {
      ...manifest,
      metadata: {
        uid: `uid-${runs.size}`,
        resourceVersion: '1',
        creationTimestamp: '2026-03-01T10:00:00Z',
        ...manifest.metadata,
        ...extra,
      },
    };
  };
  return {
    runs,
    posts,
    sleep: () => Promise.resolve(),
    post: async (_path: string, _call: unknown, body: unknown, query: Record<string, string | undefined>) => {
      const { name } = (body as { metadata: { name: string } }).metadata;
      posts.push(name);
      const fault = faults.shift();
      if (fault && !fault.carriedOut) {
        throw fault.error;
      }
      if (runs.has(name)) {
        throw fail(409, 'AlreadyExists');
      }
      const served = serve(body);
      if (query.dryRun === undefined) {
        runs.set(name, decodeRun(served));
      }
      if (fault) {
        throw fault.error;
      }
      return served;
    },
    getRun: async ({ name }: RunRef) => {
      const run = runs.get(name);
      if (!run) {
        throw fail(404, 'NotFound');
      }
      return run;
    },
  };
}

test('a start creates one run, with strict validation', async () => {
  const io = cluster();
  await expect(createRun(io, REQUEST, MARKS)).resolves.toMatchObject({ name: 'run-1', startedBy: 'ada' });
  expect(io.runs.size).toBe(1);
});

test('the same intent twice is one run', async () => {
  const io = cluster();
  const [first, second] = await Promise.all([createRun(io, REQUEST, MARKS), createRun(io, REQUEST, MARKS)]);
  expect(first?.uid).toBe(second?.uid);
  expect(io.runs.size).toBe(1);
});

test.each([
  ['carried out, its answer lost', true, 1],
  ['lost before it was carried out', false, 2],
])('a create that was %s ends in one run', async (_what, carriedOut, posts) => {
  const io = cluster({ error: lost(), carriedOut });
  await expect(createRun(io, REQUEST, MARKS)).resolves.toMatchObject({ name: 'run-1' });
  expect(io.runs.size).toBe(1);
  expect(io.posts).toEqual(new Array<string>(posts).fill('run-1'));
});

test('a name that belongs to another run is not taken for ours', async () => {
  const io = cluster();
  await createRun(io, { ...REQUEST, intent: 'second' }, MARKS);
  await expect(createRun(io, REQUEST, MARKS)).rejects.toMatchObject({ status: 409 });
  expect(io.runs.size).toBe(1);
});

test('without a chosen name another one is tried when it is taken', async () => {
  const io = cluster({ error: fail(409, 'AlreadyExists'), carriedOut: false });
  const { name: _, ...unnamed } = REQUEST;
  await createRun(io, unnamed, MARKS);
  expect(new Set(io.posts).size).toBe(2);
  expect(io.runs.size).toBe(1);
});

test.each([400, 403, 422])('a refusal (%s) is final at once', async (code) => {
  const io = cluster({ error: fail(code), carriedOut: false });
  await expect(createRun(io, REQUEST, MARKS)).rejects.toMatchObject({ status: code });
  expect(io.posts).toHaveLength(1);
});

test('too many calls are tried again, and given up in the end', async () => {
  const busy = { error: fail(429), carriedOut: false };
  await expect(createRun(cluster(busy), REQUEST, MARKS)).resolves.toMatchObject({ name: 'run-1' });
  await expect(createRun(cluster(busy, busy, busy, busy, busy), REQUEST, MARKS)).rejects.toMatchObject({ status: 429 });
});

test('when neither answer nor cluster tell, it is said that it is not known', async () => {
  const io = { ...cluster({ error: lost(), carriedOut: true }), getRun: () => Promise.reject(lost()) };
  await expect(createRun(io, REQUEST, MARKS)).rejects.toMatchObject({ title: expect.stringContaining('not known') });
});

test('a run is known as ours by its mark, whatever the cluster made of the rest', async () => {
  const io = cluster({ error: lost(), carriedOut: true });
  const getRun = async (ref: RunRef) => ({ ...(await io.getRun(ref)), startedBy: undefined, params: [] });
  await expect(createRun({ ...io, getRun }, REQUEST, { startedBy: '' })).resolves.toMatchObject({ name: 'run-1' });
  expect(io.posts).toHaveLength(1);
});

test('a refusal of a retry does not hide that the first try may have been carried out', async () => {
  const io = cluster({ error: lost(), carriedOut: false }, { error: fail(403), carriedOut: false });
  await expect(createRun(io, REQUEST, MARKS)).rejects.toMatchObject({ title: expect.stringContaining('not known') });
});

test('a dry run creates nothing', async () => {
  const io = cluster();
  await dryRun(io, REQUEST, MARKS);
  expect(io.runs.size).toBe(0);
});

describe('a cancel', () => {
  const run = (overrides: Partial<Run>): Run => ({
    ...decodeRun({
      metadata: {
        name: 'run-1',
        namespace: 'n',
        uid: 'u',
        resourceVersion: '5',
        creationTimestamp: '2026-03-01T10:00:00Z',
      },
      spec: {},
    }),
    phase: 'running',
    ...overrides,
  });
  const REF = { namespace: 'n', name: 'run-1', uid: 'u' };

  test('patches the run that was seen, with its uid and version as conditions', async () => {
    const patches: unknown[] = [];
    const mergePatch = async (_path: string, _call: unknown, body: unknown) => {
      patches.push(body);
      return run({}).manifest;
    };
    await cancelRun({ mergePatch, getRun: async () => run({}) }, REF, 'StoppedRunFinally');
    expect(patches).toEqual([{ metadata: { uid: 'u', resourceVersion: '5' }, spec: { status: 'StoppedRunFinally' } }]);
  });

  test.each([
    ['another run of that name', { uid: 'other' }, 'This is another run'],
    ['a run that is over', { phase: 'succeeded' as const }, 'The run is over already'],
  ])('leaves %s alone', async (_what, overrides, title) => {
    const mergePatch = jest.fn();
    await expect(cancelRun({ mergePatch, getRun: async () => run(overrides) }, REF, 'Cancelled')).rejects.toMatchObject(
      { title }
    );
    expect(mergePatch).not.toHaveBeenCalled();
  });

  test('looks again after a conflict', async () => {
    const mergePatch = jest.fn().mockRejectedValueOnce(fail(409, 'Conflict')).mockResolvedValue(run({}).manifest);
    await cancelRun({ mergePatch, getRun: async () => run({}) }, REF, 'Cancelled');
    expect(mergePatch).toHaveBeenCalledTimes(2);
  });
});
