import { useRef, useState } from 'react';

import { PARAMS } from '../../domain/params';
import type { Pipeline, Preset, RunRequest } from '../../domain/pipeline';
import type { RunFormProps } from '../runFormProps';
import { dropDraft, readDraft, writeDraft, type Draft } from './draft';
import { formRequest, formValues, leftOut, type RunFormValues } from './model';

interface Choice {
  namespace: string;
  /** Undefined: the only one there is, if so. */
  pipeline?: string;
  presetId?: string;
  /** What the form is filled from. */
  from?: RunRequest;
  /** What was typed before; wins over `from`. */
  typed?: RunFormValues;
  /** Counts choices: another one is another form. */
  version: number;
}

/** What the form is about and what it begins with; kept as a draft under the form's key. */
export function useRunChoice({ api, draftKey, initial, namespace, pipeline }: RunFormProps) {
  const [choice, setChoice] = useState<Choice>(() =>
    firstChoice(readDraft(draftKey), initial, {
      namespace: namespace ?? api.namespaces[0] ?? '',
      pipeline,
    })
  );
  const { presetId, from, typed, version } = choice;
  // A form that goes away hands on what it held: after another choice that is nobody's draft any more.
  const current = useRef(version);
  const choose = (next: Omit<Choice, 'version'>) => {
    dropDraft(draftKey);
    current.current = version + 1;
    setChoice({ ...next, version: version + 1 });
  };
  const pipelineOf = (pipelines: Pipeline[]) =>
    choice.pipeline === undefined && pipelines.length === 1
      ? pipelines[0]
      : pipelines.find(({ name }) => name === choice.pipeline);

  return {
    namespace: choice.namespace,
    pipelineName: choice.pipeline,
    presetId,
    version,
    pipelineOf,
    chooseNamespace: (next: string) => choose({ namespace: next }),
    choosePreset: (preset: Preset) =>
      choose({
        namespace: preset.request.namespace,
        pipeline: preset.request.pipeline,
        presetId: preset.id,
        from: preset.request,
      }),
    /** Values that the other Pipeline has too go with it. */
    choosePipeline: (name: string, current: Pipeline | undefined) => {
      const values = readDraft(draftKey)?.values ?? typed;
      const carried =
        current && values ? { ...ofAnotherPipeline(formRequest(values, current)), generateName: `${name}-` } : from;
      choose({ namespace: choice.namespace, pipeline: name, from: carried });
    },
    leftOut: (target: Pipeline) => (from && presetId !== undefined ? leftOut(target, from) : []),
    valuesFor: (target: Pipeline) => {
      const draft = readDraft(draftKey);
      const values = draft?.pipeline === target.name && draft.namespace === target.namespace ? draft.values : typed;
      return values ? fit(values, target) : formValues(target, from);
    },
    keep: (target: Pipeline, values: RunFormValues) => {
      if (current.current === version) {
        writeDraft(draftKey, { namespace: target.namespace, pipeline: target.name, presetId, values });
      }
    },
    drop: () => dropDraft(draftKey),
  };
}

/** A reference by a resolver is to the Pipeline that was chosen before. */
function ofAnotherPipeline({ kept, ...request }: RunRequest): RunRequest {
  const { pipelineRef: _, ...rest } = kept ?? {};
  return Object.keys(rest).length > 0 ? { ...request, kept: rest } : request;
}

function firstChoice(
  draft: Draft | undefined,
  initial: RunRequest | undefined,
  fallback: { namespace: string; pipeline?: string }
): Choice {
  if (draft) {
    const { namespace, pipeline, presetId, values } = draft;
    return { namespace, pipeline, presetId, typed: values, version: 0 };
  }
  return initial
    ? { namespace: initial.namespace, pipeline: initial.pipeline, from: initial, version: 0 }
    : { ...fallback, version: 0 };
}

/** A kept draft in the shape of the Pipeline as it is now: it may have changed since. */
function fit(values: RunFormValues, pipeline: Pipeline): RunFormValues {
  const fresh = formValues(pipeline, formRequest(values, pipeline));
  const shape = (v: RunFormValues) =>
    JSON.stringify([
      v.params.map(({ name, type }) => [name, type]),
      v.workspaces.map(({ name }) => name),
      v.steps === null,
      v.scaling === null,
    ]);
  return shape(fresh) === shape(values) || typedSteps(values, fresh) ? values : fresh;
}

/** Half-typed steps cannot be read back, and are no change of the Pipeline. */
function typedSteps(values: RunFormValues, fresh: RunFormValues): boolean {
  return values.steps !== null && fresh.steps === null && fresh.params.some(({ name }) => name === PARAMS.loadSteps);
}
