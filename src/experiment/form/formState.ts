/** What is in the start form, and what is wrong with it: one state for all of its fields. */
import { createContext, useCallback, useContext, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';

import type { Pipeline } from '../../domain/pipeline';
import { formErrors, type FormErrors } from './formErrors';
import type { ParamDraft, RunFormValues, WorkspaceDraft } from './model';

export interface FormState {
  values: RunFormValues;
  /** Of the fields that were left; of all fields after the first attempt to review. */
  errors: FormErrors;
  /** Changes build on the latest values: two in one moment do not undo each other. */
  edit: (change: (values: RunFormValues) => Partial<RunFormValues>) => void;
  /** A field was left, by its place in {@link FormErrors}. */
  leave: (place: string) => void;
}

interface Asked {
  /** What the form begins with; asked once. */
  defaults: () => RunFormValues;
  pipeline: Pipeline;
  accounts?: string[];
  /** Called with what is in the form a moment after the last change, and at the latest when the form goes away. */
  onKeep: (values: RunFormValues) => void;
}

const KEEP_AFTER_MS = 300;

/** Outside of a form there is nothing to fill in. */
const NOWHERE: FormState = {
  values: {
    experiment: '',
    generateName: '',
    params: [],
    steps: null,
    scaling: null,
    workspaces: [],
    serviceAccountName: '',
    timeouts: { pipeline: '', tasks: '', finally: '' },
  },
  errors: {},
  edit: () => undefined,
  leave: () => undefined,
};

const Context = createContext(NOWHERE);
export const FormProvider = Context.Provider;
export const useFormState = (): FormState => useContext(Context);

/** The state of a form, and `tried`: how often a review was asked for while something in it was wrong. */
export function useNewForm({ defaults, pipeline, accounts, onKeep }: Asked) {
  const [values, setValues] = useState(defaults);
  const [left, setLeft] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(0);
  const latest = useRef(values);
  const keepSoon = useKeep(latest, onKeep);
  const edit = useCallback<FormState['edit']>(
    (change) => {
      latest.current = { ...latest.current, ...change(latest.current) };
      setValues(latest.current);
      keepSoon();
    },
    [keepSoon]
  );
  const leave = useCallback(
    (place: string) => setLeft((places) => (places.includes(place) ? places : [...places, place])),
    []
  );
  const judged = useDeferredValue(values);
  const isJudged = tried > 0 || left.length > 0;
  const all = useMemo(
    () => (isJudged ? formErrors(judged, pipeline, accounts) : {}),
    [isJudged, judged, pipeline, accounts]
  );
  const errors = useMemo(
    () => (tried > 0 ? all : Object.fromEntries(Object.entries(all).filter(([place]) => left.includes(place)))),
    [all, tried, left]
  );
  const state = useMemo(() => ({ values, errors, edit, leave }), [values, errors, edit, leave]);
  /** Hands on what is in the form if nothing is wrong with it; else what is wrong is shown. */
  const submit = (onRight: (values: RunFormValues) => void) => {
    if (Object.keys(formErrors(latest.current, pipeline, accounts)).length === 0) {
      onRight(latest.current);
    } else {
      setTried((times) => times + 1);
    }
  };
  return { state, tried, submit };
}

function useKeep(latest: { readonly current: RunFormValues }, onKeep: Asked['onKeep']): () => void {
  const keep = useRef(onKeep);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    keep.current = onKeep;
  }, [onKeep]);
  useEffect(
    () => () => {
      if (timer.current !== undefined) {
        clearTimeout(timer.current);
        timer.current = undefined;
        keep.current(latest.current);
      }
    },
    [latest]
  );
  return useCallback(() => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      keep.current(latest.current);
    }, KEEP_AFTER_MS);
  }, [latest]);
}

/** One param, or one workspace, of the form. */
export function useListed<K extends 'params' | 'workspaces'>(kind: K, index: number) {
  const { values, errors, edit, leave } = useFormState();
  const place = `${kind}.${index}`;
  type Draft = K extends 'params' ? ParamDraft : WorkspaceDraft;
  return {
    draft: values[kind][index] as Draft,
    problem: errors[place],
    set: (change: Partial<Draft>) =>
      edit((now) => ({ [kind]: now[kind].map((one, i) => (i === index ? { ...one, ...change } : one)) })),
    onBlur: () => leave(place),
  };
}
