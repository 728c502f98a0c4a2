/** Brings a server to the state in which the suite looks at it: CRDs, deploy/ as an overlay applies it, tokens. */
import path from 'node:path';

import { parseAllDocuments } from 'yaml';

import { build, findKustomize } from '../../scripts/kustomize';
import { EXPERIMENT_PIPELINE } from '../../src/constants';
import type { Manifest } from '../deploy/manifests';
import { KubeApi, type Access } from './api';
import { plainCrd, tektonCrds } from './crds';
import { CREATE_CASES, NAMESPACE, PIPELINES } from './policyCases';
import { until } from './until';

export const OVERLAYS = { kubernetes: 'deploy/overlays/kubernetes', openshift: 'deploy/overlays/openshift' };
const KEDA = ['keda.sh/v1alpha1', 'ScaledObject'] as const;

/** Where the tests find what was prepared. */
export interface Facts {
  admin: Access;
  open: Access;
  tokens: Record<'reader' | 'runner' | 'pipeline', string>;
  version: string;
  tekton: string;
  /** Whether Tekton's own schemas are there. */
  schemas: boolean;
  /** PEM of the key that signs service accounts' tokens, of a server of our own. */
  accountsKey?: string;
}

const ACCOUNTS = {
  reader: ['grafana', 'llmd-wva-reader'],
  runner: ['grafana', 'llmd-wva-runner'],
  pipeline: [NAMESPACE, EXPERIMENT_PIPELINE.serviceAccount],
} as const;

/** @throws Error when the server has one of our namespaces already: what is there may be somebody's */
export async function prepare(admin: Access, open: Access): Promise<{ facts: Facts; undo: () => Promise<void> }> {
  const api = new KubeApi(admin);
  const objects = [...overlay('kubernetes'), ...(PIPELINES as unknown as Manifest[])];
  const others = overlay('openshift');
  const created: string[] = [];
  const undo = async () => {
    for (const url of created.reverse()) {
      await api.send('DELETE', url);
    }
  };
  try {
    await namespaces(api, [...objects, ...others], created);
    const tekton = await definitions(api, [...objects, ...others], created);
    for (const object of objects.filter(({ kind }) => kind !== 'Namespace')) {
      await applied(api, object, created);
    }
    const { gitVersion } = await api.must('GET', '/version');
    const facts = {
      admin,
      open,
      tokens: await mint(api),
      version: gitVersion,
      tekton,
      schemas: !tekton.startsWith('a stand-in'),
    };
    await policiesAtWork(new KubeApi({ ...open, token: facts.tokens.runner }));
    return { facts, undo };
  } catch (error) {
    await undo();
    throw error;
  }
}

/** The objects that an overlay of deploy/ builds. */
export const overlay = (name: keyof typeof OVERLAYS): Manifest[] => objectsOf(OVERLAYS[name]);

/** The objects that a folder of deploy/ builds. */
export function objectsOf(folder: string): Manifest[] {
  const kustomize = findKustomize({ install: false });
  if (kustomize === undefined) {
    throw new Error('Neither kustomize nor a kubectl with kustomize 5 was found, and deploy/ cannot be built.');
  }
  return parsed(build(kustomize, path.resolve(folder)));
}

const parsed = (text: string) => parseAllDocuments(text).map((document) => document.toJS() as Manifest);

async function namespaces(api: KubeApi, objects: Manifest[], created: string[]): Promise<void> {
  const names = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  for (const name of names) {
    const { status, body } = await api.send('POST', '/api/v1/namespaces', { metadata: { name } });
    if (status !== 201) {
      throw new Error(
        status === 409
          ? `There is a namespace ${name} already. The suite changes and deletes what it uses: give it a cluster of its own.`
          : `The namespace ${name} cannot be made: ${body?.message ?? status}`
      );
    }
    created.push(`/api/v1/namespaces/${name}`);
  }
}

/** Tekton's definitions, KEDA's ScaledObject, and one for every kind of deploy/ that the server does not know. */
async function definitions(api: KubeApi, objects: Manifest[], created: string[]): Promise<string> {
  let from = "the cluster's own";
  if (!(await api.serves('tekton.dev/v1', 'PipelineRun'))) {
    const tekton = tektonCrds();
    from = tekton.from;
    for (const crd of tekton.crds) {
      await applied(api, crd as unknown as Manifest, created);
    }
  }
  const kinds = new Map([[KEDA.join(), { apiVersion: KEDA[0] as string, kind: KEDA[1] as string, namespaced: true }]]);
  for (const { apiVersion, kind, metadata } of objects) {
    kinds.set([apiVersion, kind].join(), { apiVersion, kind, namespaced: metadata.namespace !== undefined });
  }
  for (const { apiVersion, kind, namespaced } of kinds.values()) {
    const known = apiVersion.startsWith('tekton.dev/') || (await api.serves(apiVersion, kind));
    if (!known) {
      await applied(api, plainCrd(apiVersion, kind, namespaced) as unknown as Manifest, created);
    }
    await until(`${apiVersion} ${kind} to be served`, () => api.serves(apiVersion, kind));
  }
  return from;
}

async function applied(api: KubeApi, object: Manifest, created: string[]): Promise<void> {
  const { status, body } = await api.apply(object);
  if (status >= 300) {
    throw new Error(`${object.kind} ${object.metadata.name} was refused: ${status} ${body?.message ?? body}`);
  }
  if (status === 201 && object.metadata.namespace === undefined) {
    created.push(await api.pathOf(object));
  }
}

/** Tokens by TokenRequest: nothing fills the token Secrets where no controller runs. */
async function mint(api: KubeApi): Promise<Facts['tokens']> {
  const tokens = Object.entries(ACCOUNTS).map(async ([who, [namespace, name]]) => {
    const url = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
    const { status } = await api.must('POST', url, { spec: { expirationSeconds: 7200 } });
    return [who, status.token];
  });
  return Object.fromEntries(await Promise.all(tokens)) as Facts['tokens'];
}

/** A policy counts from a moment after it is stored; of the two that look at runs, each is seen to refuse one. */
async function policiesAtWork(runner: KubeApi): Promise<void> {
  const url = `/apis/tekton.dev/v1/namespaces/${NAMESPACE}/pipelineruns?dryRun=All`;
  for (const rule of ['is not startable', 'spec.pipelineSpec is refused']) {
    const refused = CREATE_CASES.find((one) => one.refused?.includes(rule));
    await until(`the policy to say "${rule}"`, async () => {
      const { body } = await runner.send('POST', url, refused?.object);
      return String(body?.message).includes(rule);
    });
  }
}
