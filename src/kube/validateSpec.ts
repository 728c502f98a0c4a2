/**
 * What Tekton's webhooks refuse without naming a field: quantities, claims without a name, unknown fields in the parts
 * that a preset or an earlier run brings along.
 */
import { t } from '../i18n/t';
import type { RunRequest, WorkspaceBinding } from '../domain/pipeline';
import { error, type Problem } from './problem';

/** Kubernetes' `resource.Quantity`: a number with a unit of powers of 1000 or 1024, or an exponent. */
const QUANTITY = /^[+-]?(\d+\.?\d*|\.\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][+-]?\d+)?$/;

/** Fields of Tekton's pod template (pkg/apis/pipeline/pod/template.go). */
const POD_TEMPLATE = new Set(
  'affinity automountServiceAccountToken dnsConfig dnsPolicy enableServiceLinks env hostAliases hostNetwork hostUsers imagePullSecrets nodeSelector priorityClassName runtimeClassName schedulerName securityContext tolerations topologySpreadConstraints volumes'.split(
    ' '
  )
);
const CLAIM = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'status']);
const CLAIM_SPEC = new Set(
  'accessModes dataSource dataSourceRef resources selector storageClassName volumeAttributesClassName volumeMode volumeName'.split(
    ' '
  )
);

/** Problems of the workspaces and of the parts that no form edits. */
export function validateSpec({ workspaces, kept }: Pick<RunRequest, 'workspaces' | 'kept'>): Problem[] {
  return [...workspaces.flatMap(validateBinding), ...validatePodTemplate(kept?.taskRunTemplate?.podTemplate)];
}

function validateBinding(binding: WorkspaceBinding): Problem[] {
  const field = `workspaces.${binding.name}`;
  switch (binding.kind) {
    case 'volumeClaimTemplate':
      return validateSize(field, binding.size);
    case 'persistentVolumeClaim':
      return binding.claimName === ''
        ? [error(field, t('validate.give-name-claim', 'Give the name of the claim.'))]
        : [];
    case 'emptyDir':
      return [];
    case 'raw':
      return validateClaim(field, binding.raw.volumeClaimTemplate);
  }
}

function validateSize(field: string, size: string): Problem[] {
  return QUANTITY.test(size)
    ? []
    : [
        error(
          field,
          t(
            'validate.not-size-write',
            '"{{size}}" is not a size: write a number and a unit without a space, such as 32Gi.',
            { size }
          )
        ),
      ];
}

function validateClaim(field: string, claim: unknown): Problem[] {
  const spec = recordOf(recordOf(claim).spec);
  const amounts = Object.values(recordOf(spec.resources)).flatMap((one) => Object.values(recordOf(one)));
  return [
    ...unknownFields(field, 'volumeClaimTemplate', recordOf(claim), CLAIM),
    ...unknownFields(field, 'volumeClaimTemplate.spec', spec, CLAIM_SPEC),
    ...amounts.flatMap((amount) => validateSize(field, String(amount))),
  ];
}

function validatePodTemplate(template: unknown): Problem[] {
  return unknownFields('taskRunTemplate.podTemplate', 'podTemplate', recordOf(template), POD_TEMPLATE);
}

function unknownFields(field: string, what: string, value: Record<string, unknown>, known: Set<string>): Problem[] {
  return Object.keys(value)
    .filter((key) => !known.has(key))
    .map((key) =>
      error(
        field,
        t('validate.has-no-field', '{{what}} has no field {{key}}: correct it in the preset or the manifest.', {
          what,
          key,
        })
      )
    );
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
