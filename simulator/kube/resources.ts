/** The resources that the simulated API server knows, and its discovery documents. */
import type { ResourceName } from './store';

export interface ResourceType {
  name: ResourceName;
  group: '' | 'tekton.dev';
  kind: string;
  singular: string;
  shortNames?: string[];
  verbs: string[];
}

const TEKTON_VERBS = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];
const CORE_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

const RESOURCES: ResourceType[] = [
  {
    name: 'pipelineruns',
    group: 'tekton.dev',
    kind: 'PipelineRun',
    singular: 'pipelinerun',
    shortNames: ['pr', 'prs'],
    verbs: TEKTON_VERBS,
  },
  {
    name: 'taskruns',
    group: 'tekton.dev',
    kind: 'TaskRun',
    singular: 'taskrun',
    shortNames: ['tr', 'trs'],
    verbs: TEKTON_VERBS,
  },
  { name: 'pipelines', group: 'tekton.dev', kind: 'Pipeline', singular: 'pipeline', verbs: TEKTON_VERBS },
  { name: 'pods', group: '', kind: 'Pod', singular: 'pod', shortNames: ['po'], verbs: CORE_VERBS },
  { name: 'configmaps', group: '', kind: 'ConfigMap', singular: 'configmap', shortNames: ['cm'], verbs: CORE_VERBS },
];

export function resourceType(group: string, name: string): ResourceType | undefined {
  return RESOURCES.find((resource) => resource.group === group && resource.name === name);
}

export const groupVersion = ({ group }: Pick<ResourceType, 'group'>) => (group ? `${group}/v1` : 'v1');

const TEKTON_VERSIONS = { groupVersion: 'tekton.dev/v1', version: 'v1' };
const TEKTON_GROUP = { name: 'tekton.dev', versions: [TEKTON_VERSIONS], preferredVersion: TEKTON_VERSIONS };

function resourceList(group: '' | 'tekton.dev') {
  const own = RESOURCES.filter((resource) => resource.group === group).map(
    ({ name, singular, kind, shortNames, verbs }) => ({
      name,
      singularName: singular,
      namespaced: true,
      kind,
      verbs,
      ...(shortNames ? { shortNames } : {}),
      ...(group ? { categories: ['tekton', 'tekton-pipelines'] } : {}),
    })
  );
  const parts = group
    ? [
        {
          name: 'pipelineruns/status',
          singularName: '',
          namespaced: true,
          kind: 'PipelineRun',
          verbs: ['get', 'patch', 'update'],
        },
      ]
    : [{ name: 'pods/log', singularName: '', namespaced: true, kind: 'Pod', verbs: ['get'] }];
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: group ? 'tekton.dev/v1' : 'v1',
    resources: [...own, ...parts],
  };
}

const VERSION = {
  major: '1',
  minor: '33',
  gitVersion: 'v1.33.4',
  gitCommit: '74cdb4273a7dbb1b24f7a5a0a6a0a2d1d8a3a9d2',
  gitTreeState: 'clean',
  buildDate: '2026-01-20T00:00:00Z',
  goVersion: 'go1.24.6',
  compiler: 'gc',
  platform: 'linux/amd64',
};

/** `/apis`: Tekton's group, and those of what else the cluster has. */
export function groupList(others: Array<{ name: string; version: string }>) {
  const groups = others.map(({ name, version }) => {
    const versions = { groupVersion: `${name}/${version}`, version };
    return { name, versions: [versions], preferredVersion: versions };
  });
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: [TEKTON_GROUP, ...groups] };
}

/** Discovery documents by path. */
export const DISCOVERY: Record<string, unknown> = {
  '/version': VERSION,
  '/api': {
    kind: 'APIVersions',
    versions: ['v1'],
    serverAddressByClientCIDRs: [{ clientCIDR: '0.0.0.0/0', serverAddress: '' }],
  },
  '/api/v1': resourceList(''),
  '/apis': groupList([]),
  '/apis/tekton.dev': { kind: 'APIGroup', apiVersion: 'v1', ...TEKTON_GROUP },
  '/apis/tekton.dev/v1': resourceList('tekton.dev'),
};
