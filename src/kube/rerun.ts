/** A manifest that ran, or that a preset holds → what a start needs, editable. */
import { t } from '../i18n/t';
import { LABELS } from '../constants';
import type { RunRequest, WorkspaceBinding } from '../domain/pipeline';
import type { Run } from '../domain/run';
import { DecodeError } from '../domain/decodeError';
import { decodeWith } from './decoder';
import { stemOf } from './names';
import { PARAMS, stringParam } from '../domain/params';
import * as wire from './schemas';

const PIPELINE_LABEL = 'tekton.dev/pipeline';

/**
 * The request that would run the same again under a new name. `spec.status`, the status, and all labels and annotations
 * of the system stay behind.
 *
 * @throws DecodeError when the run has an inline spec: it has no Pipeline that another run could refer to
 */
export function rerunRequest(run: Pick<Run, 'manifest' | 'namespace'>): RunRequest {
  return requestFromManifest(run.manifest, run.namespace);
}

/**
 * What a PipelineRun manifest asks for.
 *
 * @param namespace where it runs when the manifest does not say
 * @throws DecodeError
 */
export function requestFromManifest(manifest: unknown, namespace: string): RunRequest {
  const { metadata, spec } = decodeStartable(manifest);
  const { params, pipelineRef } = spec;
  const pipeline = pipelineOf(metadata, pipelineRef);
  const { serviceAccountName, ...template } = spec.taskRunTemplate ?? {};
  const kept = {
    ...(Object.keys(template).length > 0 ? { taskRunTemplate: template } : {}),
    ...(spec.taskRunSpecs ? { taskRunSpecs: spec.taskRunSpecs } : {}),
    ...(pipelineRef?.resolver ? { pipelineRef } : {}),
  };
  const experiment = metadata?.labels?.[LABELS.experiment] || stringParam(params, PARAMS.experiment);
  return {
    namespace: metadata?.namespace || namespace,
    pipeline,
    generateName: prefixOf(metadata, pipeline),
    params,
    workspaces: spec.workspaces.map(workspaceBinding),
    ...(serviceAccountName ? { serviceAccountName } : {}),
    ...(spec.timeouts ? { timeouts: withoutUndefined(spec.timeouts) } : {}),
    ...(experiment ? { experiment } : {}),
    ...(Object.keys(kept).length > 0 ? { kept } : {}),
  };
}

function decodeStartable(manifest: unknown) {
  const apiVersion = (manifest as { apiVersion?: unknown } | null | undefined)?.apiVersion;
  if (apiVersion === 'tekton.dev/v1beta1') {
    throw new DecodeError(
      'PipelineRun',
      'apiVersion',
      t('validate.manifest.tekton-dev-v1beta1', 'is tekton.dev/v1beta1; convert the manifest to tekton.dev/v1')
    );
  }
  return decodeWith(wire.Startable, manifest, 'PipelineRun');
}

/** Name of the Pipeline: by a resolver it is the one that Tekton labelled the run with, else the resolver's own. */
function pipelineOf(
  metadata: { labels?: Record<string, string> } | undefined,
  ref: { name?: string; resolver?: string } | undefined
): string {
  const name = ref?.name || (ref?.resolver && (metadata?.labels?.[PIPELINE_LABEL] || ref.resolver));
  if (!name) {
    throw new DecodeError(
      'PipelineRun',
      'spec.pipelineRef',
      t('validate.manifest.missing-run-has', 'is missing: the run has its Pipeline inline')
    );
  }
  return name;
}

/** The stem of the run's name, so that a rerun is found beside it; without a name the Pipeline's. */
function prefixOf(metadata: { name?: string; generateName?: string } | undefined, pipeline: string): string {
  const stem = metadata?.generateName || (metadata?.name && stemOf(metadata.name)) || pipeline;
  return stem.endsWith('-') ? stem : `${stem}-`;
}

/** A binding as the form knows it; any kind, or any detail, that it does not know is kept raw. */
function workspaceBinding({ name, ...binding }: { name: string } & Record<string, unknown>): WorkspaceBinding {
  const raw: WorkspaceBinding = { name, kind: 'raw', raw: binding };
  const known = claimTemplate(binding) ?? claim(binding) ?? emptyDir(binding);
  if (known === undefined) {
    return raw;
  }
  const typed = { name, ...known } as WorkspaceBinding;
  return sameJson(bindingBody(typed), binding) ? typed : raw;
}

/** The body of a workspace binding in a manifest, the name apart. */
export function bindingBody(binding: WorkspaceBinding): Record<string, unknown> {
  switch (binding.kind) {
    case 'volumeClaimTemplate':
      return {
        volumeClaimTemplate: {
          spec: {
            accessModes: [binding.accessMode],
            resources: { requests: { storage: binding.size } },
            ...(binding.storageClassName ? { storageClassName: binding.storageClassName } : {}),
          },
        },
      };
    case 'persistentVolumeClaim':
      return {
        persistentVolumeClaim: { claimName: binding.claimName },
        ...(binding.subPath ? { subPath: binding.subPath } : {}),
      };
    case 'emptyDir':
      return { emptyDir: {} };
    case 'raw':
      return binding.raw;
  }
}

interface ClaimTemplate {
  spec?: { accessModes?: unknown[]; resources?: { requests?: { storage?: unknown } }; storageClassName?: unknown };
}

function claimTemplate(binding: Record<string, unknown>) {
  // Served manifests carry `metadata.creationTimestamp: null` and an empty status in the template.
  const spec = (binding.volumeClaimTemplate as ClaimTemplate | null | undefined)?.spec;
  const size = spec?.resources?.requests?.storage;
  const accessMode = spec?.accessModes?.[0];
  if (typeof size !== 'string' || typeof accessMode !== 'string') {
    return undefined;
  }
  const { storageClassName } = spec ?? {};
  return {
    kind: 'volumeClaimTemplate',
    size,
    accessMode,
    ...(typeof storageClassName === 'string' ? { storageClassName } : {}),
  };
}

function claim(binding: Record<string, unknown>) {
  const claimName = (binding.persistentVolumeClaim as { claimName?: unknown } | null | undefined)?.claimName;
  const { subPath } = binding;
  return typeof claimName === 'string'
    ? { kind: 'persistentVolumeClaim', claimName, ...(typeof subPath === 'string' ? { subPath } : {}) }
    : undefined;
}

function emptyDir(binding: Record<string, unknown>) {
  return typeof binding.emptyDir === 'object' && binding.emptyDir !== null ? { kind: 'emptyDir' } : undefined;
}

/** Equal as JSON, keys in any order, Go's empty fields (`null`, `{}` under metadata and status) aside. */
function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(canonical);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value)
    .map(([key, v]) => [key, canonical(v)] as const)
    .filter(([key, v]) => v !== null && !((key === 'metadata' || key === 'status') && JSON.stringify(v) === '{}'))
    .sort(([x], [y]) => (x < y ? -1 : 1));
  return Object.fromEntries(entries);
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T;
}
