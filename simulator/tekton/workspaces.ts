/** Workspaces of a run, as Tekton's webhooks read and check them. */
import { isObject } from '../kube/patch';
import { mutationFailed, problem, type Problem } from './denials';

type Json = Record<string, unknown>;

/** Those that Tekton names when there is none, or more than one. */
const SOURCES = ['configmap', 'emptydir', 'persistentvolumeclaim', 'secret', 'volumeclaimtemplate'];
const OTHERS = ['projected', 'csi'];
/** What a source needs, by its key and then Tekton's word for it. */
const NEEDS: Array<[source: string, field: string, word: string]> = [
  ['persistentVolumeClaim', 'claimName', 'persistentvolumeclaim.claimname'],
  ['configMap', 'name', 'configmap.name'],
  ['secret', 'secretName', 'secret.secretName'],
];

/** Fields of a claim and of its spec. */
const CLAIM = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];
const CLAIM_SPEC = [
  'accessModes',
  'dataSource',
  'dataSourceRef',
  'resources',
  'selector',
  'storageClassName',
  'volumeAttributesClassName',
  'volumeMode',
  'volumeName',
];
const QUANTITY = /^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$/;
const SUFFIX = /^(|[numkMGTPE]|[KMGTPE]i|[eE][-+]?[0-9]+)$/;

/** @throws ApiError 400 for a template of a claim that cannot be decoded: a field that it does not have, or a bad quantity */
export function checkClaims(workspaces: Json[]): void {
  for (const { volumeClaimTemplate } of workspaces) {
    if (isObject(volumeClaimTemplate)) {
      checkFields(volumeClaimTemplate, CLAIM);
      const { spec } = volumeClaimTemplate;
      if (isObject(spec)) {
        checkFields(spec, CLAIM_SPEC);
        const { requests, limits } = (isObject(spec.resources) ? spec.resources : {}) as Record<
          string,
          Json | undefined
        >;
        [...Object.values(requests ?? {}), ...Object.values(limits ?? {})].forEach(checkQuantity);
      }
    }
  }
}

const undecodable = (why: string) => mutationFailed(`cannot decode incoming new object: ${why}`);

function checkFields(value: Json, known: string[]): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw undecodable(`json: unknown field ${JSON.stringify(unknown)}`);
  }
}

function checkQuantity(value: unknown): void {
  const [, , suffix] = QUANTITY.exec(String(value)) ?? [];
  if (suffix === undefined) {
    throw undecodable(`quantities must match the regular expression '${QUANTITY.source}'`);
  }
  if (!SUFFIX.test(suffix)) {
    throw undecodable("unable to parse quantity's suffix");
  }
}

/** Each needs one source that says what it is, and a name of its own. */
export function workspaceProblems(workspaces: Json[]): Problem[] {
  return workspaces.flatMap((workspace, i) => {
    const at = `spec.workspaces[${i}]`;
    const given = Object.keys(workspace).filter((key) => [...SOURCES, ...OTHERS].includes(key.toLowerCase()));
    const all = SOURCES.map((source) => `${at}.${source}`);
    const first = workspaces.findIndex((other) => other.name === workspace.name);
    const missing = NEEDS.filter(
      ([source, field]) => isObject(workspace[source]) && !(workspace[source] as Json)[field]
    );
    return [
      ...(given.length === 0 ? [problem('expected exactly one, got neither', ...all)] : []),
      ...(given.length > 1 ? [problem('expected exactly one, got both', ...all)] : []),
      ...(given.length === 1 ? missing.map(([, , word]) => problem('missing field(s)', `${at}.${word}`)) : []),
      ...(first < i
        ? [
            problem(
              `workspace "${String(workspace.name)}" provided by pipelinerun more than once, at index ${first} and ${i}`,
              `${at}.name`
            ),
          ]
        : []),
    ];
  });
}
