/** @jest-environment node */
import { Cluster } from './cluster';
import { FakeWorld } from './fakeWorld';

const NS = 'experiment-01';
const VALIDATION = 'admission webhook "validation.webhook.pipeline.tekton.dev" denied the request: validation failed: ';
const MUTATION = 'admission webhook "webhook.pipeline.tekton.dev" denied the request: mutation failed: ';

const lab = () => {
  const world = new FakeWorld();
  return { world, cluster: new Cluster(world) };
};
const run = (spec: object, metadata: object = { name: 'r' }) => ({
  apiVersion: 'tekton.dev/v1',
  kind: 'PipelineRun',
  metadata,
  spec,
});
const ref = { pipelineRef: { name: 'no-params' } };

describe('create', () => {
  it.each<[string, unknown, number, string]>([
    [
      'neither ref nor spec',
      run({}),
      400,
      `${VALIDATION}expected exactly one, got neither: spec.pipelineRef, spec.pipelineSpec`,
    ],
    [
      'both',
      run({ ...ref, pipelineSpec: { tasks: [] } }),
      400,
      `${VALIDATION}expected exactly one, got both: spec.pipelineRef, spec.pipelineSpec`,
    ],
    [
      '64 characters',
      run(ref, { name: 'a'.repeat(64) }),
      400,
      `${VALIDATION}Invalid resource name: length must be no more than 63 characters: metadata.name`,
    ],
    [
      'a claim without a name',
      run({ ...ref, workspaces: [{ name: 'w', persistentVolumeClaim: {} }] }),
      400,
      `${VALIDATION}missing field(s): spec.workspaces[0].persistentvolumeclaim.claimname`,
    ],
    [
      'a quantity that is none',
      run({
        ...ref,
        workspaces: [{ name: 'w', volumeClaimTemplate: { spec: { resources: { requests: { storage: '32 GB' } } } } }],
      }),
      400,
      `${MUTATION}cannot decode incoming new object: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'`,
    ],
    [
      'unknown status',
      run({ ...ref, status: 'Nope' }),
      400,
      `${VALIDATION}invalid value: Nope should be Cancelled, CancelledRunFinally, StoppedRunFinally or PipelineRunPending: spec.status`,
    ],
    [
      'negative timeout',
      run({ ...ref, timeouts: { pipeline: '-5m' } }),
      400,
      `${VALIDATION}invalid value: -5m0s should be >= 0: spec.timeouts.pipeline`,
    ],
    [
      'tasks longer than the default',
      run({ ...ref, timeouts: { tasks: '4h' } }),
      400,
      `${VALIDATION}invalid value: 4h0m0s should be <= pipeline duration: spec.timeouts.tasks`,
    ],
    [
      'broken duration',
      run({ ...ref, timeouts: { pipeline: 'soon' } }),
      400,
      `${MUTATION}cannot decode incoming new object: time: invalid duration "soon"`,
    ],
    [
      'param twice',
      run({
        ...ref,
        params: [
          { name: 'a', value: '1' },
          { name: 'a', value: '2' },
        ],
      }),
      400,
      `${VALIDATION}expected exactly one, got both: spec.params[a].name`,
    ],
    [
      'workspace twice',
      run({
        ...ref,
        workspaces: [
          { name: 'w', emptyDir: {} },
          { name: 'w', emptyDir: {} },
        ],
      }),
      400,
      `${VALIDATION}workspace "w" provided by pipelinerun more than once, at index 0 and 1: spec.workspaces[1].name`,
    ],
    [
      'other namespace',
      run(ref, { name: 'r', namespace: 'other' }),
      400,
      'the namespace of the provided object does not match the namespace sent on the request',
    ],
    [
      'other version',
      { ...run(ref), apiVersion: 'tekton.dev/v1beta1' },
      400,
      'the API version in the data (tekton.dev/v1beta1) does not match the expected API version (tekton.dev/v1)',
    ],
    [
      'wrong type',
      run({ ...ref, timeouts: { pipeline: 5 } }),
      400,
      `${MUTATION}cannot decode incoming new object: json: cannot unmarshal number into Go struct field TimeoutFields.spec.timeouts.pipeline of type string`,
    ],
    [
      'no name',
      run(ref, {}),
      422,
      'PipelineRun.tekton.dev "" is invalid: metadata.name: Required value: name or generateName is required',
    ],
  ])('%s', (_what, manifest, code, message) => {
    const { cluster } = lab();
    expect(() => cluster.create(NS, manifest)).toThrow(expect.objectContaining({ code, message }));
    expect(cluster.list('pipelineruns', NS)).toEqual([]);
  });

  it.each(['Upper', '../../x', "a'b", '<b>', '🚀', 'a b', '-a'])('refuses the name %p', (name) => {
    const refusal = expect.objectContaining({ message: expect.stringMatching(/metadata\.name/) });
    expect(() => lab().cluster.create(NS, run(ref, { name }))).toThrow(refusal);
  });

  it('fills in what Tekton fills in, and keeps 63 characters', () => {
    const name = 'a'.repeat(63);
    const created = lab().cluster.create(
      NS,
      run({ ...ref, params: [{ name: 'n', value: 5 }], timeouts: { pipeline: '12h' } }, { name })
    );
    expect(created.spec).toMatchObject({
      params: [{ name: 'n', value: '5' }],
      timeouts: { pipeline: '12h0m0s' },
      taskRunTemplate: { serviceAccountName: 'default' },
    });
    expect(created.metadata).toMatchObject({ name, generation: 1, namespace: NS });
    expect(created.status).toBeUndefined();
  });

  it('with dry run stores nothing and starts nothing', () => {
    const { cluster, world } = lab();
    const before = cluster.store.currentRevision();
    expect(cluster.create(NS, run(ref), { dryRun: true }).metadata.name).toBe('r');
    world.time += 1000;
    cluster.tick(world.time);
    expect(cluster.store.currentRevision()).toBe(before);
  });

  it('answers 409 to the second of the same name, and 404 outside its namespaces', () => {
    const { cluster } = lab();
    cluster.create(NS, run(ref));
    expect(() => cluster.create(NS, run(ref))).toThrow(
      expect.objectContaining({
        code: 409,
        reason: 'AlreadyExists',
        message: 'pipelineruns.tekton.dev "r" already exists',
      })
    );
    expect(() => cluster.create('nope', run(ref))).toThrow('namespaces "nope" not found');
  });
});

describe('patch', () => {
  const started = () => {
    const { cluster, world } = lab();
    cluster.create(NS, run(ref));
    const pass = (seconds: number) => {
      for (let i = 0; i < seconds; i++) {
        world.time += 1000;
        cluster.tick(world.time);
      }
    };
    pass(1);
    return { cluster, pass };
  };
  const frozen = (tip: string) => ({ code: 400, message: `${VALIDATION}invalid value: ${tip}: spec` });

  it('may change the status only, while it runs', () => {
    const { cluster } = started();
    expect(() => cluster.patch(NS, 'r', { spec: { params: [{ name: 'a', value: 'b' }] } })).toThrow(
      expect.objectContaining(frozen('Once the PipelineRun has started, only status updates are allowed'))
    );
    expect(() => cluster.patch(NS, 'r', { spec: { status: 'PipelineRunPending' } })).toThrow(
      'PipelineRun cannot be Pending after it is started: spec.status'
    );
    expect(cluster.patch(NS, 'r', { spec: { status: 'StoppedRunFinally' } }).metadata.generation).toBe(2);
  });

  it('may change metadata only, once it is done', () => {
    const { cluster, pass } = started();
    pass(30);
    expect(cluster.isDone(NS, 'r')).toBe(true);
    expect(() => cluster.patch(NS, 'r', { spec: { status: 'Cancelled' } })).toThrow(
      expect.objectContaining(frozen('Once the PipelineRun is complete, no updates are allowed'))
    );
    const patched = cluster.patch(NS, 'r', { metadata: { annotations: { note: 'x' }, labels: { a: 'b' } } });
    expect(patched.metadata).toMatchObject({ annotations: { note: 'x' }, generation: 1 });
    expect(patched.metadata.labels?.['tekton.dev/pipeline']).toBe('no-params');
  });

  it('does not change the run status, which is a subresource', () => {
    const { cluster } = started();
    expect(cluster.patch(NS, 'r', { status: { conditions: [] } }).status?.conditions).toHaveLength(1);
  });

  it('answers 409 to another resourceVersion, and 422 to another uid', () => {
    const { cluster } = started();
    expect(() => cluster.patch(NS, 'r', { metadata: { resourceVersion: '1' } })).toThrow(
      expect.objectContaining({
        code: 409,
        message:
          'Operation cannot be fulfilled on pipelineruns.tekton.dev "r": the object has been modified; please apply your changes to the latest version and try again',
      })
    );
    expect(() => cluster.patch(NS, 'r', { metadata: { uid: 'other' } })).toThrow(
      expect.objectContaining({ code: 422 })
    );
    expect(() => cluster.patch(NS, 'nope', {})).toThrow(
      expect.objectContaining({ code: 404, message: 'pipelineruns.tekton.dev "nope" not found' })
    );
  });
});
