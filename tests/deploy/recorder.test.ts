/** @jest-environment node */
import packageJson from '../../package.json';
import { RECORDER_USER, recorderOf } from '../../simulator/kube/rbac';
import { RECORD_CASES } from '../cluster/recorderCases';
import { RECORDER_LEASE } from '../../src/constants';
import { judgeAll, type Binding, type Policy } from './admission';
import { built, describeBuilt, idOf, ofKind, type Manifest } from './manifests';
import { rightsOf, rightsOfSubject } from './rightsOf';
import { schemaProblem } from './schemas';

describeBuilt.each(['kubernetes', 'openshift'])('the recorder on %s', (name) => {
  let objects: Manifest[];
  let pod: {
    containers: Array<Record<string, unknown> & { args: string[]; env: Array<{ name: string; value?: string }> }>;
    volumes: Array<{ name: string; configMap?: { name: string }; secret?: { secretName: string } }>;
    securityContext: object;
  };
  beforeAll(() => {
    objects = built(`recorder/${name}`);
    const [deployment] = ofKind(objects, 'Deployment');
    pod = (deployment?.spec as { template: { spec: typeof pod } }).template.spec;
  });

  it('fits the schemas, each object once, in namespaces that the guide knows', () => {
    expect(objects.flatMap((o) => (schemaProblem(o) ? [`${idOf(o)}: ${schemaProblem(o)}`] : []))).toEqual([]);
    expect(new Set(objects.map(idOf)).size).toBe(objects.length);
    const namespaces = new Set(objects.flatMap((o) => o.metadata.namespace ?? []));
    expect([...namespaces].sort()).toEqual(['experiment-01', 'grafana', 'llm-d-autoscaler']);
  });

  it('runs as nobody, with a read-only root and at most 128 MiB', () => {
    const [container] = pod.containers;
    expect(container).toMatchObject({
      image: `ghcr.io/llm-d/llmd-wva-recorder:${packageJson.version}`,
      resources: { limits: { memory: '128Mi' } },
      securityContext: {
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
        readOnlyRootFilesystem: true,
        runAsNonRoot: true,
      },
    });
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  });

  it('is told where Prometheus and Grafana are, with tokens from files', () => {
    const [container] = pod.containers;
    expect(container?.env.map((one) => one.name)).toEqual(
      expect.arrayContaining(['POD_NAMESPACE', 'WVA_GRAFANA', 'WVA_PROMETHEUS'])
    );
    const mounts = container?.volumeMounts as Array<{ name: string; mountPath: string }>;
    expect(pod.volumes.map((volume) => volume.name).sort()).toEqual(mounts.map((mount) => mount.name).sort());
    const files = container?.args.flatMap((arg) => /^--[\w-]*file=(.*)$/.exec(arg)?.[1] ?? []) ?? [];
    const known = [...mounts.map(({ mountPath }) => mountPath), '/var/run/secrets/kubernetes.io/serviceaccount'];
    expect(files.filter((file) => !known.some((folder) => file.startsWith(`${folder}/`)))).toEqual([]);
    expect(files).toHaveLength(name === 'openshift' ? 3 : 1);
  });

  it('has the rights of the simulated cluster, and no more', () => {
    const more = name === 'openshift' ? ['ClusterRole cluster-monitoring-view'] : [];
    const view = ofKind(objects, 'ClusterRoleBinding').map(
      (one) => `ClusterRole ${(one.roleRef as { name: string }).name}`
    );
    expect(view).toEqual(more);
    const own = objects.filter(({ kind }) => kind !== 'ClusterRoleBinding');
    expect(rightsOf(own, RECORDER_USER).sort()).toEqual(rightsOfSubject(recorderOf(['experiment-01'])).sort());
    expect(JSON.stringify(ofKind(objects, 'Role'))).toContain(RECORDER_LEASE);
  });

  it('carries the labels by which readiness finds what is installed', () => {
    expect(objects.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/part-of'] !== 'llmd-wva-app')).toEqual(
      []
    );
  });

  it.each(RECORD_CASES)('may it write: $name', ({ operation, resource, object, oldObject, refused }) => {
    const policies = ofKind(objects, 'ValidatingAdmissionPolicy') as unknown as Policy[];
    const bindings = ofKind(objects, 'ValidatingAdmissionPolicyBinding') as unknown as Binding[];
    const request = { operation, user: RECORDER_USER, resource, object, oldObject };
    const { messages, errors } = judgeAll(policies, bindings, request, []);
    expect(errors).toEqual([]);
    expect(messages).toEqual(refused === undefined ? [] : [expect.stringContaining(refused)]);
    expect(judgeAll(policies, bindings, { ...request, user: 'another' }, []).messages).toEqual([]);
  });
});
