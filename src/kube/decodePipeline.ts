/** A Pipeline as the API serves it (unknown) → domain. */
import type { Pipeline } from '../domain/pipeline';
import { decodeDeclared, decodeParamSpec } from './declared';
import { decodeWith } from './decoder';
import * as wire from './schemas';

/**
 * A Pipeline with what it declares.
 *
 * @throws DecodeError
 */
export function decodePipeline(value: unknown): Pipeline {
  const { metadata, spec } = decodeWith(wire.Pipeline, value, 'Pipeline');
  const declared = decodeDeclared((value as { spec?: unknown }).spec);
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    description: spec.description,
    params: spec.params.map(decodeParamSpec),
    ...(declared?.matrix.length ? { matrix: declared.matrix } : {}),
    ...(declared?.waitsItsTurn ? { waitsItsTurn: true } : {}),
    ...(declared?.untimedLoadTask ? { untimedLoadTask: declared.untimedLoadTask } : {}),
    workspaces: spec.workspaces.map(({ name, description, optional }) => ({
      name,
      description,
      optional: optional ?? false,
    })),
  };
}
