/** CustomResourceDefinitions for a server without the operators that bring them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { parse } from 'yaml';

import { findClusterTools, TEKTON } from '../../scripts/clusterTools';

export interface Crd {
  apiVersion: string;
  kind: 'CustomResourceDefinition';
  metadata: { name: string; annotations?: Record<string, string> };
  spec: Record<string, unknown>;
}

interface Version {
  name: string;
  [field: string]: unknown;
}

export interface TektonCrds {
  from: string;
  crds: Crd[];
}

/** Tekton's own definitions where they were fetched, else a stand-in without schemas. */
export function tektonCrds(): TektonCrds {
  const config = findClusterTools()?.tektonConfig;
  if (config !== undefined) {
    return { from: `Tekton ${TEKTON}`, crds: readFolder(path.join(config, '300-crds')) };
  }
  const kinds = ['Pipeline', 'Task', 'PipelineRun', 'TaskRun'];
  return { from: 'a stand-in without schemas', crds: kinds.map((kind) => plainCrd('tekton.dev/v1', kind, true)) };
}

/** The kinds that this project has to do with. Tekton's webhook, which converts between versions, is not there to be asked. */
function readFolder(folder: string): Crd[] {
  const files = readdirSync(folder).filter((file) => /^300-(pipeline|task|pipelinerun|taskrun)\.yaml$/.test(file));
  return files.map((file) => {
    const crd = parse(readFileSync(path.join(folder, file), 'utf8')) as Crd;
    return { ...crd, spec: { ...crd.spec, conversion: { strategy: 'None' } } };
  });
}

const COLUMNS = [
  ['Succeeded', '.status.conditions[?(@.type=="Succeeded")].status', 'string'],
  ['Reason', '.status.conditions[?(@.type=="Succeeded")].reason', 'string'],
  ['StartTime', '.status.startTime', 'date'],
  ['CompletionTime', '.status.completionTime', 'date'],
] as const;

/** A definition that takes anything, with a status of its own. */
export function plainCrd(apiVersion: string, kind: string, namespaced: boolean): Crd {
  const [group = '', name = ''] = apiVersion.split('/');
  const plural = `${kind.toLowerCase()}s`.replace(/([^aeiou])ys$/, '$1ies');
  const runs = /Run$/.test(kind);
  const version: Version = {
    name,
    served: true,
    storage: true,
    schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
    subresources: { status: {} },
    ...(runs
      ? { additionalPrinterColumns: COLUMNS.map(([title, jsonPath, type]) => ({ name: title, jsonPath, type })) }
      : {}),
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${group}`,
      // Kubernetes keeps groups of its own to itself, unless a definition says that it knows.
      ...(group.endsWith('.k8s.io') ? { annotations: { 'api-approved.kubernetes.io': 'unapproved, for tests' } } : {}),
    },
    spec: {
      group,
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      scope: namespaced ? 'Namespaced' : 'Cluster',
      versions: [version],
    },
  };
}
