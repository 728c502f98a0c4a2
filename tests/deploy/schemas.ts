/** Schemas of the kinds that deploy/ uses, as far as a package has them. */
import * as argo from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1';
import * as keda from '@kubernetes-models/keda/keda.sh/v1alpha1';
import * as prometheus from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import * as admission from 'kubernetes-models/admissionregistration.k8s.io/v1';
import * as apps from 'kubernetes-models/apps/v1';
import * as rbac from 'kubernetes-models/rbac.authorization.k8s.io/v1';
import * as core from 'kubernetes-models/v1';

import { type Manifest } from './manifests';

type Model = new (data: never) => { validate(): void };

const GROUPS: Record<string, Record<string, unknown>> = {
  v1: core,
  'apps/v1': apps,
  'rbac.authorization.k8s.io/v1': rbac,
  'admissionregistration.k8s.io/v1': admission,
  'monitoring.coreos.com/v1': prometheus,
  'argoproj.io/v1alpha1': argo,
  'keda.sh/v1alpha1': keda,
};

/** Kinds whose schema no package has; what checks them instead. */
export const ELSEWHERE: Record<string, string> = {
  'grafana.integreatly.org/v1beta1': 'the types in grafanaOperator.ts, in fields.test.ts',
  'tekton.dev/v1': 'the tests of the Pipeline, and the API server of the cluster suite with the CRDs of Tekton',
};

/** What is wrong with an object. @throws Error for a kind that is in neither list */
export function schemaProblem(manifest: Manifest): string | undefined {
  const { apiVersion, kind } = manifest;
  if (apiVersion in ELSEWHERE) {
    return undefined;
  }
  const model = GROUPS[apiVersion]?.[kind] as Model | undefined;
  if (model === undefined) {
    throw new Error(`There is no schema of ${apiVersion} ${kind}: add it, or say in ELSEWHERE what checks it.`);
  }
  try {
    new model(manifest as never).validate();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
