/** @jest-environment node */
import { READER_USER, readerOf, RUNNER_USER, runnerOf } from '../../simulator/kube/rbac';
import { EXPERIMENT_PIPELINE, RUNS_POLICY, WVA_DEFAULTS } from '../../src/constants';
import type { readPaths, runPaths } from '../../src/datasource/paths';
import { describeBuilt, idOf, ofKind, overlay, OVERLAYS, walk, type Manifest } from './manifests';
import { rightsOf, rightsOfSubject } from './rightsOf';

const NAMESPACES = ['experiment-01'];

/** What each path of the data source asks for. A path that is new fails the type check until it is here. */
const READS: Record<keyof typeof readPaths, string[]> = {
  // Discovery, which every account may do.
  tektonResources: [],
  version: [],
  groups: [],
  // By the role of readiness, which is an addition of its own; changes of what is listed below by this one.
  list: ['watch tekton.dev/pipelines', 'watch /configmaps'],
  pipelineRuns: ['list tekton.dev/pipelineruns', 'watch tekton.dev/pipelineruns'],
  pipelineRun: ['get tekton.dev/pipelineruns'],
  taskRuns: ['list tekton.dev/taskruns'],
  pipelines: ['list tekton.dev/pipelines'],
  configMaps: ['list /configmaps'],
  // In the autoscaler's namespace.
  configMap: [],
  // One policy, by its name.
  runsPolicy: [],
  podLog: ['get /pods/log'],
};
const WRITES: Record<keyof typeof runPaths, string[]> = {
  pipelineRuns: ['create tekton.dev/pipelineruns'],
  pipelineRun: ['patch tekton.dev/pipelineruns'],
};
const inNamespaces = (rights: string[]) => NAMESPACES.flatMap((n) => rights.map((r) => `${r} in ${n}`));

describeBuilt.each(OVERLAYS)('rights of the overlay %s', (name) => {
  let objects: Manifest[];
  beforeAll(() => {
    objects = overlay(name);
  });

  it('are those of the simulated cluster', () => {
    expect(rightsOf(objects, READER_USER).sort()).toEqual(rightsOfSubject(readerOf(NAMESPACES)).sort());
    expect(rightsOf(objects, RUNNER_USER).sort()).toEqual(rightsOfSubject(runnerOf(NAMESPACES)).sort());
  });

  it('are what the data source asks for, and no more', () => {
    const { namespace, configMap } = WVA_DEFAULTS;
    const named = [
      `get /configmaps in ${namespace} [${configMap}]`,
      `get admissionregistration.k8s.io/validatingadmissionpolicies in  [${RUNS_POLICY.name}]`,
    ];
    expect(rightsOf(objects, READER_USER).sort()).toEqual(
      [...inNamespaces(Object.values(READS).flat()), ...named].sort()
    );
    expect(rightsOf(objects, RUNNER_USER).sort()).toEqual(inNamespaces(Object.values(WRITES).flat()).sort());
  });

  it('are given by no wildcard, no escalation, and in the whole cluster only where nothing else is possible', () => {
    const roles = [...ofKind(objects, 'Role'), ...ofKind(objects, 'ClusterRole')];
    expect(roles.length).toBeGreaterThan(2);
    for (const role of roles) {
      for (const [at, value] of walk(role.rules)) {
        expect([idOf(role), at, value]).not.toEqual([
          idOf(role),
          at,
          expect.stringMatching(/^(\*|impersonate|bind|escalate|secrets)$/),
        ]);
      }
    }
    // The policy of runs is an object of the whole cluster. On OpenShift two accounts read metrics: Grafana's, and the one that KEDA asks with.
    const given = ofKind(objects, 'ClusterRoleBinding').map((b) => [
      (b.roleRef as { name: string }).name,
      ...(b.subjects as Array<{ name: string }>).map((s) => s.name),
    ]);
    const view = 'cluster-monitoring-view';
    expect(given.sort()).toEqual(
      name === 'openshift'
        ? [
            [view, 'llmd-wva-metrics'],
            [view, 'wva-scaler'],
            ['llmd-wva-runs-policy', 'llmd-wva-reader'],
          ]
        : [['llmd-wva-runs-policy', 'llmd-wva-reader']]
    );
  });

  it('belong to accounts that are there, with tokens of their own', () => {
    const accounts = ofKind(objects, 'ServiceAccount').map(idOf);
    const subjects = [...ofKind(objects, 'RoleBinding'), ...ofKind(objects, 'ClusterRoleBinding')].flatMap(
      (b) => b.subjects as Array<{ name: string; namespace?: string }>
    );
    for (const subject of subjects) {
      expect(accounts).toContain(`ServiceAccount/${subject.namespace}/${subject.name}`);
    }
    for (const secret of ofKind(objects, 'Secret')) {
      const account = secret.metadata.annotations?.['kubernetes.io/service-account.name'];
      expect(accounts).toContain(`ServiceAccount/${secret.metadata.namespace}/${account}`);
    }
    expect(accounts).toContain(`ServiceAccount/experiment-01/${EXPERIMENT_PIPELINE.serviceAccount}`);
  });
});
